/** The offer to be told on this device is made once, after something one waits for the answer to. */

const KEY = 'nvs.push-offer';

/** @returns whether it is to be made now; where nothing is remembered it would come again and again */
export function isOfferDue(): boolean {
	try {
		return localStorage.getItem(KEY) === null;
	} catch {
		return false;
	}
}

export function rememberOffer(): void {
	try {
		localStorage.setItem(KEY, 'made');
	} catch {
		// Storage is full: it may come once more.
	}
}
