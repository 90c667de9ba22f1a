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
	const { forgetOwner } = await import('$data/storage/forget.ts');
	return {
		notes: new Shelf<Note, string>('drafts'),
		commit,
		isVolatile,
		forgetOwner,
		...keys,
		...changes
	};
}

beforeEach(() => useDevice(new IDBFactory()));
afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

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

	it('is removed, moved to another owner or left alone by what revises it', async () => {
		const { holdKey, commit, notes } = await pageLoad();
		await holdKey(ANNA, 'secret');
		await holdKey('account-b', 'other');
		await commit([notes.put(NOTE)]);
		const before = await notes.revision(ANNA, 'n1');
		await notes.revise(ANNA, 'n1', (note) => note);
		expect(await notes.revision(ANNA, 'n1')).toBe(before);
		await notes.revise(ANNA, 'n1', (note) => ({ ...note, owner: 'account-b' }));
		expect(await notes.get(ANNA, 'n1')).toBeUndefined();
		expect(await notes.get('account-b', 'n1')).toEqual({ ...NOTE, owner: 'account-b' });
		await notes.revise('account-b', 'n1', () => null);
		expect(await notes.revision('account-b', 'n1')).toBeUndefined();
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

	it('is reached again by all who find the database dropped at once', async () => {
		const { holdKey, commit, notes } = await pageLoad();
		await holdKey(ANNA, 'secret');
		await commit([notes.put(NOTE)]);
		loseTheHandle(3);
		const read = await Promise.all([1, 2, 3].map(() => notes.get(ANNA, 'n1')));
		expect(read).toEqual([NOTE, NOTE, NOTE]);
	});

	it('says that it is locked when it cannot be changed, not that it is gone', async () => {
		const { holdKey, releaseKey, commit, notes } = await pageLoad();
		await holdKey(ANNA, 'secret');
		await commit([notes.put(NOTE)]);
		await releaseKey(ANNA);
		expect(await notes.revise(ANNA, 'n1', (note) => note)).toEqual({ ok: false, reason: 'locked' });
		expect(await notes.revise(ANNA, 'n2', (note) => note)).toBeUndefined();
	});
});

