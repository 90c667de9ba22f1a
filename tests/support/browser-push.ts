import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	chromium,
	expect,
	type BrowserContext,
	type CDPSession,
	type Page,
	type Worker
} from '@playwright/test';
import { chromiumPath } from './chromium.ts';
import { subscription, type SubscriptionBody } from './push-subscription.ts';

type BrowserSubscription = SubscriptionBody;
/** What the maker of the browser gives for a key of ours. */
type Subscribe = (vapidKey: string) => BrowserSubscription;

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];

/**
 * A phone with web push. Chromium subscribes only at its vendor's service, which no test can reach:
 * so `PushManager` is replaced by one that checks what the real one checks, holds real keys, and
 * names an endpoint of ours. What arrives is handed over by the browser's own developer tools
 * (`ServiceWorker.deliverPushMessage`), after the vendor's part: everything from the worker on is real.
 */
export class Phone {
	readonly context: BrowserContext;
	readonly #folder: string;
	readonly #subscribe: Subscribe;
	/** What the browser holds. */
	#held: BrowserSubscription | null = null;
	/** What a page last subscribed with. */
	#vapidKey = '';

	private constructor(context: BrowserContext, folder: string, subscribe: Subscribe) {
		this.context = context;
		this.#folder = folder;
		this.#subscribe = subscribe;
	}

	static async start(
		baseURL: string,
		subscribe: Subscribe = (vapidKey) => subscription({ vapidKey })
	): Promise<Phone> {
		const folder = mkdtempSync(join(tmpdir(), 'ngoai-vu-so-phone-'));
		const context = await chromium.launchPersistentContext(folder, {
			executablePath: chromiumPath(),
			// The system's own notifications come up slowly, and Chromium forgets in between what is shown.
			args: [...ARGUMENTS, '--disable-features=NativeNotifications,SystemNotifications'],
			baseURL,
			serviceWorkers: 'allow',
			locale: 'vi-VN',
			timezoneId: 'Asia/Ho_Chi_Minh',
			viewport: { width: 390, height: 844 },
			hasTouch: true,
			isMobile: true
		});
		const phone = new Phone(context, folder, subscribe);
		await phone.#install();
		return phone;
	}

	/** What the person answers when the browser asks. */
	allow(): Promise<void> {
		// What is not listed is refused.
		return this.context.grantPermissions(['notifications', 'background-sync']);
	}

	get endpoint(): string | undefined {
		return this.#held?.endpoint;
	}

	/** The browser loses it by itself. */
	forget(): void {
		this.#held = null;
	}

	/**
	 * The browser's maker gives the subscription another address, and the browser tells the worker.
	 * @returns the key that the worker asked for a new one with; `undefined`: it wants none
	 */
	async change(): Promise<string | undefined> {
		this.forget();
		const worker = await workerOf(this.context);
		const asked = await worker.evaluate(tellOfChange, this.#vapidKey);
		if (asked === undefined) return undefined;
		this.#held = this.#subscribe(asked);
		await worker.evaluate(() => (Reflect.get(globalThis, 'pushAnswer') as () => Promise<void>)());
		return asked;
	}

	async stop(): Promise<void> {
		await this.context.close();
		rmSync(this.#folder, { recursive: true, force: true });
	}

	async #install(): Promise<void> {
		await this.context.exposeFunction('pushSubscribe', (vapidKey: string) => {
			this.#vapidKey = vapidKey;
			this.#held ??= this.#subscribe(vapidKey);
			return this.#held;
		});
		await this.context.exposeFunction('pushHeld', () => this.#held);
		await this.context.exposeFunction('pushUnsubscribe', () => this.forget());
		await this.context.addInitScript(replacePushManager);
	}
}

/** Runs in every page. */
function replacePushManager(): void {
	interface Browser {
		pushSubscribe: (vapidKey: string) => Promise<BrowserSubscription>;
		pushHeld: () => Promise<BrowserSubscription | null>;
		pushUnsubscribe: () => Promise<void>;
	}
	const browser = window as unknown as Browser;
	const toText = (key: Uint8Array) =>
		btoa(String.fromCharCode(...key))
			.replace(/\+/g, '-')
			.replace(/\//g, '_')
			.replace(/=+$/, '');
	const toBytes = (text: string) =>
		Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
	const subscriptionOf = ({ endpoint, keys, vapidKey }: BrowserSubscription) => ({
		endpoint,
		options: { userVisibleOnly: true, applicationServerKey: toBytes(vapidKey).buffer },
		toJSON: () => ({ endpoint, expirationTime: null, keys }),
		unsubscribe: async () => {
			await browser.pushUnsubscribe();
			return true;
		}
	});
	Object.assign(PushManager.prototype, {
		async getSubscription() {
			const held = await browser.pushHeld();
			return held && subscriptionOf(held);
		},
		async subscribe(options: { userVisibleOnly: boolean; applicationServerKey: Uint8Array }) {
			if (Notification.permission !== 'granted') throw new DOMException('', 'NotAllowedError');
			const { userVisibleOnly, applicationServerKey: key } = options;
			if (!userVisibleOnly || key.length !== 65 || key[0] !== 4) throw new TypeError('options');
			return subscriptionOf(await browser.pushSubscribe(toText(key)));
		}
	});
}

/**
 * Runs in the worker, whose `PushManager` is not replaced: what it asks the maker for is written down,
 * and it gets its answer when `pushAnswer` is called.
 */
function tellOfChange(vapidKey: string): Promise<string | undefined> {
	interface Scope {
		registration: ServiceWorkerRegistration;
		dispatchEvent: (event: Event) => boolean;
	}
	const scope = globalThis as unknown as Scope;
	const key = Uint8Array.from(atob(vapidKey.replace(/-/g, '+').replace(/_/g, '/')), (c) =>
		c.charCodeAt(0)
	);
	const options = { applicationServerKey: key.buffer, userVisibleOnly: true };
	return new Promise((resolve) => {
		let work: Promise<unknown> = Promise.resolve();
		Object.defineProperty(scope.registration.pushManager, 'subscribe', {
			configurable: true,
			value: (wanted: typeof options) =>
				new Promise((answer) => {
					Object.assign(globalThis, { pushAnswer: () => (answer({}), work) });
					const bytes = new Uint8Array(wanted.applicationServerKey);
					const text = btoa(String.fromCharCode(...bytes));
					resolve(text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, ''));
				})
		});
		const event = new Event('pushsubscriptionchange');
		Object.defineProperties(event, {
			oldSubscription: { value: { options } },
			// Only an event of the browser may be waited for.
			waitUntil: { value: (done: Promise<unknown>) => (work = done) }
		});
		scope.dispatchEvent(event);
		void work.then(() => resolve(undefined));
	});
}

async function workerOf(context: BrowserContext): Promise<Worker> {
	return context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
}

/** The service worker of a phone, as its developer tools see it. */
export class WorkerTools {
	readonly #session: CDPSession;
	readonly #origin: string;
	readonly #registration: string;
	#displayed = 0;

	private constructor(session: CDPSession, origin: string, registration: string) {
		this.#session = session;
		this.#origin = origin;
		this.#registration = registration;
		session.on('BackgroundService.backgroundServiceEventReceived', (event) => {
			if (event.backgroundServiceEvent.eventName === 'Notification displayed') this.#displayed += 1;
		});
	}

	static async of(page: Page): Promise<WorkerTools> {
		const session = await page.context().newCDPSession(page);
		let registration = '';
		session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
			registration = registrations.at(-1)?.registrationId ?? registration;
		});
		await session.send('ServiceWorker.enable');
		await expect.poll(() => registration).not.toBe('');
		const tools = new WorkerTools(session, new URL(page.url()).origin, registration);
		const service = 'notifications';
		await session.send('BackgroundService.startObserving', { service });
		await session.send('BackgroundService.setRecording', { shouldRecord: true, service });
		return tools;
	}

