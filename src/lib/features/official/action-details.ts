import * as v from 'valibot';
import { m } from '$i18n/paraglide/messages.js';
import { SCORE_NAME } from '$i18n/dossier-words.ts';
import type { ActionView } from '$data/mappers.ts';
import { SCORES } from '$domain/dossier/intent.ts';
import { formatDay, formatVnd } from '$ui/format.ts';
import { paperName, type PaperName } from './papers.ts';

/** One thing that was said with an action. */
export interface Detail {
	readonly label: string;
	readonly value: string;
}

const DECISIONS = {
	approved: m.official_decision_approved,
	rejected: m.official_decision_rejected,
	sent_back: m.official_decision_sent_back
};
const PROPOSALS = { approve: m.official_proposal_approve, reject: m.official_proposal_reject };

const said = v.optional(v.string(), '');
const day = v.nullish(v.string());

/** The fields of all payloads that are worth reading in a history; the rest is left out. */
const PAYLOAD = v.object({
	reason: said,
	remark: said,
	text: said,
	leaderReason: said,
	legalGround: said,
	agency: said,
	to: said,
	number: said,
	decision: v.optional(v.picklist(['approved', 'rejected', 'sent_back'])),
	proposal: v.optional(v.picklist(['approve', 'reject'])),
	score: v.optional(v.picklist(SCORES)),
	amountVnd: v.optional(v.number()),
	dueOn: day,
	newDueOn: day,
	issuedOn: day,
	papers: v.optional(v.array(v.object({ paper: v.string(), reason: said })), [])
});

/** What was said with an action, in the order one wants to read it. */
export function detailsOf({ payload }: ActionView, names: readonly PaperName[]): Detail[] {
	const parsed = v.safeParse(PAYLOAD, payload);
	if (!parsed.success) return [];
	const given = parsed.output;
	const lines: [() => string, string | null | undefined][] = [
		[m.official_field_proposal, given.proposal && PROPOSALS[given.proposal]()],
		[m.official_field_decision, given.decision && DECISIONS[given.decision]()],
		[m.rating_score, given.score && SCORE_NAME[given.score]()],
		[m.official_field_agency, given.agency],
		[m.official_field_return_to, given.to],
		[m.official_field_result_number, given.number],
		[m.official_field_issued_on, given.issuedOn && formatDay(given.issuedOn)],
		[m.official_field_amount, given.amountVnd === undefined ? '' : formatVnd(given.amountVnd)],
		[m.official_field_new_due_on, given.newDueOn && formatDay(given.newDueOn)],
		[m.official_field_supplement_due_on, given.dueOn && formatDay(given.dueOn)],
		[m.official_field_reason, given.reason],
		[m.official_field_leader_reason, given.leaderReason],
		[m.official_field_legal_ground, given.legalGround],
		[m.official_field_remark, given.remark || given.text]
	];
	return [
		...lines.flatMap(([label, value]) => (value ? [{ label: label(), value }] : [])),
		...given.papers
			.filter(({ reason }) => reason !== '')
			.map(({ paper, reason }) => ({ label: paperName(names, paper), value: reason }))
	];
}
