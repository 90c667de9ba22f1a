import { isInstalled, isIos } from './platform.ts';

/** What Chromium offers instead of its own banner; not in the standard, so described here. */
interface InstallPrompt extends Event {
	prompt: () => Promise<unknown>;
}

const isInstallPrompt = (event: unknown): event is InstallPrompt =>
	event instanceof Event && 'prompt' in event;

/** How the app gets onto this device's home screen: by a button of ours, or by the person on iOS. */
type Way = 'prompt' | 'ios';

const KEY = 'nvs.install-hint';

/** The hint that the app can be put on the home screen (cài ứng dụng). There is one `installation`. */
class Installation {
	#hint = $state<Way | null>(null);
	#prompt: InstallPrompt | undefined;
	#isMoment = false;

	constructor() {
		if (typeof window === 'undefined') return;
		// Usually it came before this code did, and was kept by static/before-paint.js.
		if ('keptInstallPrompt' in window) this.#offer(window.keptInstallPrompt);
		addEventListener('beforeinstallprompt', (event) => this.#offer(event));
	}

	/** What is to be shown now; `null`: nothing. */
	get hint(): Way | null {
		return this.#hint;
	}

	/**
	 * Something was done that one comes back for: a dossier sent, a list of papers kept. Shows the
	 * hint, once on this device.
	 */
	atGoodMoment(): void {
		this.#isMoment = true;
		const way = this.#prompt ? 'prompt' : isIos() ? 'ios' : null;
		if (way === null || isInstalled() || wasShown()) return;
		this.#hint = way;
		rememberShown();
	}

	async install(): Promise<void> {
		this.#hint = null;
		await this.#prompt?.prompt();
		this.#prompt = undefined;
	}

	dismiss(): void {
		this.#hint = null;
	}

	/** The browser could install the app now. */
	#offer(event: unknown): void {
		if (!isInstallPrompt(event)) return;
		this.#prompt = event;
		if (this.#isMoment) this.atGoodMoment();
	}
}

function wasShown(): boolean {
	try {
		return localStorage.getItem(KEY) !== null;
	} catch {
		return true; // where nothing is remembered, it would come again and again
	}
}

function rememberShown(): void {
	try {
		localStorage.setItem(KEY, 'shown');
	} catch {
		// Storage is full: it may come once more.
	}
}

export const installation = new Installation();
