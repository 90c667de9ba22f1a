import type { QuestionAct, QuestionActType } from '../../../src/lib/domain/question/act.ts';
import { OPEN_QUESTION_STATES, type Question } from '../../../src/lib/domain/question/question.ts';
import type { Actor, Role } from '../../../src/lib/domain/identity/actor.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import type { Person } from './person.ts';
import {
	allJson,
	allRows,
	bindAll,
	firstRow,
	insertRow,
	jsonObject,
	type Bindings
} from './rows.ts';
import type { Condition } from './scope.ts';

/** What the device gets back for an act, and again for the same one sent twice. */
export interface QuestionActAnswer {
	readonly action: {
		readonly id: string;
		readonly question: string;
		readonly type: QuestionActType;
		readonly seq: number;
		readonly at: Instant;
	};
	readonly question: Question;
}

const QUESTION_JSON = jsonObject({
	id: 'questions.id',
	asker: 'asker',
	division: 'division',
	procedure: "NULLIF(procedure, '')",
	facet: "NULLIF(facet, '')",
	language: 'language',
	state: 'state',
	officer: "NULLIF(officer, '')",
	askedAt: 'askedAt',
	startedAt: 'startedAt',
	limit: 'json(answerLimit)',
	dueAt: 'dueAt',
	answeredAt: "NULLIF(answeredAt, '')",
	followedUp: "json(iif(followedUp, 'true', 'false'))",
	seq: 'seq'
} satisfies Record<keyof Question, string>);

export function findQuestion(db: Database, id: string): Question | undefined {
	const sql = `SELECT ${QUESTION_JSON} AS json FROM questions WHERE id = {:id}`;
	// Written by `saveQuestion`.
	return (allJson(db, sql, { id }) as Question[])[0];
}

/** Plain SQL: nobody watches a question, and every saved record costs each live connection a little. */
export function saveQuestion(db: Database, question: Question, at: Instant): void {
	const { id, limit, procedure, facet, officer, answeredAt, ...rest } = question;
	const row: Bindings = {
		...rest,
		procedure: procedure ?? '',
		facet: facet ?? '',
		officer: officer ?? '',
		answeredAt: answeredAt ?? '',
		answerLimit: JSON.stringify(limit),
		changedAt: at
	};
	if (question.seq === 1) return insertRow(db, 'questions', { id, ...row });
	const columns = Object.keys(row).map((column) => `${column} = {:${column}}`);
	db.newQuery(`UPDATE questions SET ${columns.join(', ')} WHERE id = {:id}`)
		.bind({ id, ...row })
		.execute();
}

export function findQuestionAct(db: Database, id: string) {
	return firstRow(
		db,
		{ actor: '', bodyHash: '', answer: '' },
		'SELECT actor, bodyHash, answer FROM question_acts WHERE id = {:id}',
		{ id }
	);
}

export function insertQuestionAct(
	db: Database,
	act: QuestionAct,
	{ actor, name }: Person,
	answer: QuestionActAnswer,
	bodyHash: string
): void {
	const { id, question, type, seq, at } = answer.action;
	insertRow(db, 'question_acts', {
		id,
		question,
		seq,
		type,
		actor: actor.id,
		actorRole: actor.role,
		actorName: name,
		actorDivision: 'division' in actor ? actor.division : '',
		at,
		payload: JSON.stringify(act.payload),
		bodyHash,
		answer: JSON.stringify(answer)
	});
}

/** How many questions and follow-ups this person sent since. */
export function countAsked(db: Database, asker: string, since: Instant): number {
	const row = firstRow(
		db,
		{ count: 0 },
		`SELECT COUNT(*) AS count FROM question_acts WHERE actor = {:asker} AND at >= {:since}
			AND type IN ('ask_question', 'follow_up')`,
		{ asker, since }
	);
	return row?.count ?? 0;
}

/** Of these acts those that are kept, if this person did them. */
export function heldQuestionActs(db: Database, actor: Actor, ids: readonly string[]): string[] {
	if (ids.length === 0) return [];
	const { list, values } = bindAll(ids);
	const sql = `SELECT id FROM question_acts WHERE id IN (${list}) AND actor = {:actor}`;
	return allRows(db, { id: '' }, sql, { ...values, actor: actor.id }).map(({ id }) => id);
}

/** All questions that `actor` may read, as `maySeeQuestion` says; `undefined`: none. */
export function questionsSeenBy(actor: Actor): Condition | undefined {
	switch (actor.role) {
		case 'applicant':
			return { sql: 'questions.asker = {:me}', values: { me: actor.id } };
		case 'receiving_officer':
		case 'case_officer':
		case 'head_of_division':
		case 'clerk':
			return { sql: 'questions.division = {:division}', values: { division: actor.division } };
		case 'leader':
			return { sql: 'TRUE', values: {} };
		case 'administrator':
			return undefined;
	}
}

