import { m } from '$i18n/paraglide/messages.js';
import type { IconName } from '$ui/Icon.svelte';

/** What people come for most, in their own words, and the procedure it leads to. */
export interface Situation {
	readonly slug: string;
	readonly title: () => string;
	readonly hint: () => string;
	readonly icon: IconName;
}

export const SITUATIONS: readonly Situation[] = [
	{
		slug: 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su',
		title: m.situation_legalise,
		hint: m.situation_legalise_hint,
		icon: 'stamp'
	},
	{
		slug: 'cbccvc-di-nuoc-ngoai-viec-rieng',
		title: m.situation_private_travel,
		hint: m.situation_private_travel_hint,
		icon: 'plane'
	},
	{
		slug: 'cbccvc-di-nuoc-ngoai-viec-cong',
		title: m.situation_official_travel,
		hint: m.situation_official_travel_hint,
		icon: 'briefcase'
	},
	{
		slug: 'cap-ho-chieu-ngoai-giao-cong-vu',
		title: m.situation_official_passport,
		hint: m.situation_official_passport_hint,
		icon: 'passport'
	},
	{
		slug: 'su-dung-the-abtc',
		title: m.situation_abtc,
		hint: m.situation_abtc_hint,
		icon: 'card'
	},
	{
		slug: 'hoi-nghi-hoi-thao-quoc-te',
		title: m.situation_conference,
		hint: m.situation_conference_hint,
		icon: 'people'
	}
];
