/**
 * What the page and the service worker share about notifications: whom this device tells, and the
 * letters to the server that wait for a line. A database of its own, because the worker must not
 * carry the one of the page.
 */

const DATABASE = 'ngoai-vu-so.push';
const OWNER = 'owner';
const LETTERS = 'letters';

/** Nobody reads so many acknowledgements later on. */
const MOST_LETTERS = 200;

/** Whom this device tells. */
export interface ToldOwner {
	/** Id of the account. */
	readonly account: string;
	/** The account as payloads name it. */
	readonly hash: string;
	/** Where it is told; `null`: not at present (the screen is locked), and again later. */
	readonly endpoint: string | null;
	/** For what the device says by itself. */
	readonly locale: 'vi' | 'en';
}

/** A question to the server that carries no session and may be asked twice. */
export interface Letter {
	readonly path: `/api/app/${string}`;
	readonly body: Readonly<Record<string, string>>;
}

export interface WaitingLetter extends Letter {
	readonly key: number;
}

export function readOwner(): Promise<ToldOwner | undefined> {
	return within(OWNER, 'readonly', async (store) => {
		const kept: unknown = await answered(store.get(OWNER));
		return isOwner(kept) ? kept : undefined;
	});
}

export function keepOwner(owner: ToldOwner): Promise<void> {
	return within(
		OWNER,
		'readwrite',
		async (store) => void (await answered(store.put(owner, OWNER)))
	);
}

export function dropOwner(): Promise<void> {
	return within(OWNER, 'readwrite', async (store) => void (await answered(store.delete(OWNER))));
}

export function keepLetter(letter: Letter): Promise<void> {
	return within(LETTERS, 'readwrite', async (store) => {
		await answered(store.add(letter));
		const keys = await answered(store.getAllKeys());
		for (const key of keys.slice(0, -MOST_LETTERS)) await answered(store.delete(key));
	});
}

export function waitingLetters(): Promise<WaitingLetter[]> {
	return within(LETTERS, 'readonly', async (store) => {
		const [keys, letters] = [
			await answered(store.getAllKeys()),
			(await answered(store.getAll())) as unknown[]
		];
		return letters.flatMap((letter, at) => {
			const key = keys[at];
			return typeof key === 'number' && isLetter(letter) ? [{ ...letter, key }] : [];
		});
	});
}

export function dropLetter(key: number): Promise<void> {
	return within(LETTERS, 'readwrite', async (store) => void (await answered(store.delete(key))));
}

/** @throws where the browser refuses storage */
async function within<T>(
	name: string,
	mode: IDBTransactionMode,
	work: (store: IDBObjectStore) => Promise<T>
): Promise<T> {
	const opening = indexedDB.open(DATABASE, 1);
	opening.onupgradeneeded = () => {
		opening.result.createObjectStore(OWNER);
		opening.result.createObjectStore(LETTERS, { autoIncrement: true });
	};
	const database = await answered(opening);
	try {
		const transaction = database.transaction(name, mode);
		const done = new Promise<void>((resolve, reject) => {
			transaction.oncomplete = () => resolve();
			transaction.onabort = () => reject(transaction.error ?? new Error('Undone.'));
		});
		const result = await work(transaction.objectStore(name));
		await done;
		return result;
	} finally {
		database.close();
	}
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('Not stored.'));
	});
}

function isOwner(kept: unknown): kept is ToldOwner {
	return isObject(kept) && typeof kept['hash'] === 'string' && typeof kept['account'] === 'string';
}

function isLetter(kept: unknown): kept is Letter {
	return isObject(kept) && String(kept['path']).startsWith('/api/app/') && isObject(kept['body']);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
