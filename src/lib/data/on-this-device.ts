import { sizeOfFiles } from './attachments.ts';
import { countConversations } from './conversations.ts';
import { countDrafts } from './drafts.ts';
import { sizeOfOpened } from './opened-files.ts';
import { isVolatile } from './storage/rows-at-hand.ts';
import { NOBODY, type Envelope, type Owner, type ShelfName } from './storage/rows.ts';
import { commit, Shelf } from './storage/shelf.ts';
import { space, type Space } from './storage/space.ts';
import { outboxOf, type OutboxEntry } from './sync/outbox.ts';

/** What a person did here and the server does not have. */
export interface UnsentWork {
	readonly drafts: number;
	/** Written down, to go by itself. */
	readonly waiting: number;
	/** Refused by the server: its owner decides. */
	readonly refused: number;
	/** Files of any of these. */
	readonly files: number;
}

export async function unsentWork(owner: Owner): Promise<UnsentWork> {
	const [drafts, files, outbox] = await Promise.all([
		countDrafts(owner),
		sizeOfFiles(owner),
		outboxOf(owner)
	]);
	const inState = (...states: OutboxEntry['state'][]) =>
		outbox.filter(({ state }) => states.includes(state)).length;
	return {
		drafts,
		waiting: inState('waiting', 'sending'),
		refused: inState('refused'),
		files: files.count
	};
}

export const isNothing = (work: UnsentWork): boolean =>
	Object.values(work).every((count) => count === 0);

/** What of one person, or of nobody yet, lies on the device. */
export interface DeviceContents {
	readonly space: Space;
	/** The browser keeps nothing: all of it goes with the page. */
	readonly volatile: boolean;
	readonly unsent: UnsentWork;
	readonly draftsOfNobody: number;
	readonly dossiers: number;
	/** With the assistant. */
	readonly conversations: number;
	readonly opened: { readonly count: number; readonly bytes: number };
}

/** @param owner `NOBODY`: nobody is signed in */
export async function lookAtDevice(owner: Owner): Promise<DeviceContents> {
	const [spaceNow, volatile, unsent, draftsOfNobody, dossiers, conversations, opened] =
		await Promise.all([
			space(),
			isVolatile(),
			unsentWork(owner),
			countDrafts(NOBODY),
			new Shelf<Envelope, unknown>('dossiers').envelopes(owner),
			countConversations(owner),
			sizeOfOpened(owner)
		]);
	return {
		space: spaceNow,
		volatile,
		unsent,
		draftsOfNobody,
		dossiers: dossiers.length,
		conversations,
		opened
	};
}

export async function dropOpenedFiles(owner: Owner): Promise<void> {
	await dropAll(owner, ['opened']);
}

/**
 * Drops whatever came from the server, together with the mark how far it was read: it is fetched
 * again. Nothing that only exists here is touched.
 */
export async function dropFetched(owner: Owner): Promise<void> {
	await dropAll(owner, ['dossiers', 'details', 'questions', 'opened', 'marks']);
}

async function dropAll(owner: Owner, shelves: readonly ShelfName[]): Promise<void> {
	const removed = await Promise.all(
		shelves.map(async (name) => {
			const shelf = new Shelf<Envelope, unknown>(name);
			return (await shelf.envelopes(owner)).map(({ id }) => shelf.remove(owner, id));
		})
	);
	await commit(removed.flat());
}
