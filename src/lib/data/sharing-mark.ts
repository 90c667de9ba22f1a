/**
 * Whether somebody on this device lets the assistant's counts be shared: to be known before anything
 * is fetched for it. What is sent the kept consent decides, not this.
 */
const KEY = 'nvs.shares-counts';

export function isSharingMarked(): boolean {
	try {
		return localStorage.getItem(KEY) !== null;
	} catch {
		return false;
	}
}

export function markSharing(on: boolean): void {
	try {
		if (on) localStorage.setItem(KEY, 'yes');
		else localStorage.removeItem(KEY);
	} catch {
		// Storage is forbidden: then nothing is kept that could be shared.
	}
}
