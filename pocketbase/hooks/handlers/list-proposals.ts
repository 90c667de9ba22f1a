import { refuse } from '../../../src/lib/domain/refusal.ts';
import { officerOf } from '../lib/person.ts';
import { proposedAnswers } from '../lib/questions.ts';
import { reply, respond } from '../lib/reply.ts';

const MOST = 200;

/**
 * What officers propose as common questions of the catalogue (đề xuất câu hỏi thường gặp), newest
 * first: for the administrator, who edits it. No rule lets personal data in.
 */
export function listProposals(e: RequestEvent): void {
	respond(e, () => {
		const officer = officerOf(e.auth);
		if (!officer) return refuse(e.auth ? 'question.wrong_role' : 'actor.signed_out');
		if (officer.actor.role !== 'administrator') return refuse('question.wrong_role');
		const items = proposedAnswers(e.app.db(), MOST).map(
			({ id, at, actorName, actorDivision, payload }) => ({
				id,
				at,
				officerName: actorName,
				division: actorDivision,
				proposal: payload
			})
		);
		return reply({ items });
	});
}
