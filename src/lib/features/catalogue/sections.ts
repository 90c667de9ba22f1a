import { m } from '$i18n/paraglide/messages.js';

/** The parts of a procedure's page in reading order. Ids are addresses: they stay as they are. */
export const SECTIONS = [
	{ id: 'thanh-phan-ho-so', title: m.section_papers },
	{ id: 'trinh-tu', title: m.section_steps },
	{ id: 'cach-thuc', title: m.section_ways },
	{ id: 'thoi-han', title: m.section_time },
	{ id: 'phi-le-phi', title: m.section_fees },
	{ id: 'doi-tuong', title: m.section_audience },
	{ id: 'yeu-cau-dieu-kien', title: m.section_eligibility },
	{ id: 'co-quan', title: m.section_agencies },
	{ id: 'ket-qua', title: m.section_result },
	{ id: 'can-cu-phap-ly', title: m.section_law },
	{ id: 'cau-hoi-thuong-gap', title: m.section_questions },
	{ id: 'nguon', title: m.section_sources }
] as const;
