import { candidates, PERSONAL, read } from '../../src/lib/domain/assistant/dialogue.ts';
import {
	standingFeatures,
	type Before,
	type Reading,
	type Standing
} from '../../src/lib/domain/assistant/standing.ts';
import type { Language } from '../../src/lib/domain/assistant/reply.ts';
import { understand, type Models } from '../../src/lib/domain/assistant/understanding.ts';
import { COUNTS_MORE, topicOf, type Labelled } from './labelled.ts';
import type { Example } from './learn.ts';
import type { ExpectedTurn, Question, Slugs } from './questions.ts';
import { beforeTurn } from './turns.ts';

/** Turns after the first, each with how it stands to what was said before it. */
export function standingExamples(
	questions: readonly Question[],
	slugs: Slugs,
	models: Models
): Turn[] {
	const isProcedure = (topic: string) => Object.values(slugs).includes(topic);
	const exampleOf = (turn: ExpectedTurn, lang: Language, before: Before | null): Turn | null => {
		if (before === null) return null;
		const own = understand(turn.text, models, lang);
		if (own.code !== null) return null;
		const alone = read(own, models, isProcedure);
		const all = candidates(own, alone, before, models, isProcedure);
		const topic = topicOf(turn, slugs);
		const isRight = ({ intent, procedure }: Reading) =>
			(intent === 'procedure-info' ? procedure : intent) === topic;
		const standing = likeliest(before).find((name) => isRight(all[name]));
		if (!standing) return null;
		const features = standingFeatures(own, alone, all.together, all.other, before);
		return {
			example: { features, label: standing, weight: 1 },
			alone:
				standing === 'own' && topic !== before.about?.intent
					? { text: turn.text, label: topic, weight: COUNTS_MORE[turn.intent] ?? 1 }
					: null
		};
	};

	const talks = questions.flatMap(({ turns = [], lang }) =>
		turns.slice(1).flatMap((turn, at) => exampleOf(turn, lang, beforeTurn(turns, at, slugs)) ?? [])
	);
	// Somebody who has been answered asks of something else, in words that would begin a conversation.
	const changes = questions.flatMap((question, at) => {
		const last = questions[(at * STRIDE) % questions.length];
		if (at % ONE_IN !== 0 || !last || question.intent === 'ambiguous') return [];
		const found = exampleOf(question, question.lang, beforeTurn([last], 0, slugs));
		if (found?.example.label !== 'own') return [];
		return [{ example: { ...found.example, weight: CHANGE }, alone: null }];
	});
	return [...talks, ...changes];
}

/** One in so many questions is taken as a change of subject, after one that stands far from it. */
const ONE_IN = 4;
const STRIDE = 7919;
/** How much such a change counts beside a turn that somebody wrote. */
const CHANGE = 0.5;

/** A turn after the first. */
interface Turn {
	readonly example: Example;
	/** What it says by itself, where it does. */
	readonly alone: Labelled | null;
}

/** Where several are right, the first counts. */
const likeliest = ({ about }: Before): readonly Standing[] => {
	if (about === null) return AFTER_ASKING;
	return about.intent === 'procedure-info' || PERSONAL.has(about.intent)
		? AFTER_ANSWER
		: AFTER_OTHER;
};
const AFTER_ANSWER: readonly Standing[] = ['keeps', 'procedure', 'own', 'other', 'together'];
const AFTER_OTHER: readonly Standing[] = ['own', 'procedure', 'keeps', 'other', 'together'];
const AFTER_ASKING: readonly Standing[] = ['together', 'own'];