	/**
	 * What the browser's vendor does: the worker is started if need be, and given the plain text.
	 * Ends when a notification is on the screen.
	 */
	async deliver(data: string): Promise<void> {
		const before = this.#displayed;
		await this.#session.send('ServiceWorker.deliverPushMessage', {
			origin: this.#origin,
			registrationId: this.#registration,
			data
		});
		await expect.poll(() => this.#displayed, { timeout: 30_000 }).toBeGreaterThan(before);
	}
}

/** A notification that stands on the screen of the device. */
export interface Shown {
	readonly title: string;
	readonly body: string;
	readonly tag: string;
	readonly lang: string;
	readonly actions: readonly { readonly action: string; readonly title: string }[];
	readonly data: unknown;
}

export function shownOn(page: Page): Promise<Shown[]> {
	return page.evaluate(async () => {
		const registration = await navigator.serviceWorker.getRegistration();
		const shown = (await registration?.getNotifications()) ?? [];
		return shown.map((notification) => ({
			title: notification.title,
			body: notification.body,
			tag: notification.tag,
			lang: notification.lang,
			actions: (Reflect.get(notification, 'actions') as Shown['actions']).map(
				({ action, title }) => ({ action, title })
			),
			data: notification.data as unknown
		}));
	});
}

/**
 * Somebody touches the first notification, or one of its buttons. The event is made by hand, and no
 * browser lets such a one open a window: what the worker asks for is written down instead.
 * @returns address of the window that was asked for; `undefined`: none
 */
export async function touch(context: BrowserContext, action = ''): Promise<string | undefined> {
	const worker = await workerOf(context);
	return worker.evaluate(async (action) => {
		interface Scope {
			registration: ServiceWorkerRegistration;
			clients: { openWindow: (url: string) => Promise<null> };
			dispatchEvent: (event: Event) => boolean;
		}
		const scope = globalThis as unknown as Scope;
		let opened: string | undefined;
		scope.clients.openWindow = (url) => {
			opened = url;
			return Promise.resolve(null);
		};
		const [notification] = await scope.registration.getNotifications();
		const Made = Reflect.get(globalThis, 'NotificationEvent') as new (
			type: string,
			init: object
		) => Event;
		const event = new Made('notificationclick', { notification, action });
		// Only an event of the browser may be waited for.
		let work: Promise<unknown> = Promise.resolve();
		Object.defineProperty(event, 'waitUntil', { value: (done: Promise<unknown>) => (work = done) });
		scope.dispatchEvent(event);
		await work;
		return opened;
	}, action);
}
