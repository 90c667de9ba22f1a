/** A checklist answered to the end: two papers, by post, for a person. */
const ANSWERED =
	'viec=chung-nhan&nuoc-den-apostille=khong&dang-ban=ban-chinh&tay-xoa=khong' +
	'&hinh-thuc=giay&cach-nop=buu-chinh&dai-dien=ca-nhan&so-giay-to=2';

/** The pages that anybody may open, in both languages. */
export const PUBLIC_PAGES: readonly { name: string; path: string; english: string }[] = [
	{ name: 'home', path: '/', english: '/en' },
	...Object.entries({
		assistant: '/tro-ly',
		procedures: '/thu-tuc',
		search: '/thu-tuc?q=hop+phap+hoa',
		procedure: '/thu-tuc/chung-nhan-lanh-su-hop-phap-hoa-lanh-su',
		'procedure-replaced': '/thu-tuc/sua-doi-bo-sung-ho-chieu-ngoai-giao-cong-vu',
		question: '/thu-tuc/cbccvc-di-nuoc-ngoai-viec-rieng/kiem-tra',
		'my-papers': `/thu-tuc/chung-nhan-lanh-su-hop-phap-hoa-lanh-su/kiem-tra?${ANSWERED}`,
		'track-by-code': '/tra-cuu',
		privacy: '/quyen-rieng-tu',
		accessibility: '/tro-nang'
	}).map(([name, path]) => ({ name, path, english: `/en${path}` }))
];
