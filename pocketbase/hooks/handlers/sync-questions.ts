import * as v from 'valibot';
import { isStaff } from '../../../src/lib/domain/identity/actor.ts';
import { ENDED_QUESTION_KEPT_DAYS } from '../../../src/lib/domain/question/retention.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { recordRead } from '../lib/audited-read.ts';
import { OVERLAP_MS } from '../lib/overlap.ts';
import { officerOf, personOf } from '../lib/person.ts';
import { questionView } from '../lib/question-views.ts';
import {
	changedQuestions,
	heldQuestionActs,
	passedOn,
	questionActsOf,
	questionsSeenBy
} from '../lib/questions.ts';
import { readJson, reply, respond } from '../lib/reply.ts';
import { daysBefore, now } from '../lib/time.ts';

const MOST = 200;
const MOST_CONFIRMED = 100;
/** What was answered longer ago is not on an officer's device. Whoever asked keeps it as long as the server. */
const KEEP_ENDED_DAYS = { officer: 30, asker: ENDED_QUESTION_KEPT_DAYS } as const;

const instant = v.pipe(
	v.string(),
	v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
	v.check((text) => !Number.isNaN(Date.parse(text)))
);
const Query = v.object({
	/** `until` of the last answer; empty: everything. */
	since: v.union([v.literal(''), instant]),
	/** Acts of the asking person: which of them are kept here? */
	confirm: v.optional(
		v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z0-9]{15}$/))), v.maxLength(MOST_CONFIRMED)),
		[]
	)
});

/**
 * What changed of the questions that somebody may read. What an officer is handed is recorded first;
 * an answer without news is not.
 */
export function syncQuestions(e: RequestEvent): void {
	respond(e, () => {
		// Before anything is read: what happens from here on is told the next time.
		const until = now();
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		const { actor } = person;
		const seen = questionsSeenBy(actor);
		if (!seen) return refuse('question.wrong_role');
		const query = v.safeParse(Query, readJson(e));
		if (!query.success) return refuse('field.invalid', v.getDotPath(query.issues[0]) ?? '');
		const { since, confirm } = query.output;
		const db = e.app.db();
		const days = isStaff(actor) ? KEEP_ENDED_DAYS.officer : KEEP_ENDED_DAYS.asker;
		const endedSince = daysBefore(until, days);
		// Before the changes are: an act that is confirmed is among them.
		const confirmed = heldQuestionActs(db, actor, confirm);
		const find = (from: Instant) =>
			changedQuestions(db, seen, { since: from, endedSince, most: MOST });
		const changed = since === '' ? [] : find(before(since, OVERLAP_MS));
		const whole = since === '' || changed.length > MOST;
		const found = whole ? find('').slice(0, MOST) : changed;
		const ids = found.map(({ id }) => id);
		const officer = officerOf(e.auth);
		if (officer && ids.length > 0) recordRead(e, officer, 'read.questions', '', { opened: ids });
		const acts = questionActsOf(db, ids);
		const items = found.map((question) =>
			questionView(
				question,
				acts.filter((act) => act.question === question.id),
				actor
			)
		);
		const gone =
			!whole && officer ? passedOn(db, officer.actor.division, before(since, OVERLAP_MS)) : [];
		return reply({ items, gone, whole, confirmed, until });
	});
}

function before(instant: Instant, milliseconds: number): Instant {
	return new Date(Date.parse(instant) - milliseconds).toISOString();
}
