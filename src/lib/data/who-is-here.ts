/**
 * Where the browser keeps who is here, and whether anybody may be. To be known before what reads it is
 * fetched: who only reads public pages never needs that.
 */

/** The session, of the tab or of the browser (`account.ts`). */
export const SESSION_KEY = 'nvs.session';
/** A session that waits behind a PIN (`pin.ts`). */
export const PIN_KEY = 'nvs.pin';
/** Accounts that leave nothing here once their tabs are closed (`shared-device.ts`). */
export const SHARED_KEY = 'nvs.shared-accounts';

/** Somebody is signed in, locked the screen, or left what is still to be removed. */
export function isAnybodyMarked(): boolean {
	try {
		if (sessionStorage.getItem(SESSION_KEY) !== null) return true;
		return [SESSION_KEY, PIN_KEY, SHARED_KEY].some((key) => localStorage.getItem(key) !== null);
	} catch {
		return false; // Storage is forbidden: then nobody stays signed in.
	}
}

/**
 * Tells `listener` when another tab signed somebody in or out, or locked the screen.
 * @returns what ends the listening
 */
export function whenOthersChangeWhoIsHere(listener: () => void): () => void {
	const hear = ({ key }: StorageEvent) => {
		// Without a key: everything was cleared.
		if (key === null || key === SESSION_KEY || key === PIN_KEY) listener();
	};
	addEventListener('storage', hear);
	return () => removeEventListener('storage', hear);
}
