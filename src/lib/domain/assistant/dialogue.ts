import type { Answers } from '../procedure/questions.ts';
import { understand, type Models, type Understanding } from './understanding.ts';
import type { Facet, Intent, Language } from './reply.ts';

/** What is remembered of a conversation (hội thoại): plain data, kept on the device only. */
export interface Conversation {
	/** Procedure the last answer was about; a decline leaves nothing to go on from. */
	readonly procedure: string | null;
	/** What was asked last and answered. */
	readonly last: { readonly text: string; readonly intent: Intent; readonly facet: Facet } | null;
	/** A request that was asked back about, and waits to be completed. */
	readonly pending: { readonly text: string; readonly facet: Facet | null } | null;
	/** A checklist that has been begun. */
	readonly checklist: { readonly procedure: string; readonly answers: Answers } | null;
}

export const NEW_CONVERSATION: Conversation = {
	procedure: null,
	last: null,
	pending: null,
	checklist: null
};

/** What a text means where it stands in the conversation. */
export interface Meaning {
	readonly intent: Intent;
	readonly procedure: string | null;
	readonly facet: Facet;
	/** The text it was read from, with what it completes. */
	readonly understanding: Understanding;
	readonly confidence: number;
}

/** A procedure this likely is answered about; below, the assistant asks back. */
const SURE_ENOUGH = 0.34;
/** Asking back costs a tap, a wrong answer costs a journey: so much more an unclear request weighs. */
const ASKING_IS_CHEAP = 16;
/** Where records are to be told, a doubt whether they are one's own weighs so much more. */
const CAUTION = 2.5;
/** So likely a procedure is meant that is named, and nothing else is. */
const NAMED = 0.1;
/** Another matter this likely ends what was talked about. */
const CHANGES_SUBJECT = 0.5;

export function meaningOf(
	text: string,
	conversation: Conversation,
	models: Models,
	isProcedure: (topic: string) => boolean,
	language?: Language
): Meaning {
	const own = understand(text, models, language);
	const facet = own.facets[0]?.facet ?? 'documents';
	const alone = read(own, facet, isProcedure);
	if (own.hasMarkup) return { ...alone, intent: 'unsafe', procedure: null };
	if (own.code !== null && alone.intent !== 'unsafe') {
		return { ...alone, intent: 'track-dossier', procedure: null, confidence: 1 };
	}
	if (conversation.pending) return completed(own, alone, conversation.pending, models, isProcedure);
	const { procedure, last } = conversation;
	if (!last || !isFollowUp(own, alone, procedure)) return alone;
	if (PERSONAL.has(last.intent) && !OF_THE_PROCEDURE.has(facet)) {
		const both = understand(`${last.text} . ${text}`, models, own.language);
		return { ...alone, intent: last.intent, procedure: null, understanding: both };
	}
	if (procedure === null) return alone;
	return continued(own, alone, procedure, last, models, isProcedure);
}

/** Asked after a record was told, these are asked of its procedure. */
const OF_THE_PROCEDURE: ReadonlySet<Facet> = new Set(['documents', 'fee', 'form', 'legal-basis']);

/** A facet this likely was asked for, though in unknown words. */
const ASKS = 0.5;

/** A further question, or a word more on the one before: that is read together with it. */
function continued(
	own: Understanding,
	alone: Meaning,
	procedure: string,
	last: NonNullable<Conversation['last']>,
	models: Models,
	isProcedure: (topic: string) => boolean
): Meaning {
	const kept = {
		...alone,
		intent: 'procedure-info' as const,
		procedure,
		confidence: own.continues
	};
	const asks = asksFacet(own) || (own.facets[0]?.share ?? 0) >= ASKS;
	if (asks && !own.concepts.has('correct')) return kept;
	const facet = asks ? alone.facet : last.facet;
	const both = understand(`${last.text} . ${own.text}`, models, own.language);
	const together = read(both, facet, isProcedure);
	return together.intent === 'procedure-info' || together.intent === 'out-of-scope'
		? together
		: { ...kept, facet };
}

