import { m } from '$i18n/paraglide/messages.js';
import type { PickFault } from '$data/attachments.ts';
import type { Channel } from '$domain/dossier/dossier.ts';
import type { FormNumber } from '$domain/dossier/printed-form.ts';
import type { RefusalCode } from '$domain/refusal.ts';
import type { Stage, Urgency } from '$domain/official/worklist.ts';
import { HOLDER_NAME } from '$i18n/dossier-words.ts';
import { fileFaultSentence, refusalSentence } from '$i18n/refusals.ts';

/** What an officer reads where the domain has a code. */

interface InLanguage {
	readonly locale: 'vi' | 'en';
}

export const stageName: Readonly<Record<Stage | 'open', () => string>> = {
	open: m.official_stage_open,
	reception: m.official_stage_reception,
	working: m.official_stage_working,
	supplement: m.official_stage_supplement,
	signature: m.official_stage_signature,
	result: m.official_stage_result,
	ended: m.official_stage_ended
};

export const urgencyName: Readonly<Record<Urgency, () => string>> = {
	overdue: m.official_urgency_overdue,
	today: m.official_urgency_today,
	soon: m.official_urgency_soon,
	later: m.official_urgency_later,
	unstarted: m.official_urgency_unstarted,
	paused: m.official_urgency_paused,
	ended: m.official_urgency_ended
};

/** Why a rule said no; with the name of the field where it is a matter of one. */
export function refusalText(code: RefusalCode, label?: string): string {
	const sentence = refusalSentence(code);
	return label && code.startsWith('field.') ? `${label}: ${sentence}` : sentence;
}

/** Why a file was not taken, by this device or by the server. */
export function fileText(code: PickFault | RefusalCode): string {
	return code === 'device.cannot_read' || code === 'device.full' || code === 'device.locked'
		? fileFaultSentence(code)
		: refusalSentence(code);
}

export const channelName: Readonly<Record<Channel, () => string>> = {
	online: m.official_channel_online,
	counter: m.official_channel_counter,
	post: m.official_channel_post
};

/** Titles of the forms; on paper always Vietnamese. */
export const printedFormName: Readonly<Record<FormNumber, (options?: InLanguage) => string>> = {
	'01': (options) => m.official_form_01({}, options),
	'02': (options) => m.official_form_02({}, options),
	'03': (options) => m.official_form_03({}, options),
	'04': (options) => m.official_form_04({}, options),
	'05': (options) => m.official_form_05({}, options)
};

/** Who has a dossier in hand, as officers say it. */
export const holderName: typeof HOLDER_NAME = {
	...HOLDER_NAME,
	applicant: m.applicant
};