/** One thing that was said or done, as stored. */
export interface StoredQuestionAct {
	readonly id: string;
	readonly question: string;
	readonly seq: number;
	readonly type: QuestionActType;
	readonly actor: string;
	readonly actorRole: Role;
	readonly actorName: string;
	readonly actorDivision: string;
	readonly at: Instant;
	readonly payload: Readonly<Record<string, unknown>>;
}

const ACT_JSON = jsonObject({
	id: 'id',
	question: 'question',
	seq: 'seq',
	type: 'type',
	actor: 'actor',
	actorRole: 'actorRole',
	actorName: 'actorName',
	actorDivision: 'actorDivision',
	at: 'at',
	payload: 'json(payload)'
} satisfies Record<keyof StoredQuestionAct, string>);

export function questionActsOf(db: Database, questions: readonly string[]): StoredQuestionAct[] {
	if (questions.length === 0) return [];
	const { list, values } = bindAll(questions);
	const sql = `SELECT ${ACT_JSON} AS json FROM question_acts
		WHERE question IN (${list}) ORDER BY question, seq`;
	// Written by `insertQuestionAct`.
	return allJson(db, sql, values) as StoredQuestionAct[];
}

/** The newest proposals for the catalogue. */
export function proposedAnswers(db: Database, most: number): StoredQuestionAct[] {
	const sql = `SELECT ${ACT_JSON} AS json FROM question_acts
		WHERE type = 'propose_answer' ORDER BY at DESC, id LIMIT ${most}`;
	return allJson(db, sql) as StoredQuestionAct[];
}

/** Removes the oldest questions that ended before, with all that was said and proposed in them. */
export function forgetEndedQuestions(db: Database, before: Instant, most: number): void {
	const gone = allRows(
		db,
		{ id: '' },
		`DELETE FROM questions WHERE id IN (SELECT id FROM questions
			WHERE changedAt < {:before} AND state NOT IN (${OPEN}) ORDER BY changedAt LIMIT {:most})
			RETURNING id`,
		{ before, most }
	);
	db.newQuery('DELETE FROM question_acts WHERE question IN (SELECT value FROM json_each({:gone}))')
		.bind({ gone: JSON.stringify(gone.map(({ id }) => id)) })
		.execute();
}

const OPEN = OPEN_QUESTION_STATES.map((state) => `'${state}'`).join(', ');

/**
 * What changed since, the oldest change first.
 * @param since empty: everything that is open, and what ended after `endedSince`
 * @returns at most `most` + 1: the last tells that there are more
 */
export function changedQuestions(
	db: Database,
	seen: Condition,
	{ since, endedSince, most }: { since: Instant; endedSince: Instant; most: number }
): Question[] {
	const which =
		since === ''
			? `(state IN (${OPEN}) OR changedAt >= {:from}) ORDER BY state NOT IN (${OPEN}), changedAt DESC`
			: 'changedAt >= {:from} ORDER BY changedAt';
	const sql = `SELECT ${QUESTION_JSON} AS json FROM questions
		WHERE ${seen.sql} AND ${which} LIMIT ${most + 1}`;
	const from = since === '' ? endedSince : since;
	return allJson(db, sql, { ...seen.values, from }) as Question[];
}

/** Those that this division passed on since, and that did not come back: it reads them no longer. */
export function passedOn(db: Database, division: string, since: Instant): string[] {
	const sql = `SELECT DISTINCT questions.id FROM question_acts
		JOIN questions ON questions.id = question_acts.question
		WHERE type = 'pass_question' AND at >= {:since} AND actorDivision = {:division}
			AND questions.division != {:division}`;
	return allRows(db, { id: '' }, sql, { division, since }).map(({ id }) => id);
}

/** Open questions due before `soon` of which it was not told yet: near, or by `at` late. */
export function questionsDueBefore(
	db: Database,
	soon: Instant,
	at: Instant,
	most: number
): Question[] {
	const notTold = (event: string): string => `NOT EXISTS (SELECT 1 FROM notifications
		WHERE cause = '${event}:' || questions.id || ':' || dueAt || ':' || division AND event = '${event}')`;
	const sql = `SELECT ${QUESTION_JSON} AS json FROM questions
		WHERE state IN (${OPEN}) AND dueAt < {:soon} AND CASE WHEN dueAt < {:at}
			THEN ${notTold('question_overdue')} ELSE ${notTold('question_due_soon')} END
		ORDER BY dueAt LIMIT ${most}`;
	return allJson(db, sql, { soon, at }) as Question[];
}
