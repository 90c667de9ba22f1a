import { refuse, type Refusal } from '../refusal.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { FormValues } from './applicant-details.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { checklist, type Checklist, type DepartmentLimit } from './checklist.ts';
import { checkForm } from './form.ts';
import { isInForce } from './procedure.ts';
import type { Answers } from './questions.ts';

/** What a new dossier claims to be complete with. */
export interface Submission {
	readonly answers: Answers;
	readonly form: FormValues;
	/** Papers for which at least one file is given, or that were handed over at the counter. */
	readonly papers: readonly string[];
}

/** `online`: filed by the applicant. `counter`: taken in by an officer, who may accept gaps. */
export type SubmissionWay = 'online' | 'counter';

/**
 * Whether a dossier may begin. The phone asks before sending, the server before accepting.
 * At the counter the officer sees the person: only the procedure and the papers' names are checked.
 */
export function checkSubmission(
	entry: CatalogueEntry,
	submission: Submission,
	way: SubmissionWay,
	today: PlainDate,
	departmentLimit: DepartmentLimit
): { readonly ok: true; readonly checklist: Checklist } | Refusal {
	if (entry.procedure.superseded || !isInForce(entry.procedure, today)) {
		return refuse('procedure.not_in_force', 'payload.procedure', entry.procedure.superseded?.by);
	}
	const list = checklist(entry, submission.answers, departmentLimit);
	const unknown = submission.papers.find(
		(id) => !entry.procedure.papers.some((paper) => paper.id === id)
	);
	if (unknown !== undefined) return refuse('papers.unknown', 'payload.files', unknown);
	if (way === 'counter') return { ok: true, checklist: list };

	if (list.progress.next) {
		return refuse('field.required', `payload.answers.${list.progress.next.id}`);
	}
	if (list.verdict === 'not_eligible') return refuse('procedure.not_eligible');
	if (list.channel?.channel !== 'here') return refuse('procedure.not_filed_here');
	const [fault] = checkForm(entry.rules, submission.answers, submission.form, today);
	if (fault) return refuse(fault.code, `payload.form.${fault.field}`);
	const missing = list.papers.find(
		({ need, paper }) => need === 'required' && !submission.papers.includes(paper.id)
	);
	if (missing) return refuse('papers.missing', 'payload.files', missing.paper.id);
	return { ok: true, checklist: list };
}