function read(own: Understanding, facet: Facet, isProcedure: (topic: string) => boolean): Meaning {
	const [first] = own.topics;
	const topic = first?.topic ?? 'ambiguous';
	const share = first?.share ?? 0;
	const meaning = { understanding: own, facet, confidence: share };
	const unclear = own.topics.find((other) => other.topic === 'ambiguous')?.share ?? 0;
	if (unclear * ASKING_IS_CHEAP >= share && topic !== 'unsafe') {
		return { ...meaning, intent: 'ambiguous', procedure: null };
	}
	const unsafe = own.topics.find((other) => other.topic === 'unsafe')?.share ?? 0;
	if (PERSONAL.has(topic as Intent) && unsafe * CAUTION >= share) {
		return { ...meaning, intent: 'unsafe', procedure: null };
	}
	if (topic === 'out-of-scope' && namesProcedure(own)) {
		const best = own.topics.find((other) => isProcedure(other.topic));
		if (best && best.share >= NAMED) {
			return {
				...meaning,
				intent: 'procedure-info',
				procedure: best.topic,
				confidence: best.share
			};
		}
	}
	if (!isProcedure(topic)) return { ...meaning, intent: topic as Intent, procedure: null };
	if (share < SURE_ENOUGH) return { ...meaning, intent: 'ambiguous', procedure: null };
	return { ...meaning, intent: 'procedure-info', procedure: topic };
}

const namesProcedure = ({ concepts }: Understanding): boolean =>
	PROCEDURE_CONCEPTS.some((concept) => concepts.has(concept)) &&
	![...concepts].some((concept) => /^(elsewhere\.|passport\.ordinary|labour)/.test(concept));

const PROCEDURE_CONCEPTS = [
	'passport.official',
	'note',
	'legalise',
	'legalise.stamp',
	'present',
	'abtc',
	'conference.hold',
	'incoming'
];

/** A procedure this likely is answered about rather than asked about twice. */
const LIKELIEST = 0.2;

/** The answer to what was asked back: read together with the request it completes. */
function completed(
	own: Understanding,
	alone: Meaning,
	pending: NonNullable<Conversation['pending']>,
	models: Models,
	isProcedure: (topic: string) => boolean
): Meaning {
	const isOther = !['ambiguous', 'procedure-info', 'out-of-scope'].includes(alone.intent);
	if (isOther && alone.confidence >= CHANGES_SUBJECT) return alone;
	const both = understand(`${pending.text} . ${own.text}`, models, own.language);
	const facet = asksFacet(own)
		? alone.facet
		: (pending.facet ?? both.facets[0]?.facet ?? alone.facet);
	const together = read(both, facet, isProcedure);
	if (alone.intent === 'out-of-scope' && alone.confidence >= CHANGES_SUBJECT) return alone;
	if (together.intent !== 'ambiguous') return together;
	if (alone.intent === 'procedure-info') return { ...alone, facet };
	// Asked back once, and still not clear: the likeliest is better than to ask the same again.
	const best = both.topics.find(({ topic }) => isProcedure(topic));
	if (!best || best.share < LIKELIEST) return together;
	return { ...together, intent: 'procedure-info', procedure: best.topic, confidence: best.share };
}

export const asksFacet = ({ concepts }: Understanding): boolean =>
	[...concepts].some((concept) => concept.startsWith('ask.'));

/** From this probability on a text goes on with what was talked about. */
const GOES_ON = 0.5;
/** So sure of another matter, a text is about that. */
const CERTAIN = 0.85;

/** It asks something, and names no other matter than the one talked about. */
function isFollowUp(own: Understanding, alone: Meaning, procedure: string | null): boolean {
	const { intent, confidence } = alone;
	if (intent === 'ambiguous' || (procedure !== null && alone.procedure === procedure)) return true;
	if (own.concepts.has('compare')) return true;
	if (confidence >= CERTAIN && own.continues < GOES_ELSEWHERE) return false;
	const words = WORDS_OF[intent] ?? NAMES_MATTER;
	if (![...own.concepts].some((concept) => words.test(concept)) && !PERSONAL.has(intent))
		return true;
	if (intent === 'unsafe' || intent === 'greeting') return false;
	return confidence < CERTAIN && (own.concepts.has('correct') || own.continues >= GOES_ON);
}

/** Below this probability a text hardly goes on with what was talked about. */
const GOES_ELSEWHERE = 0.15;

/** Concepts without which a text is hardly meant so in the middle of a conversation. */
const WORDS_OF: Partial<Record<Intent, RegExp>> = {
	unsafe: /^unsafe\./,
	complaint: /^complain/,
	greeting: /^greet/,
	'office-hours-contact': /^office\./
};

/** Concepts by which a question names a matter of its own. */
const NAMES_MATTER =
	/^(passport|note$|legalise|apostille|present|conference$|abtc|incoming|trip\.|labour|elsewhere\.)/;

const PERSONAL: ReadonlySet<Intent> = new Set([
	'track-dossier',
	'my-dossiers',
	'travel-approval-status',
	'meeting-today'
]);
