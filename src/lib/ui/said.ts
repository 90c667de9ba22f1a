import * as v from 'valibot';
import { RESULT_RETURN, SCORE_NAME } from '$i18n/dossier-words.ts';
import { m } from '$i18n/paraglide/messages.js';
import { APPLICANT_KIND_NAME } from '$i18n/people-words.ts';
import { RESULT_RETURNS } from '$domain/dossier/dossier.ts';
import { SCORES } from '$domain/dossier/intent.ts';
import { isApplicantKind } from '$domain/procedure/applicant-details.ts';
import { isPlainDate } from '$domain/time/plain-date.ts';
import { formatBytes, formatDay, formatVnd } from './format.ts';

/** One thing that was said with an action. */
export interface Said {
	readonly label: string;
	readonly value: string;
}

/** What the ids in a payload are called. */
export interface SaidNames {
	readonly paper: (id: string) => string;
	/** Fields of the form; their id where they are not known. */
	readonly field?: (id: string) => string;
}

const DECISIONS = {
	approved: m.official_decision_approved,
	rejected: m.official_decision_rejected,
	sent_back: m.official_decision_sent_back
};
const PROPOSALS = { approve: m.official_proposal_approve, reject: m.official_proposal_reject };

const said = v.optional(v.string(), '');
const day = v.nullish(v.string());
const count = v.optional(v.number(), 0);

/** The fields of all payloads that are worth reading; the rest is left out. */
const PAYLOAD = v.object({
	form: v.optional(v.record(v.string(), v.string()), {}),
	resultReturn: v.optional(v.picklist(RESULT_RETURNS)),
	reason: said,
	remark: said,
	text: said,
	note: said,
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
	papers: v.optional(
		v.array(v.object({ paper: v.string(), reason: said, originals: count, copies: count })),
		[]
	),
	files: v.optional(v.array(v.object({ paper: v.string(), sizeBytes: count })), [])
});
type Payload = v.InferOutput<typeof PAYLOAD>;

/** What was said with an action, in the order one wants to read it in a history. */
export function saidWith(payload: unknown, names: SaidNames): Said[] {
	const parsed = v.safeParse(PAYLOAD, payload);
	return parsed.success ? [...plainLines(parsed.output), ...reasonLines(parsed.output, names)] : [];
}

/** Also what a history leaves out: the form, the papers that were counted, and the files. */
export function allSaidWith(payload: unknown, names: SaidNames): Said[] {
	const parsed = v.safeParse(PAYLOAD, payload);
	if (!parsed.success) return [];
	const given = parsed.output;
	return [
		...formLines(given, names),
		...plainLines(given),
		...reasonLines(given, names),
		...countLines(given, names),
		...fileLines(given, names)
	];
}

const FIELD_NAME: Readonly<Record<string, () => string>> = {
	proposal: m.official_field_proposal,
	decision: m.official_field_decision,
	score: m.rating_score,
	agency: m.official_field_agency,
	to: m.official_field_return_to,
	number: m.official_field_result_number,
	issuedOn: m.official_field_issued_on,
	amountVnd: m.official_field_amount,
	newDueOn: m.official_field_new_due_on,
	dueOn: m.official_field_supplement_due_on,
	reason: m.official_field_reason,
	leaderReason: m.official_field_leader_reason,
	legalGround: m.official_field_legal_ground,
	remark: m.official_field_remark,
	text: m.official_field_note,
	division: m.question_pass_division,
	note: m.question_pass_note,
	papers: m.official_field_requested_papers,
	caseOfficer: m.official_field_officer,
	resultReturn: m.result_return
};

/**
 * What the field at `path` (`payload.reason`, `payload.form.phone`) is called; nothing when nobody
 * could find it by a name.
 */
export function fieldAt(path: string, names: SaidNames): string | undefined {
	const [, name = '', inner] = path.split('.');
	if (name === 'form' && inner !== undefined) return names.field?.(inner);
	return FIELD_NAME[name]?.();
}

function formLines({ form, resultReturn }: Payload, { field = (id) => id }: SaidNames): Said[] {
	const lines = Object.entries(form)
		.filter(([, value]) => value !== '')
		.map(([id, value]) => ({ label: field(id), value: shown(id, value) }));
	if (!resultReturn) return lines;
	return [...lines, { label: m.result_return(), value: RESULT_RETURN[resultReturn]() }];
}

function shown(field: string, value: string): string {
	if (field === 'applicantKind' && isApplicantKind(value)) return APPLICANT_KIND_NAME[value]();
	return isPlainDate(value) ? formatDay(value) : value;
}

function plainLines(given: Payload): Said[] {
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
		[m.official_field_remark, given.remark || given.text || given.note]
	];
	return lines.flatMap(([label, value]) => (value ? [{ label: label(), value }] : []));
}

function reasonLines({ papers }: Payload, names: SaidNames): Said[] {
	return papers
		.filter(({ reason }) => reason !== '')
		.map(({ paper, reason }) => ({ label: names.paper(paper), value: reason }));
}

function countLines({ papers }: Payload, names: SaidNames): Said[] {
	return papers
		.filter(({ originals, copies }) => originals + copies > 0)
		.map(({ paper, originals, copies }) => ({
			label: names.paper(paper),
			value: m.receipt_counts({ originals, copies })
		}));
}

function fileLines({ files }: Payload, names: SaidNames): Said[] {
	return [...new Set(files.map(({ paper }) => paper))].map((paper) => {
		const sizes = files.filter((file) => file.paper === paper).map(({ sizeBytes }) => sizeBytes);
		const size = formatBytes(sizes.reduce((sum, bytes) => sum + bytes, 0));
		return { label: names.paper(paper), value: m.sync_files({ count: sizes.length, size }) };
	});
}
