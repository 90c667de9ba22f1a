import * as v from 'valibot';
import type { Id } from '$domain/dossier/dossier.ts';
import { oldestInTray, TRAY_MOST } from '$domain/notification/tray.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { success, type Answer } from './answer.ts';
import { deviceNow } from './device-clock.ts';
import { ask } from './remote.ts';
import { mark, markStands, setMark } from './storage/marks.ts';
import type { Envelope, Owner } from './storage/rows.ts';
import { commit, Shelf, type Change } from './storage/shelf.ts';

/**
 * The notifications of an account in the app (hộp thông báo). They are read from the device, which
 * keeps them up to what the server has; what is read here is told to the server as soon as it
 * answers, and so to the person's other devices.
 */

/** One notification, as its screen shows it. */
export interface TrayItem {
	readonly id: Id;
	/** What happened: of `domain/notification/events.ts`, or newer than this version of the app. */
	readonly event: string;
	/** What it is about: a dossier, or the question where the event is of one; empty: neither. */
	readonly dossier: Id;
	readonly at: Instant;
	readonly isRead: boolean;
}

interface TrayEnvelope extends Envelope {
	readonly at: Instant;
	/** When the server heard that it was read, on whichever device. */
	readonly openedAt: Instant | null;
	/** Read here, and the server has not heard of it. */
	readonly readHere: boolean;
}

const shelf = new Shelf<TrayEnvelope, { readonly event: string }>('notifications');

const MARK = 'tray';

const isRead = ({ openedAt, readHere }: TrayEnvelope): boolean => openedAt !== null || readHere;

/** What the device holds, newest first. */
export async function trayItems(owner: Owner): Promise<TrayItem[]> {
	const kept = await shelf.list(owner);
	return kept
		.map((row) => ({
			id: row.id,
			event: row.content.event,
			dossier: row.dossier,
			at: row.at,
			isRead: isRead(row)
		}))
		.sort(newestFirst);
}

/** How many of them were not read yet. */
export async function countUnread(owner: Owner): Promise<number> {
	return (await shelf.envelopes(owner)).filter((row) => !isRead(row)).length;
}

/** When the device last knew what the server has; `null`: never yet. */
export async function trayReadAt(owner: Owner): Promise<Instant | null> {
	return readingOf(await mark(owner, MARK)).completedAt;
}

/** These were read. It stands on the device at once; the server is told now, or when it answers. */
export async function markRead(owner: Owner, ids: readonly Id[]): Promise<void> {
	if (ids.length === 0) return;
	const committed = await commit(
		ids.map((id) =>
			shelf.edit(owner, id, (row) => (isRead(row) ? row : { ...row, readHere: true }))
		)
	);
	if (committed.ok) void tellRead(owner);
}

/** The dossier was looked at: nothing that was told of it is news any more. */
export async function markDossierRead(owner: Owner, dossier: Id): Promise<void> {
	const told = await shelf.envelopes(owner, dossier);
	await markRead(
		owner,
		told.filter((row) => !isRead(row)).map(({ id }) => id)
	);
}

const pageSchema = v.object({
	items: v.array(
		v.object({
			id: v.string(),
			event: v.string(),
			dossier: v.string(),
			at: v.string(),
			openedAt: v.nullable(v.string())
		})
	),
	/** These are all there are. */
	whole: v.boolean(),
	until: v.string()
});
type Page = v.InferOutput<typeof pageSchema>;

/** Brings device and server together: tells what was read here, and learns what is new. */
export async function keepTray(owner: Owner): Promise<Answer<null>> {
	const told = await tellRead(owner);
	if (!told.ok && told.kind === 'fault') return told;
	const stands = await mark(owner, MARK);
	const { since } = readingOf(stands);
	const answer = await ask(`/api/app/notifications?${new URLSearchParams({ since })}`, pageSchema, {
		as: owner
	});
	if (!answer.ok) return answer;
	const { until } = answer.value;
	// Another tab was faster, or the person left: what came is told again the next time.
	await commit([
		markStands(owner, MARK, stands),
		...(await changesOf(owner, answer.value)),
		setMark(owner, MARK, JSON.stringify({ since: until, completedAt: deviceNow() }))
	]);
	return success(null);
}

async function changesOf(owner: Owner, { items, whole }: Page): Promise<Change[]> {
	const held = new Map((await shelf.envelopes(owner)).map((row) => [row.id, row]));
	const taken = items.map(({ id, event, dossier, at, openedAt }) =>
		held.has(id)
			? // Within the transaction: it may have been read here meanwhile.
				shelf.edit(owner, id, (row) => ({ ...row, openedAt: openedAt ?? row.openedAt }))
			: shelf.put({ owner, id, dossier, at, openedAt, readHere: false, content: { event } })
	);
	const told = new Set(items.map(({ id }) => id));
	const others = [...held.values()].filter(({ id }) => !told.has(id));
	const left = whole ? others : outlived(others, TRAY_MOST - items.length);
	return [...taken, ...left.map(({ id }) => shelf.remove(owner, id))];
}

/** What is too old to be kept, or beyond the number that is. */
function outlived(rows: readonly TrayEnvelope[], room: number): TrayEnvelope[] {
	const oldest = oldestInTray(Date.now());
	return [...rows].sort(newestFirst).filter(({ at }, place) => place >= room || at < oldest);
}

/** Tells the server what was read here, if anything. Told twice, it happened once. */
async function tellRead(owner: Owner): Promise<Answer<null>> {
	const ids = (await shelf.envelopes(owner)).filter(({ readHere }) => readHere).map(({ id }) => id);
	if (ids.length === 0) return success(null);
	const answer = await ask('/api/app/notifications/read', v.unknown(), {
		method: 'POST',
		as: owner,
		body: { ids }
	});
	if (!answer.ok) return answer;
	const openedAt = deviceNow();
	await commit(
		ids.map((id) =>
			shelf.edit(owner, id, (row) => ({
				...row,
				readHere: false,
				openedAt: row.openedAt ?? openedAt
			}))
		)
	);
	return success(null);
}

const newestFirst = (
	a: { readonly at: Instant; readonly id: Id },
	b: { readonly at: Instant; readonly id: Id }
): number => b.at.localeCompare(a.at) || b.id.localeCompare(a.id);

/** How far this device has read. */
const readingSchema = v.object({ since: v.string(), completedAt: v.nullable(v.string()) });

function readingOf(stands: string | undefined): v.InferOutput<typeof readingSchema> {
	const kept = v.safeParse(readingSchema, JSON.parse(stands ?? 'null'));
	return kept.success ? kept.output : { since: '', completedAt: null };
}
