import { version } from '$app/environment';
import { navigating, updated } from '$app/state';
import type { Workbox } from 'workbox-window';
import { wordOf, type Word } from '../../service-worker/words.ts';
import { momentOfRest, watchTouches } from './moment-of-rest.ts';

/** Where a newer version of the app is. */
type NewVersion =
	| 'none'
	/** It lies on the device and waits for a word. */
	| 'waiting'
	/** Another tab took it, or the server has no other any more: this page still runs the old one. */
	| 'taken';

/** Looks for a newer version at most this often; a start of the app always does. */
const LOOK_EVERY_MS = 30 * 60_000;

const TRY_AGAIN_AFTER_MS = 60_000;

/** A page that was loaded anew for a missing part is not loaded anew for it again so soon. */
const MISSING_PART_PAUSE_MS = 60_000;

/** Keeps the app on the device and tells of newer versions. There is one `appUpdate`. */
class AppUpdate {
	#newVersion = $state<NewVersion>('none');
	#workbox: Workbox | undefined;
	#registration: ServiceWorkerRegistration | undefined;
	#lookedAt = 0;
	#failed = false;
	#accepted = false;
	/** A worker serves this page; one that comes after it is a newer one. */
	#isServed = false;
	/** A part of this page could not be fetched, and the browser remembers the failure. */
	#isTorn = false;
	#isHeld: () => boolean = () => false;

	get newVersion(): NewVersion {
		return this.#newVersion;
	}

	/** The next page is better loaded anew than drawn by what runs here. */
	get isOutdated(): boolean {
		if (this.#newVersion === 'taken') return true;
		return this.#isTorn && (this.#isServed || navigator.onLine);
	}

	/**
	 * Begins. Where the browser refuses a worker (a private window), the app works online only.
	 * @param isHeld would loading the page anew lose or disturb something?
	 */
	async start(isHeld: () => boolean): Promise<void> {
		this.#isHeld = isHeld;
		watchTouches();
		addEventListener('vite:preloadError', () => void this.#replaceTornPage());
		const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
		if (!workers) return;
		workers.addEventListener('message', (event) => this.#answer(event));
		this.#isServed = workers.controller !== null;
		workers.addEventListener('controllerchange', () => this.#change());
		document.addEventListener('visibilitychange', () => {
			if (document.visibilityState === 'visible') void this.#lookAgain();
		});
		addEventListener('online', () => void this.#lookAgain());
		await this.#register();
		workers.controller?.postMessage({ type: 'STARTED' } satisfies Word);
	}

	/** The person agreed: this page, and no other, is loaded anew with the new version. */
	accept(): void {
		if (this.#registration?.waiting) {
			this.#accepted = true;
			this.#workbox?.messageSkipWaiting();
		} else location.reload();
	}

	async #register(): Promise<void> {
		this.#failed = false;
		this.#lookedAt = Date.now();
		try {
			const { Workbox } = await import('workbox-window');
			this.#workbox = new Workbox('/service-worker.js', { updateViaCache: 'none' });
			const registration = await this.#workbox.register();
			if (!registration) return;
			this.#registration = registration;
			this.#watch(registration.installing);
			registration.addEventListener('updatefound', () => this.#watch(registration.installing));
			if (registration.waiting && registration.active) this.#newVersion = 'waiting';
		} catch {
			this.#failed = true;
		}
	}

	/** What came is kept; the rest is fetched when the line is back, or by and by. */
	#fail(): void {
		this.#failed = true;
		setTimeout(() => void this.#lookAgain(), TRY_AGAIN_AFTER_MS);
	}

	#watch(worker: ServiceWorker | null): void {
		worker?.addEventListener(
			'statechange',
			() => {
				if (worker.state !== 'installed') this.#fail();
				else if (this.#registration?.active) this.#newVersion = 'waiting';
			},
			{ once: true }
		);
	}

	/** When the app is shown again; at once if the last attempt failed half-way. */
	async #lookAgain(): Promise<void> {
		if (!this.#failed && Date.now() - this.#lookedAt < LOOK_EVERY_MS) return;
		if (!this.#registration?.active) return this.#register();
		await this.#look();
	}

	async #look(): Promise<void> {
		this.#failed = false;
		this.#lookedAt = Date.now();
		await this.#workbox?.update().catch(() => this.#fail());
	}

	#change(): void {
		if (this.#accepted) location.reload();
		else if (this.#isServed) this.#newVersion = 'taken';
		this.#isServed = true;
	}

	#answer({ data, ports }: MessageEvent<unknown>): void {
		const word = wordOf(data);
		if (word === 'WHICH_VERSION') ports[0]?.postMessage(version);
		if (word === 'MAY_RELOAD') ports[0]?.postMessage(!this.#isHeld());
	}

	/**
	 * A part of the page could not be fetched: either there is no network, or a newer version has
	 * taken its place on the server. Then the page is loaded anew, unless something is half done, and
	 * once nobody is about to press a link: a link that is pointed at is what mostly finds it out.
	 */
	async #replaceTornPage(): Promise<void> {
		this.#isTorn = true;
		await this.#look();
		if (!(await updated.check())) return;
		await momentOfRest();
		if (this.#registration?.installing) return;
		this.#newVersion = this.#registration?.waiting ? 'waiting' : 'taken';
		if (this.#isHeld() || navigating.to || wasReloadedJustNow()) return;
		this.accept();
	}
}

function wasReloadedJustNow(): boolean {
	const key = 'nvs.torn-at';
	const before = Number(sessionStorage.getItem(key) ?? 0);
	sessionStorage.setItem(key, String(Date.now()));
	return Date.now() - before < MISSING_PART_PAUSE_MS;
}

export const appUpdate = new AppUpdate();
