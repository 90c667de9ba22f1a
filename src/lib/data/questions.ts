import * as v from 'valibot';
import type { Id } from '$domain/dossier/dossier.ts';
import { compareQuestions } from '$domain/question/question.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { readStoredSession } from './account.ts';
import { faulted, success, type Answer } from './answer.ts';
import { deviceNow } from './device-clock.ts';
import {
	proposalsSchema,
	questionPageSchema,
	type Proposal,
	type QuestionPage,
	type QuestionView
} from './question-schema.ts';
import { ask } from './remote.ts';
import { mark, markStands, setMark } from './storage/marks.ts';
import type { Envelope, Owner } from './storage/rows.ts';
import { commit, Shelf, type Change } from './storage/shelf.ts';

/**
 * Questions to the office that an account may read: for a person the own ones, for an officer those
 * of the division. They are read from the device, which keeps them up to what the server has; what
 * is asked and answered goes by the outbox.
 */
interface QuestionEnvelope extends Envelope {
	readonly seq: number;
}

const shelf = new Shelf<QuestionEnvelope, QuestionView>('questions');

const MARK = 'questions';
/** After so long everything is read afresh: so what a restored backup took back is not shown for ever. */
const FRESH_FOR_MS = 20 * 60 * 60_000;

/** What the device holds, by due date. */
export async function heldQuestions(owner: Owner): Promise<QuestionView[]> {
	const kept = await shelf.list(owner);
	return kept
		.map(({ content }) => content)
		.sort((a, b) => compareQuestions(a.question, b.question));
}

/** When the device last knew what the server has; `null`: never yet. */
export async function questionsReadAt(owner: Owner): Promise<Instant | null> {
	return readingOf(await mark(owner, MARK)).completedAt;
}

/**
 * Brings the device up to what the server has.
 * @param confirm own acts of which the device asks whether the server keeps them, 100 at most
 * @returns those of them that it keeps; `overtaken` when another tab read meanwhile
 */
export async function keepQuestions(
	owner: Owner,
	confirm: readonly Id[]
): Promise<Answer<readonly Id[] | 'overtaken'>> {
	const stands = await mark(owner, MARK);
	const reading = readingOf(stands);
	const isFresh = Math.abs(Date.now() - Date.parse(reading.wholeAt)) < FRESH_FOR_MS;
	const since = isFresh ? reading.since : '';
	const answer = await ask('/api/app/questions/sync', questionPageSchema, {
		method: 'POST',
		as: owner,
		body: { since, ...(confirm.length > 0 ? { confirm } : {}) }
	});
	if (!answer.ok) return answer;
	const now = deviceNow();
	const { until, whole, confirmed } = answer.value;
	const next: Reading = {
		scope: scopeNow(),
		since: until,
		wholeAt: whole ? now : reading.wholeAt,
		completedAt: now
	};
	const committed = await commit([
		markStands(owner, MARK, stands),
		...(await changesOf(owner, answer.value)),
		setMark(owner, MARK, JSON.stringify(next))
	]);
	if (committed.ok) return success(confirmed);
	if (committed.reason === 'unmet') return success('overtaken');
	return faulted(committed.reason === 'full' ? 'device_full' : 'signed_out');
}

async function changesOf(
	owner: Owner,
	{ items, gone: passedOn, whole }: QuestionPage
): Promise<Change[]> {
	const held = new Map((await shelf.envelopes(owner)).map(({ id, seq }) => [id, seq]));
	const taken = items
		.filter(({ question: { id, seq } }) => whole || (held.get(id) ?? 0) <= seq)
		.map((view) => {
			const { id, seq } = view.question;
			return shelf.put({ owner, id, dossier: id, seq, content: view });
		});
	const told = new Set(items.map(({ question }) => question.id));
	const gone = whole ? [...held.keys()].filter((id) => !told.has(id)) : passedOn;
	return [...taken, ...gone.map((id) => shelf.remove(owner, id))];
}

/** How far this device has read, and with which rights. */
const readingSchema = v.object({
	scope: v.string(),
	since: v.string(),
	wholeAt: v.string(),
	completedAt: v.nullable(v.string())
});
type Reading = v.InferOutput<typeof readingSchema>;

function readingOf(stands: string | undefined): Reading {
	const kept = v.safeParse(readingSchema, JSON.parse(stands ?? 'null'));
	if (kept.success && kept.output.scope === scopeNow()) return kept.output;
	return { scope: scopeNow(), since: '', wholeAt: '', completedAt: null };
}

/** With other rights everything is read afresh. */
function scopeNow(): string {
	const account = readStoredSession()?.account;
	return account?.type === 'officer' ? `${account.role} ${account.division}` : 'applicant';
}

/** Whether there are questions for this account: administrators read none. */
export function readsQuestions(): boolean {
	const account = readStoredSession()?.account;
	return account !== undefined && !(account.type === 'officer' && account.role === 'administrator');
}

/** What officers propose for the catalogue; for the administrator. */
export async function fetchProposals(): Promise<Answer<Proposal[]>> {
	const answer = await ask('/api/app/question-proposals', proposalsSchema);
	return answer.ok ? success(answer.value.items) : answer;
}
