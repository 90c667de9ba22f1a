import type { Answers } from '../procedure/questions.ts';
import { referralIdIn } from './options.ts';
import {
	standingFeatures,
	STANDINGS,
	type Before,
	type Reading,
	type Standing
} from './standing.ts';
import {
	askedIn,
	likeliestFirst,
	understand,
	type Models,
	type Understanding
} from './understanding.ts';
import type { Facet, Facets, Intent, Language } from './reply.ts';

/** A request that was asked back about, and waits to be completed. */
interface Pending {
	readonly text: string;
	/** Those that it asked for. */
	readonly facets: readonly Facet[];
	/** Readings that were offered: slugs, or `out-of-scope:` with the id of a referral. */
	readonly options: readonly string[];
}

/** What is remembered of a conversation (hội thoại): plain data, kept on the device only. */
export interface Conversation {
	/** Procedure that was told of last; a decline leaves nothing to go on from. */
	readonly procedure: string | null;
	/** What was asked last, with the facets that were asked for last of {@link procedure}. */
	readonly last: {
		readonly text: string;
		readonly intent: Intent;
		readonly facets: readonly Facet[];
	} | null;
	readonly pending: Pending | null;
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
	readonly facets: Facets;
	/** What may have been meant instead of them. */
	readonly maybe: readonly Facet[];
	/** The text it was read from, with what it completes. */
	readonly understanding: Understanding;
	/** The text alone. */
	readonly said: Understanding;
	readonly confidence: number;
}

/** A procedure this likely is answered about; below, the assistant asks back. */
const SURE_ENOUGH = 0.34;
/** Asking back costs a tap, a wrong answer costs a journey: so much more an unclear request weighs. */
const ASKING_IS_CHEAP = 7;
/** Where records are to be told, a doubt whether they are one's own weighs so much more. */
const CAUTION = 10;
/** “Whom do I ask?” in the middle of a matter of this office is asked of it from this part of the probability on. */
const CONTACT_AS_LIKELY = 0.2;
const CONTACT = 'office-hours-contact';
/** Below this probability that a text is a matter of its own, it is no other body's. */
const SURELY_OWN = 0.6;
/** So likely a procedure is meant that is named, and nothing else is. */
const NAMED = 0.25;

export function meaningOf(
	text: string,
	conversation: Conversation,
	models: Models,
	isProcedure: (topic: string) => boolean,
	language?: Language
): Meaning {
	const own = understand(text, models, language);
	const alone = read(own, models, isProcedure);
	if (own.hasMarkup) return { ...alone, intent: 'unsafe', procedure: null };
	if (own.code !== null && alone.intent !== 'unsafe') {
		return { ...alone, intent: 'track-dossier', procedure: null, confidence: 1 };
	}
	const before = beforeOf(conversation);
	if (before === null) return alone;
	const { pending } = conversation;
	const option = pending?.options[models.lexicon.choiceIn(own.words) ?? pending.options.length];
	if (pending && option !== undefined) {
		return meaningOfChoice(option, pending, models, own.language);
	}
	const all = candidates(own, alone, before, models, isProcedure);
	const { standing, share } = standingOf(own, all, before, models);
	const meant = all[standing];
	if (meant.intent !== 'out-of-scope' || standing !== 'own' || before.about === null) return meant;
	if (share < SURELY_OWN) return all.keeps;
	const ofOffice = shareOf(CONTACT, own) >= shareOf('out-of-scope', own) * CONTACT_AS_LIKELY;
	return ofOffice ? { ...meant, intent: CONTACT } : meant;
}

/** What was asked back about, as it is meant now that one of its readings was chosen. */
export function meaningOfChoice(
	option: string,
	{ text, facets: [first = 'documents', ...also] }: Pick<Pending, 'text' | 'facets'>,
	models: Models,
	language: Language
): Meaning {
	const id = referralIdIn(option);
	const asked = understand(text, models, language);
	const referral = models.lexicon.referrals.find((each) => each.id === id) ?? null;
	const understanding = { ...asked, referral };
	return {
		...(id === null
			? { intent: 'procedure-info', procedure: option }
			: { intent: 'out-of-scope', procedure: null }),
		facets: [first, ...also],
		maybe: [],
		understanding,
		said: understanding,
		confidence: 1
	};
}

/** What was said before, as far as a text can go on with it. */
function beforeOf({ procedure, last, pending }: Conversation): Before | null {
	if (pending) return { text: pending.text, about: null, facets: pending.facets };
	return (
		last && { text: last.text, about: { intent: last.intent, procedure }, facets: last.facets }
	);
}

