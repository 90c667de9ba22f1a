import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

interface Note {
	readonly owner: string;
	readonly id: string;
	readonly dossier: string;
	readonly count: number;
}

const ANNA = 'account-a';
const NOTE: Note & { content: string } = {
	owner: ANNA,
	id: 'n1',
	dossier: 'd1',
	count: 0,
	content: 'Nguyễn Thị Hạnh'
};

/** The modules as another page load finds them, on the same device. */
async function pageLoad() {
	vi.resetModules();
	const { Shelf, commit } = await import('$data/storage/shelf.ts');
	const keys = await import('$data/storage/keys.ts');
	const { isVolatile } = await import('$data/storage/rows-at-hand.ts');
	const changes = await import('$data/storage/changes.ts');
	return { notes: new Shelf<Note, string>('drafts'), commit, isVolatile, ...keys, ...changes };
}

beforeEach(() => useDevice(new IDBFactory()));
afterEach(() => vi.restoreAllMocks());

describe('What is kept on the device', () => {
	it('is there at the next page load', async () => {
		const first = await pageLoad();
		await first.holdKey(ANNA, 'secret');
		expect(await first.commit([first.notes.put(NOTE)])).toEqual({ ok: true });
		const second = await pageLoad();
		expect(await second.notes.get(ANNA, 'n1')).toEqual(NOTE);
	});

	it('stands there unreadable', async () => {
		const { holdKey, commit, notes } = await pageLoad();
		await holdKey(ANNA, 'secret');
		await commit([notes.put(NOTE)]);
		expect(await everythingStored()).not.toContain('Hạnh');
	});

	it('opens again with the same secret, and with no other', async () => {
		const { holdKey, releaseKey, commit, notes } = await pageLoad();
		await holdKey(ANNA, 'secret');
		await commit([notes.put(NOTE)]);
		await releaseKey(ANNA);
		expect(await notes.get(ANNA, 'n1')).toBeUndefined();
		await holdKey(ANNA, 'another');
		expect(await notes.list(ANNA)).toEqual([]);
		await holdKey(ANNA, 'secret');
		expect(await notes.list(ANNA)).toEqual([NOTE]);
	});

	it('cannot be added to while its owner’s session does not live here', async () => {
		const { commit, notes } = await pageLoad();
		expect(await commit([notes.put(NOTE)])).toEqual({ ok: false, reason: 'locked' });
	});

	it('changes whole or not at all', async () => {
		const { holdKey, commit, notes } = await pageLoad();
		await holdKey(ANNA, 'secret');
		await commit([notes.put(NOTE)]);
		const outcome = await commit([
			notes.put({ ...NOTE, id: 'n2' }),
			notes.require(ANNA, 'n1', (note) => note?.count === 7),
			notes.remove(ANNA, 'n1')
		]);
		expect(outcome).toEqual({ ok: false, reason: 'unmet' });
		expect((await notes.list(ANNA)).map(({ id }) => id)).toEqual(['n1']);
	});

	it('loses no change when two tabs make theirs at once', async () => {
		const one = await pageLoad();
		await one.holdKey(ANNA, 'secret');
		await one.commit([one.notes.put(NOTE)]);
		const other = await pageLoad();
		await Promise.all(
			[one, other, one, other].map(({ notes }) =>
				notes.revise(ANNA, 'n1', (note) => ({ ...note, count: note.count + 1 }))
			)
		);
		expect((await one.notes.get(ANNA, 'n1'))?.count).toBe(4);
	});

	it('tells who looks at its shelf, and nobody else', async () => {
		const { holdKey, commit, notes, whenChanged } = await pageLoad();
		await holdKey(ANNA, 'secret');
		const heard: string[] = [];
		whenChanged('drafts', () => heard.push('drafts'));
		whenChanged('files', () => heard.push('files'));
		await commit([notes.put(NOTE)]);
		expect(heard).toEqual(['drafts']);
	});

	it('is reached again when the browser dropped its database meanwhile', async () => {
		const { holdKey, commit, notes } = await pageLoad();
		await holdKey(ANNA, 'secret');
		await commit([notes.put(NOTE)]);
		loseTheHandle();
		expect(await notes.get(ANNA, 'n1')).toEqual(NOTE);
	});
});

describe('A full device', () => {
	it('drops opened files, the longest unused first, and never anything else', async () => {
		const { holdKey, commit, notes } = await pageLoad();
		const { Shelf } = await import('$data/storage/shelf.ts');
		const opened = new Shelf<Note & { usedAt: string }, string>('opened');
		await holdKey(ANNA, 'secret');
		for (let day = 10; day < 22; day += 1) {
			await commit([opened.put({ ...NOTE, id: `f${day}`, usedAt: `2026-11-${day}` })]);
		}
		fullOnce();
		expect(await commit([notes.put(NOTE)])).toEqual({ ok: true });
		expect((await opened.envelopes(ANNA)).map(({ id }) => id)).toEqual(['f20', 'f21']);
	});

	it('with nothing to drop says so, and keeps what it has', async () => {
		const { holdKey, commit, notes } = await pageLoad();
		await holdKey(ANNA, 'secret');
		await commit([notes.put(NOTE)]);
		fullOnce();
		expect(await commit([notes.put({ ...NOTE, id: 'n2' })])).toEqual({ ok: false, reason: 'full' });
		expect((await notes.list(ANNA)).map(({ id }) => id)).toEqual(['n1']);
	});
});

describe('A browser that refuses to store', () => {
	it('keeps things as long as the page, and says so', async () => {
		useDevice(undefined);
		const { holdKey, commit, notes, isVolatile } = await pageLoad();
		await holdKey(ANNA, 'secret');
		expect(await commit([notes.put(NOTE)])).toEqual({ ok: true });
		expect(await notes.list(ANNA, 'd1')).toEqual([NOTE]);
		expect(await isVolatile()).toBe(true);
	});
});

/** What Dexie finds; it looks once, when it is loaded. */
function useDevice(device: IDBFactory | undefined): void {
	Object.assign(Dexie.dependencies, { indexedDB: device });
	vi.stubGlobal('indexedDB', device);
}

/** The next write meets a full disk. */
function fullOnce(): void {
	const put = vi.spyOn(IDBObjectStore.prototype, 'put');
	put.mockImplementationOnce(() => {
		throw new DOMException('full', 'QuotaExceededError');
	});
}

function openRaw(): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const opening = indexedDB.open('ngoai-vu-so');
		opening.onsuccess = () => resolve(opening.result);
		opening.onerror = () => reject(opening.error ?? new Error('not opened'));
	});
}

async function everythingStored(): Promise<string> {
	const database = await openRaw();
	const texts: string[] = [];
	for (const name of database.objectStoreNames) {
		const rows = await new Promise<unknown[]>((resolve) => {
			const asking = database.transaction(name).objectStore(name).getAll();
			asking.onsuccess = () => resolve(asking.result);
		});
		for (const row of rows) texts.push(JSON.stringify(row, readable));
	}
	database.close();
	return texts.join('\n');
}

/** Bytes as the text they would be. */
function readable(_key: string, value: unknown): unknown {
	if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
		return new TextDecoder().decode(value);
	}
	return value;
}

/** As Safari does with a page that was long in the background: the next use of the handle fails. */
function loseTheHandle(): void {
	vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
		throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
	});
}
