import type { Actor } from '../identity/actor.ts';
import { findPersonalData } from '../identity/personal-data.ts';
import { refuse, type Refusal, type RefusalCode } from '../refusal.ts';
import type { Instant } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import { dueAt, receptionStart, type DayLimit } from '../time/working-time.ts';
import type { QuestionAct, QuestionPayload } from './act.ts';
import { mayAsk, whyNotQuestion } from './permission.ts';
import type { Question } from './question.ts';

/** Everything outside the question that a decision depends on. */
export interface QuestionContext {
	readonly now: Instant;
	readonly calendar: WorkCalendar;
	/** Time the office gives itself. */
	readonly limit: DayLimit;
	/** Units that a question can be passed on to. */
	readonly divisions: readonly string[];
	/** The unit that answers; `null`: there is no such procedure. Asked for with a new question only. */
	readonly division: string | null;
}

/** Who is to be told of what. */
export interface QuestionTold {
	readonly audience: 'asker' | 'division';
	readonly event: 'question_asked' | 'question_answered';
}

export type QuestionDecision =
	| {
			readonly ok: true;
			/** The question after the act. */
			readonly question: Question;
			readonly tells: readonly QuestionTold[];
	  }
	| Refusal;

/**
 * May `actor` do this now, and what does it add up to? The same answer on the device and on the
 * server; only the server's counts.
 * @param question `null` for one that does not exist yet: only `ask_question` begins one
 */
export function decideQuestion(
	question: Question | null,
	act: QuestionAct,
	actor: Actor,
	context: QuestionContext
): QuestionDecision {
	if (question === null) {
		return act.type === 'ask_question'
			? begin(act.question, act.payload, actor, context)
			: refuse('question.not_found');
	}
	const refusal = whyNotQuestion(question, act.type, actor);
	const isOutsider = refusal !== undefined && OUTSIDERS.includes(refusal.code);
	// Told after the rest: who may do nothing here need not learn that something changed.
	if (act.type !== 'ask_question' && !isOutsider && act.expectedSeq !== question.seq) {
		return refuse('question.changed_meanwhile');
	}
	return refusal ?? advance(question, act, actor, context);
}

/** What is answered to those who may do nothing with the question, however it stands. */
const OUTSIDERS: readonly RefusalCode[] = [
	'question.not_found',
	'question.wrong_role',
	'question.wrong_division'
];

function begin(
	id: string,
	payload: QuestionPayload<'ask_question'>,
	actor: Actor,
	context: QuestionContext
): QuestionDecision {
	if (!mayAsk(actor.role)) return refuse('question.wrong_role');
	const { division, now } = context;
	if (division === null) return refuse('procedure.unknown', 'payload.procedure');
	const { text, excerpt, procedure, facet, language, agreedPersonalData } = payload;
	const told = personalDataTold(
		[['text', text], ...excerpt.map((turn, at) => [`excerpt.${at}.text`, turn.text] as const)],
		agreedPersonalData
	);
	if (told) return told;
	return {
		ok: true,
		question: {
			id,
			asker: actor.id,
			division,
			procedure,
			facet,
			language,
			state: 'asked',
			officer: null,
			...promised(now, context),
			answeredAt: null,
			followedUp: false,
			seq: 1
		},
		tells: [{ audience: 'division', event: 'question_asked' }]
	};
}

function advance(
	question: Question,
	act: QuestionAct,
	actor: Actor,
	context: QuestionContext
): QuestionDecision {
	const next = { ...question, seq: question.seq + 1 };
	switch (act.type) {
		case 'ask_question':
			return refuse('question.exists', 'question');
		case 'follow_up': {
			const { text, agreedPersonalData } = act.payload;
			const told = personalDataTold([['text', text]], agreedPersonalData);
			if (told) return told;
			const again = { state: 'asked', officer: null, followedUp: true } as const;
			return {
				ok: true,
				question: { ...next, ...again, ...promised(context.now, context), answeredAt: null },
				tells: [{ audience: 'division', event: 'question_asked' }]
			};
		}
		case 'take_question':
			return { ok: true, question: { ...next, state: 'taken', officer: actor.id }, tells: [] };
		case 'pass_question': {
			const { division } = act.payload;
			const isAnother = division !== question.division && context.divisions.includes(division);
			if (!isAnother) return refuse('field.invalid', 'payload.division');
			// Its time goes on: what was promised to whoever asked stands.
			return {
				ok: true,
				question: { ...next, division, state: 'asked', officer: null },
				tells: [{ audience: 'division', event: 'question_asked' }]
			};
		}
		case 'answer_question':
			return {
				ok: true,
				question: { ...next, state: 'answered', officer: actor.id, answeredAt: context.now },
				tells: [{ audience: 'asker', event: 'question_answered' }]
			};
		case 'close_question': {
			if (actor.role === 'applicant') {
				return { ok: true, question: { ...next, state: 'closed' }, tells: [] };
			}
			if (act.payload.reason === '') return refuse('field.required', 'payload.reason');
			return {
				ok: true,
				question: { ...next, state: 'closed', officer: actor.id, answeredAt: context.now },
				tells: [{ audience: 'asker', event: 'question_answered' }]
			};
		}
		case 'propose_answer': {
			const { question: proposed, answer } = act.payload;
			// Everybody will read it: here nobody can agree for the person.
			const told = personalDataTold([
				['question.vi', proposed.vi],
				['question.en', proposed.en],
				['answer.vi', withoutOurs(answer.vi)],
				['answer.en', withoutOurs(answer.en)]
			]);
			return told ?? { ok: true, question: next, tells: [] };
		}
	}
}

/** Telephones and mail of offices belong into an answer; numbers of persons do not. */
function withoutOurs(answer: string): string {
	return findPersonalData(answer)
		.filter(({ kind }) => kind === 'phone' || kind === 'email')
		.reduce(
			(rest, { from, to }) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to),
			answer
		);
}

function promised(
	now: Instant,
	{ limit, calendar }: QuestionContext
): Pick<Question, 'askedAt' | 'startedAt' | 'limit' | 'dueAt'> {
	const startedAt = receptionStart(now, calendar);
	return { askedAt: now, startedAt, limit, dueAt: dueAt(startedAt, limit, calendar) };
}

/** The first text in which personal data stand that nobody agreed to. */
function personalDataTold(
	texts: readonly (readonly [field: string, text: string])[],
	agreed = false
): Refusal | undefined {
	if (agreed) return undefined;
	const [field] = texts.find(([, text]) => findPersonalData(text).length > 0) ?? [];
	return field === undefined ? undefined : refuse('question.personal_data', `payload.${field}`);
}