/** What a text means in each standing it may have to what was said before. */
export function candidates(
	own: Understanding,
	alone: Meaning,
	before: Before,
	models: Models,
	isProcedure: (topic: string) => boolean
): Readonly<Record<Standing, Meaning>> {
	const both = understand(`${before.text} . ${own.text}`, models, own.language);
	const together = { ...read(both, models, isProcedure), said: own };
	const { about, facets: earlier } = before;
	if (about === null) {
		return { own: alone, keeps: together, procedure: together, other: alone, together };
	}
	const asksAnew = [...own.concepts].some((concept) => ASKS_ANEW.test(concept));
	const asking = (meaning: Meaning): Meaning => {
		const [last = null, ...others] = earlier;
		const isChange = meaning.procedure !== about.procedure;
		const context = { procedure: meaning.procedure, last, isChange };
		const { facets, maybe } = askedIn(own, context, models);
		const [first] = facets;
		if (asksAnew || facets.length > 1 || first !== last) return { ...meaning, facets, maybe };
		// “And the card?” asks of the card all that was asked for before.
		const news = maybe.filter((facet) => !others.includes(facet));
		return { ...meaning, facets: [first, ...others], maybe: news };
	};
	const procedure = asking({ ...alone, intent: 'procedure-info', procedure: about.procedure });
	const keeps =
		about.intent === 'procedure-info'
			? procedure
			: { ...alone, intent: about.intent, procedure: null, understanding: both };
	return {
		own: asking(alone),
		keeps,
		procedure: about.procedure === null ? keeps : procedure,
		other: asking(otherThan(about.procedure, own, alone, isProcedure)),
		together: asking(together)
	};
}

/** The likeliest procedure but for the one that was talked about. */
function otherThan(
	procedure: string | null,
	{ topics }: Understanding,
	alone: Meaning,
	isProcedure: (topic: string) => boolean
): Meaning {
	const other = topics.find(({ topic }) => isProcedure(topic) && topic !== procedure);
	if (!other) return alone;
	return {
		...alone,
		intent: 'procedure-info',
		procedure: other.topic,
		confidence: other.share
	};
}

function standingOf(
	own: Understanding,
	{ own: alone, together, other }: Readonly<Record<Standing, Meaning>>,
	before: Before,
	models: Models
): { readonly standing: Standing; readonly share: number } {
	const shares = models.standing.predict(standingFeatures(own, alone, together, other, before));
	const [best] = likeliestFirst(shares);
	const standing = STANDINGS.find((each) => each === best?.[0]) ?? 'own';
	return { standing, share: best?.[1] ?? 1 };
}

/** What a text means by itself. */
export function read(
	own: Understanding,
	models: Models,
	isProcedure: (topic: string) => boolean
): Meaning {
	const meant = matterOf(own, isProcedure);
	return { ...meant, understanding: own, said: own, ...askedIn(own, meant, models) };
}

function matterOf(own: Understanding, isProcedure: (topic: string) => boolean): Reading {
	const [first] = own.topics;
	const topic = first?.topic ?? 'ambiguous';
	const share = first?.share ?? 0;
	const other = (intent: Intent) => ({ intent, procedure: null, confidence: share });
	const unclear = shareOf('ambiguous', own);
	if (unclear * ASKING_IS_CHEAP >= share && topic !== 'unsafe') return other('ambiguous');
	const unsafe = shareOf('unsafe', own);
	if (PERSONAL.has(topic as Intent) && unsafe * CAUTION >= share) return other('unsafe');
	if (topic === 'out-of-scope' && namesProcedure(own)) {
		const best = own.topics.find((each) => isProcedure(each.topic));
		if (best && best.share >= NAMED) {
			return { intent: 'procedure-info', procedure: best.topic, confidence: best.share };
		}
	}
	if (!isProcedure(topic)) return other(topic as Intent);
	if (share < SURE_ENOUGH) return other('ambiguous');
	return { intent: 'procedure-info', procedure: topic, confidence: share };
}

const shareOf = (topic: string, { topics }: Understanding): number =>
	topics.find((each) => each.topic === topic)?.share ?? 0;

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

/** “Thì sao?” and “may I?” go on with anything. */
const ASKS_ANEW = /^ask\.(?!eligibility$)/;

export const PERSONAL: ReadonlySet<Intent> = new Set([
	'track-dossier',
	'my-dossiers',
	'travel-approval-status',
	'meeting-today'
]);
