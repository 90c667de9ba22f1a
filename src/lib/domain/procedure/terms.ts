import type { ProcedureTerms } from '../dossier/context.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { FormValues } from './applicant-details.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { checklist, type DepartmentLimit } from './checklist.ts';
import { checkForm } from './form.ts';
import { isInForce } from './procedure.ts';
import type { Answers } from './questions.ts';

/** What the Department itself lays down for a procedure (quy định nội bộ). */
export interface DepartmentTerms {
	/** Division that handles it. */
	readonly division: string;
	/** Counts where the law's own limit is not known. */
	readonly limit: DepartmentLimit;
}

/**
 * What the catalogue says of a procedure in one person's case, as `decide` needs it. The phone asks
 * before sending, the server before accepting.
 */
export function termsFor(
	entry: CatalogueEntry,
	answers: Answers,
	form: FormValues,
	today: PlainDate,
	department: DepartmentTerms
): ProcedureTerms {
	const { procedure, rules } = entry;
	const list = checklist(entry, answers, department.limit);
	const { days, unit, source } = list.timeLimit;
	return {
		slug: procedure.slug,
		version: procedure.version,
		inForce: procedure.superseded === null && isInForce(procedure, today),
		filedHere: list.channel?.channel === 'here',
		eligible: list.verdict !== 'not_eligible',
		unanswered: list.progress.next?.id ?? null,
		division: department.division,
		limit: { days, unit, source },
		papers: procedure.papers.map(({ id }) => id),
		requiredPapers: list.papers
			.filter(({ need }) => need === 'required')
			.map(({ paper }) => paper.id),
		formFaults: checkForm(rules, answers, form, today)
	};
}
