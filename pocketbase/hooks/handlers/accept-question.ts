import { decideQuestion, type QuestionContext } from '../../../src/lib/domain/question/decide.ts';
import { answeringDivisions, divisionFor } from '../../../src/lib/domain/question/desk.ts';
import { parseQuestionAct, type QuestionAct } from '../../../src/lib/domain/question/act.ts';
import type { Actor } from '../../../src/lib/domain/identity/actor.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { appendAudit } from '../lib/audit.ts';
import { canonicalJson } from '../lib/canonical.ts';
import { findProcedureGroup } from '../lib/catalogue.ts';
import { department } from '../lib/department.ts';
import { writeDurably } from '../lib/durable.ts';
import { LIMITS } from '../lib/limits.ts';
import { tellOfQuestion } from '../lib/notifications.ts';
import { personOf, type Person } from '../lib/person.ts';
import { questionFor } from '../lib/question-views.ts';
import {
	countAsked,
	findQuestion,
	findQuestionAct,
	insertQuestionAct,
	saveQuestion,
	type QuestionActAnswer
} from '../lib/questions.ts';
import { readJson, reply, respond, type Reply } from '../lib/reply.ts';
import { daysBefore, now } from '../lib/time.ts';

/**
 * A person asked the office something, or an officer answered (câu hỏi gửi cán bộ). The same rule
 * decides as on the device; what follows from it is saved whole or not at all.
 */
export function acceptQuestion(e: RequestEvent): void {
	respond(e, () => {
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		const parsed = parseQuestionAct(readJson(e));
		if (!parsed.ok) return refuse(parsed.code, parsed.field);

		const { act } = parsed;
		const bodyHash = $security.sha256(canonicalJson(act));
		const received: Received = { act, person, bodyHash, ip: e.realIP() };
		let result: Reply = refuse('action.malformed');
		writeDurably(e.app, (tx) => {
			result = resent(tx, received) ?? take(tx, received);
		});
		return result;
	});
}

interface Received {
	readonly act: QuestionAct;
	readonly person: Person;
	readonly bodyHash: string;
	readonly ip: string;
}

/** The same act again gets its first answer; another one under its id, or by another, none. */
function resent(tx: App, { act, person: { actor }, bodyHash }: Received): Reply | undefined {
	const earlier = findQuestionAct(tx.db(), act.id);
	if (!earlier) return undefined;
	if (earlier.actor !== actor.id || earlier.bodyHash !== bodyHash) {
		return refuse('action.id_reused', 'id');
	}
	// Stored by `take` below.
	return answered(JSON.parse(earlier.answer) as QuestionActAnswer, actor);
}

function take(tx: App, { act, person, bodyHash, ip }: Received): Reply {
	const { actor } = person;
	const db = tx.db();
	const at = now();
	const before = findQuestion(db, act.question) ?? null;
	const decision = decideQuestion(before, act, actor, contextOf(tx, act, at));
	if (!decision.ok) return decision;
	if (isAsking(act) && countAsked(db, actor.id, daysBefore(at, 1)) >= LIMITS.questionsPerDay) {
		return refuse('question.day_full');
	}

	// Nothing refuses from here on: what is written below stands or falls together.
	const { question, tells } = decision;
	const { id, type } = act;
	const { seq } = question;
	const answer = { action: { id, question: question.id, type, seq, at }, question };
	saveQuestion(db, question, at);
	insertQuestionAct(db, act, person, answer, bodyHash);
	tellOfQuestion(tx, id, question, tells, actor, at);
	const detail = { action: id, seq, state: question.state };
	appendAudit(tx, { at, actor, ip, event: `question.${type}`, subject: question.id, detail });
	return answered(answer, actor);
}

const isAsking = ({ type }: QuestionAct): boolean =>
	type === 'ask_question' || type === 'follow_up';

function contextOf(tx: App, act: QuestionAct, at: Instant): QuestionContext {
	const { calendar, divisionOf, questionDesk } = department(tx);
	const { limit, division } = questionDesk;
	const divisions = answeringDivisions({ divisionOf, division });
	const context = { now: at, calendar, limit, divisions };
	if (act.type !== 'ask_question') return { ...context, division: null };
	const { procedure: slug } = act.payload;
	if (slug === null) return { ...context, division };
	const group = findProcedureGroup(tx.db(), slug);
	if (group === undefined) return { ...context, division: null };
	return { ...context, division: divisionFor({ slug, group }, { divisionOf, division }) };
}

function answered({ action, question }: QuestionActAnswer, reader: Actor): Reply {
	return reply({ action, question: questionFor(question, reader) });
}
