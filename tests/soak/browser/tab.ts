import { IDBKeyRange } from 'fake-indexeddb';
import { createContext, Script, type Context } from 'node:vm';
import { DatabaseDoor } from './database-door.ts';
import { ANSWERS_SHORTENED, PAUSES_SHORTENED } from './pace.ts';
import type { Profile } from './profile.ts';
import { StoredTexts } from './stored-texts.ts';

/** How a tab reaches the server. */
export type Fetch = (address: string, init?: RequestInit) => Promise<Response>;

/**
 * One tab of a browser: the app's own bundle in a realm of its own, with the doors to the outside
 * that a browser would give it. `kill` shuts all of them at once, in the middle of whatever it does.
 */
export class Tab<App> {
	readonly #context: Context;
	readonly #profile: Profile;
	readonly #door: DatabaseDoor;
	readonly #timers = new Set<NodeJS.Timeout>();
	readonly #events = new EventTarget();
	#alive = true;
	/** What the bundle exports. */
	readonly app: App;

	/** @param program a bundle in one expression statement that sets the global `app` */
	constructor(program: Script, profile: Profile, fetch: Fetch) {
		this.#profile = profile;
		this.#door = new DatabaseDoor(profile.databases, {
			isFull: () => profile.isFull(),
			onWritten: (writes) => profile.onWritten(writes)
		});
		this.#context = createContext(this.#globals(fetch));
		REALM.runInContext(this.#context);
		program.runInContext(this.#context);
		this.app = this.#context['app'] as App;
	}

	get isAlive(): boolean {
		return this.#alive;
	}

	/** Whether a promise was made in this tab: its bugs are told from those of others by it. */
	made(promise: Promise<unknown>): boolean {
		return promise instanceof (this.#context['TabPromise'] as PromiseConstructor);
	}

	kill(): void {
		this.#alive = false;
		for (const timer of this.#timers) clearTimeout(timer);
		this.#door.shut();
		this.#profile.locks.letGo(this);
		this.#profile.channels.close(this);
		this.#profile.localStorage.close(this.#events);
	}

	#globals(fetch: Fetch): Record<string, unknown> {
		const { clock, locks, channels, localStorage } = this.#profile;
		const events = this.#events;
		return {
			...SAME_EVERYWHERE,
			indexedDB: this.#door.indexedDB,
			IDBKeyRange,
			localStorage: localStorage.ofTab(events),
			sessionStorage: new StoredTexts().ofTab(events),
			navigator: { userAgent: 'soak', onLine: true, locks: locks.ofTab(this), storage: {} },
			BroadcastChannel: channels.ofTab(this),
			deviceClock: clock,
			fetch: (address: string, init?: RequestInit) => this.#fetch(fetch, address, init),
			AbortSignal: HASTY_SIGNALS,
			setTimeout: (work: () => void, ms = 0) => this.#later(work, ms, false),
			setInterval: (work: () => void, ms = 0) => this.#later(work, ms, true),
			clearTimeout: (timer?: NodeJS.Timeout) => this.#forget(timer),
			clearInterval: (timer?: NodeJS.Timeout) => this.#forget(timer),
			addEventListener: events.addEventListener.bind(events),
			removeEventListener: events.removeEventListener.bind(events),
			dispatchEvent: events.dispatchEvent.bind(events)
		};
	}

	/** What a dead tab asked for may arrive, but nobody is there to read the answer. */
	async #fetch(fetch: Fetch, address: string, init?: RequestInit): Promise<Response> {
		if (!this.#alive) return NEVER;
		try {
			const response = await fetch(address, init);
			return this.#alive ? response : await NEVER;
		} catch (error) {
			if (!this.#alive) return NEVER;
			throw error;
		}
	}

	#later(work: () => void, ms: number, again: boolean): NodeJS.Timeout | undefined {
		if (!this.#alive) return undefined;
		const timer = (again ? setInterval : setTimeout)(
			() => {
				if (!again) this.#timers.delete(timer);
				if (this.#alive) work();
			},
			Math.max(1, ms / PAUSES_SHORTENED)
		);
		this.#timers.add(timer);
		return timer;
	}

	#forget(timer: NodeJS.Timeout | undefined): void {
		clearTimeout(timer);
		if (timer) this.#timers.delete(timer);
	}
}

const NEVER = new Promise<never>(() => undefined);

const HASTY_SIGNALS = new Proxy(AbortSignal, {
	get: (signals, name) =>
		name === 'timeout'
			? (ms: number) => AbortSignal.timeout(Math.ceil(ms / ANSWERS_SHORTENED))
			: (Reflect.get(signals, name) as unknown)
});

/** Bytes are made by name only, so tabs and the shared database may have the same kinds of them. */
const SAME_EVERYWHERE = {
	AbortController,
	ArrayBuffer,
	Blob,
	console,
	crypto,
	CryptoKey,
	CustomEvent,
	DataView,
	DOMException,
	Event,
	EventTarget,
	File,
	FormData,
	Headers,
	MessageEvent,
	performance,
	Request,
	Response,
	structuredClone,
	TextDecoder,
	TextEncoder,
	Uint8Array,
	URL,
	URLSearchParams,
	atob,
	btoa,
	queueMicrotask
};

/**
 * What must be made inside the realm: the clock of the device, and an `Error` that knows the errors
 * of the shared database and of `fetch` for its own, as in a browser.
 */
const REALM = new Script(`
	globalThis.self = globalThis.window = globalThis;
	globalThis.TabPromise = Promise;
	{
		const clock = deviceClock;
		const Real = Date;
		globalThis.Date = class Date extends Real {
			constructor(...given) {
				if (given.length === 0) super(clock.now());
				else super(...given);
			}
			static now() {
				return clock.now();
			}
		};
		const isInstance = Function.prototype[Symbol.hasInstance];
		Object.defineProperty(Error, Symbol.hasInstance, {
			value(value) {
				if (isInstance.call(this, value)) return true;
				return this === Error && value instanceof DOMException;
			}
		});
	}
`);
