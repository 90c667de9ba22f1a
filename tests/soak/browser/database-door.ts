import type { IDBFactory } from 'fake-indexeddb';

/** A write that was committed: what a browser that is closed now would still have. */
export interface Written {
	readonly store: string;
	/** `null`: the row was deleted. */
	readonly value: unknown;
	readonly key: unknown;
}

export interface DoorRules {
	/** Whether this write finds the disk full. */
	readonly isFull: () => boolean;
	readonly onWritten: (writes: readonly Written[]) => void;
}

/** What fake-indexeddb keeps to itself: the requests in line, and how one is put there. */
interface Internals {
	readonly _requests: readonly { readonly request: IDBRequest }[];
	_execRequestAsync(work: { operation: () => unknown; source: object }): IDBRequest<IDBValidKey>;
}
const internalsOf = (transaction: IDBTransaction): Internals => transaction as unknown as Internals;

/**
 * `indexedDB` of one tab: the profile's databases, seen through a door that can be shut. When the
 * tab is killed, what it had not committed is undone and its connections are closed, as a browser
 * does; what other tabs have open is untouched.
 */
export class DatabaseDoor {
	readonly #factory: IDBFactory;
	readonly #rules: DoorRules;
	readonly #connections = new Set<IDBDatabase>();
	readonly #running = new Set<IDBTransaction>();
	#shut = false;

	constructor(factory: IDBFactory, rules: DoorRules) {
		this.#factory = factory;
		this.#rules = rules;
	}

	get indexedDB(): Pick<IDBFactory, 'open' | 'deleteDatabase' | 'databases' | 'cmp'> {
		return {
			open: (name, version) => this.#open(name, version),
			deleteDatabase: (name) => this.#factory.deleteDatabase(name),
			databases: () => this.#factory.databases(),
			cmp: (a, b) => this.#factory.cmp(a, b)
		};
	}

	shut(): void {
		this.#shut = true;
		this.#running.forEach(undo);
		for (const connection of this.#connections) {
			connection.onversionchange = connection.onclose = null;
			connection.close();
		}
	}

	#open(name: string, version?: number): IDBOpenDBRequest {
		if (this.#shut) return NEVER_ANSWERED;
		const request = this.#factory.open(name, version);
		request.addEventListener('upgradeneeded', () => {
			if (this.#shut) request.onupgradeneeded = request.onerror = null;
			this.#guard(request.result);
			if (request.transaction) this.#follow(request.transaction);
			if (this.#shut && request.transaction) undo(request.transaction);
		});
		request.addEventListener('success', () => {
			if (this.#shut) request.onsuccess = null;
			this.#guard(request.result);
			if (this.#shut) request.result.close();
		});
		return request;
	}

	#guard(connection: IDBDatabase): void {
		if (this.#connections.has(connection)) return;
		this.#connections.add(connection);
		const begin = connection.transaction.bind(connection);
		connection.transaction = (...given) => {
			if (this.#shut) return NEVER_ANSWERED;
			return this.#follow(begin(...given));
		};
	}

	#follow(transaction: IDBTransaction): IDBTransaction {
		const writes: Written[] = [];
		this.#running.add(transaction);
		transaction.addEventListener('abort', () => this.#running.delete(transaction));
		transaction.addEventListener('complete', () => {
			this.#running.delete(transaction);
			if (writes.length > 0) this.#rules.onWritten(writes);
		});
		const objectStore = transaction.objectStore.bind(transaction);
		const seen = new Set<IDBObjectStore>();
		transaction.objectStore = (name) => {
			const store = objectStore(name);
			if (!seen.has(store)) this.#listenIn(store, writes);
			seen.add(store);
			return store;
		};
		return transaction;
	}

	#listenIn(store: IDBObjectStore, writes: Written[]): void {
		const put = store.put.bind(store);
		const remove = store.delete.bind(store);
		const write = (value: unknown, key?: IDBValidKey): IDBRequest<IDBValidKey> => {
			if (this.#rules.isFull()) return full(store);
			writes.push({ store: store.name, value, key });
			return put(value, key);
		};
		store.put = write;
		store.add = ((add) => (value: unknown, key?: IDBValidKey) => {
			if (this.#rules.isFull()) return full(store);
			writes.push({ store: store.name, value, key });
			return add(value, key);
		})(store.add.bind(store));
		store.delete = (key) => {
			writes.push({ store: store.name, value: null, key });
			return remove(key);
		};
	}
}

/** Whatever a dead tab still asks for: every part of it is there, and nothing ever comes of it. */
const NEVER_ANSWERED: IDBOpenDBRequest & IDBTransaction = new Proxy(() => undefined, {
	get: () => NEVER_ANSWERED,
	set: () => true,
	apply: () => NEVER_ANSWERED
}) as never;

/** Undoes a transaction; nobody is there any more to be told. */
function undo(transaction: IDBTransaction): void {
	transaction.oncomplete = transaction.onerror = transaction.onabort = null;
	for (const { request } of internalsOf(transaction)._requests) {
		request.onsuccess = request.onerror = null;
	}
	try {
		transaction.abort();
	} catch {
		// Committed in this very moment: then it stays.
	}
}

/** As browsers answer a write that does not fit: the request fails, and with it the transaction. */
function full(store: IDBObjectStore): IDBRequest<IDBValidKey> {
	return internalsOf(store.transaction)._execRequestAsync({
		source: store,
		operation: () => {
			throw new DOMException('No room is left.', 'QuotaExceededError');
		}
	});
}
