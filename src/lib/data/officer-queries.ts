import * as v from 'valibot';
import type { Id } from '$domain/dossier/dossier.ts';
import { writeFilter, type QueueFilter, type QueueItem } from '$domain/official/worklist.ts';
import { currentOwner } from './account.ts';
import { success, type Answer } from './answer.ts';
import { holdDetail } from './held-dossiers.ts';
import { dossierSchema, workDetailSchema, type WorkDetail } from './mappers.ts';
import { ask } from './remote.ts';

/** What officers read. Every look at other people's data is recorded by the server. */

const text = v.optional(v.string(), '');

const queueSchema = v.object({
	items: v.array(v.object({ dossier: dossierSchema, applicantName: text, caseOfficerName: text })),
	/** Where the next page begins; none when this was the last. */
	next: v.nullish(v.string())
});

/** A stretch of the queue, in order of work. */
export interface QueuePage {
	readonly items: readonly QueueItem[];
	readonly next?: string | null | undefined;
}

/**
 * The dossiers that an officer may see and asked for, the most pressing first.
 * @param cursor `next` of the page before
 * @param limit at most this many, 1 to 100
 */
export function fetchQueue(
	filter: QueueFilter,
	limit: number,
	cursor?: string
): Promise<Answer<QueuePage>> {
	const parameters = new URLSearchParams(writeFilter(filter));
	parameters.set('limit', String(limit));
	if (cursor) parameters.set('cursor', cursor);
	return ask(`/api/app/queue?${parameters}`, queueSchema);
}

/** A dossier with form, papers, files and history; kept on the device as the newest that is known. */
export async function fetchDossierForWork(id: Id): Promise<Answer<WorkDetail>> {
	const answer = await ask(`/api/app/dossiers/${encodeURIComponent(id)}`, workDetailSchema);
	if (answer.ok) await holdDetail(currentOwner(), answer.value);
	return answer;
}

const applicantSchema = v.object({
	id: v.string(),
	name: text,
	email: text,
	phone: text,
	kind: text
});
/** An applicant's account, as the counter sees it to recognise the person. */
export type ApplicantFound = v.InferOutput<typeof applicantSchema>;

/** Accounts by name, phone or e-mail; three characters at least, else nothing is found. */
export async function searchApplicants(typed: string): Promise<Answer<ApplicantFound[]>> {
	const schema = v.object({ items: v.array(applicantSchema) });
	const answer = await ask(`/api/app/applicants?${new URLSearchParams({ q: typed })}`, schema);
	return answer.ok ? success(answer.value.items) : answer;
}

const mailSchema = v.object({
	id: v.string(),
	at: v.string(),
	recipient: text,
	subject: text,
	text
});
/** A mail that was not sent out but kept, because no mail server is set up. */
export type OutboxMail = v.InferOutput<typeof mailSchema>;

/** Mails kept, newest first: for the administrator, and for everyone where the app runs as a demo. */
export async function fetchMailOutbox(): Promise<Answer<OutboxMail[]>> {
	const answer = await ask('/api/app/mail-outbox', v.object({ items: v.array(mailSchema) }));
	return answer.ok ? success(answer.value.items) : answer;
}