describe('A key', () => {
	it('of a session that ends with its tab is stored nowhere, and survives a reload', async () => {
		const kept = useTab();
		const first = await pageLoad();
		await first.holdKey(ANNA, 'secret', false);
		await first.commit([first.notes.put(NOTE)]);
		expect(await keysStored()).toEqual([null]);
		const reloaded = await pageLoad();
		expect(await reloaded.notes.get(ANNA, 'n1')).toEqual(NOTE);
		kept.clear(); // another tab, or the browser was closed
		const elsewhere = await pageLoad();
		expect(await elsewhere.notes.get(ANNA, 'n1')).toBeUndefined();
		expect(await elsewhere.commit([elsewhere.notes.put(NOTE)])).toMatchObject({ reason: 'locked' });
	});

	it('that another tab holds or releases does not end one that stays with this tab', async () => {
		const tab = useTab();
		const here = await pageLoad();
		await here.holdKey(ANNA, 'secret', false);
		await here.commit([here.notes.put(NOTE)]);
		useTab();
		const elsewhere = await pageLoad();
		await elsewhere.holdKey('account-b', 'other');
		await elsewhere.forgetOwner('account-b');
		useTab(tab);
		expect(await here.notes.get(ANNA, 'n1')).toEqual(NOTE);
	});

	it('is looked up anew after it was released elsewhere: nothing is stored any more', async () => {
		const here = await pageLoad();
		await here.holdKey(ANNA, 'secret');
		await here.commit([here.notes.put(NOTE)]);
		const elsewhere = await pageLoad();
		await elsewhere.forgetOwner(ANNA);
		// This tab still remembers the key: no news has reached it.
		expect(await here.commit([here.notes.put(NOTE)])).toEqual({ ok: false, reason: 'locked' });
		expect(await everythingStored()).not.toContain(ANNA);
	});

	it('of nobody that the browser cleared away with everything is not used again', async () => {
		const here = await pageLoad();
		const nobodys = { ...NOTE, owner: '' };
		await here.commit([here.notes.put(nobodys)]);
		await Dexie.delete('ngoai-vu-so');
		expect(await here.commit([here.notes.put({ ...nobodys, id: 'n2' })])).toEqual({ ok: true });
		const later = await pageLoad();
		expect((await later.notes.list('')).map(({ id }) => id)).toEqual(['n2']);
	});

	it('of an account that the browser cleared away is missing until the next sign-in', async () => {
		const here = await pageLoad();
		await here.holdKey(ANNA, 'secret');
		await Dexie.delete('ngoai-vu-so');
		expect(await here.commit([here.notes.put(NOTE)])).toEqual({ ok: false, reason: 'locked' });
		await here.holdKey(ANNA, 'secret');
		expect(await here.commit([here.notes.put(NOTE)])).toEqual({ ok: true });
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

	it('without a key for what nobody owns yet says so too', async () => {
		const { commit, notes } = await pageLoad();
		const note = { ...NOTE, owner: '' };
		fullOnce();
		expect(await commit([notes.put(note)])).toEqual({ ok: false, reason: 'full' });
		expect(await commit([notes.put(note)])).toEqual({ ok: true });
	});

	it('takes the key of somebody who signed in with the first thing that finds room', async () => {
		const { holdKey, keyOf, commit, notes } = await pageLoad();
		fullOnce();
		await holdKey(ANNA, 'secret');
		expect(await keyOf(ANNA)).toBeInstanceOf(CryptoKey);
		expect(await keysStored()).toEqual([]);
		fullOnce();
		expect(await commit([notes.put(NOTE)])).toEqual({ ok: false, reason: 'full' });
		expect(await commit([notes.put(NOTE)])).toEqual({ ok: true });
		const { notes: later } = await pageLoad();
		expect(await later.list(ANNA)).toEqual([NOTE]);
	});

	it('forgets such a key when its owner leaves', async () => {
		const { holdKey, releaseKey, keyOf, commit, notes } = await pageLoad();
		fullOnce();
		await holdKey(ANNA, 'secret');
		await releaseKey(ANNA);
		expect(await keyOf(ANNA)).toBeUndefined();
		expect(await commit([notes.put(NOTE)])).toEqual({ ok: false, reason: 'locked' });
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

	it('once, and not the second time, is one that stores', async () => {
		vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
			throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
		});
		expect(await (await pageLoad()).isVolatile()).toBe(false);
	});

	it('by never answering is not waited for for ever', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(
			() => new EventTarget() as IDBOpenDBRequest
		);
		const { isVolatile } = await pageLoad();
		const asked = isVolatile();
		await vi.advanceTimersByTimeAsync(10_000);
		await vi.advanceTimersByTimeAsync(10_000);
		expect(await asked).toBe(true);
		vi.useRealTimers();
	});
});

/** A tab's own storage, which a reload keeps. */
function useTab(kept = new Map<string, string>()): Map<string, string> {
	vi.stubGlobal('sessionStorage', {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => kept.set(key, value),
		removeItem: (key: string) => kept.delete(key)
	});
	return kept;
}

async function keysStored(): Promise<unknown[]> {
	const database = await openRaw();
	const rows = await new Promise<{ key: unknown }[]>((resolve) => {
		const asking = database.transaction('keys').objectStore('keys').getAll();
		asking.onsuccess = () => resolve(asking.result as { key: unknown }[]);
	});
	database.close();
	return rows.map(({ key }) => key);
}

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
function loseTheHandle(times = 1): void {
	const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
	for (let time = 0; time < times; time += 1) {
		transaction.mockImplementationOnce(() => {
			throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
		});
	}
}
