import type { AssistantWords } from '$data/assistant.ts';
import type { Outcome, Shortcoming } from '$domain/assistant/outcome.ts';
import type { Facet } from '$domain/assistant/reply.ts';
import type { Status } from '$domain/dossier/status.ts';
import type { Localised } from '$domain/procedure/localised.ts';
import { replyTerms } from '$i18n/assistant-texts.ts';
import { STATUS_NAME } from '$i18n/dossier-words.ts';
import { m } from '$i18n/paraglide/messages.js';
import type { Locale } from '$i18n/paraglide/runtime.js';

/** Which words belong to what the assistant and the device tell by code. */

type Message = (inputs?: Record<string, never>, options?: { locale?: Locale }) => string;

const both = (message: Message): Localised => ({
	vi: message({}, { locale: 'vi' }),
	en: message({}, { locale: 'en' })
});

export const assistantWords = (): AssistantWords => ({
	terms: { vi: replyTerms('vi'), en: replyTerms('en') },
	openDays: both(m.conversation_open_days)
});

export const statusText = (status: Status): Localised => both(STATUS_NAME[status]);

/** What a tap on a facet asks. */
export const FACET_NAME: Readonly<Record<Facet, () => string>> = {
	documents: m.conversation_facet_documents,
	fee: m.conversation_facet_fee,
	'processing-time': m.conversation_facet_time,
	'where-how-to-submit': m.conversation_facet_where,
	eligibility: m.conversation_facet_eligibility,
	steps: m.conversation_facet_steps,
	'legal-basis': m.conversation_facet_law,
	result: m.conversation_facet_result,
	'online-level': m.conversation_facet_online,
	form: m.conversation_facet_form
};

export const RATING_NAME: Readonly<Record<Shortcoming, () => string>> = {
	wrong_matter: m.conversation_rating_wrong_matter,
	incomplete: m.conversation_rating_incomplete,
	unclear: m.conversation_rating_unclear,
	wrong_fact: m.conversation_rating_wrong_fact
};

/** What became of an answer, as it is counted. */
export const OUTCOME_NAME: Readonly<Record<Outcome, () => string>> = {
	asked_back: m.sharing_outcome_asked_back,
	declined: m.sharing_outcome_declined,
	unknown_facet: m.sharing_outcome_unknown_facet,
	handed_over: m.sharing_outcome_handed_over,
	helpful: m.sharing_outcome_helpful,
	not_helpful: m.sharing_outcome_not_helpful,
	wrong_matter: m.sharing_outcome_wrong_matter,
	incomplete: m.sharing_outcome_incomplete,
	unclear: m.sharing_outcome_unclear,
	wrong_fact: m.sharing_outcome_wrong_fact
};

/** How sure the assistant was of what was meant, in words. */
export function confidenceInWords(confidence: number): string {
	if (confidence >= 0.8) return m.conversation_confidence_high();
	return confidence >= 0.5 ? m.conversation_confidence_fair() : m.conversation_confidence_low();
}
