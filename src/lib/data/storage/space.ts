import { rowsAtHand } from './rows-at-hand.ts';

/** Opened files dropped at once when the device is full. */
const DROP_FILES = 10;

/**
 * Makes room on a full device: the opened files that were longest not looked at are dropped, for
 * the server has them. Nothing that only exists here is ever touched.
 * @returns whether there was anything to drop
 */
async function makeRoom(): Promise<boolean> {
	const rows = await rowsAtHand();
	return (await rows.dropOldest('opened', DROP_FILES)) > 0;
}

/**
 * Does what writes. When the device is full, what can be fetched again makes room, and it is tried
 * once more.
 * @returns `full` when there was still no room
 */
export async function withRoom<T>(write: () => Promise<T>): Promise<T | 'full'> {
	try {
		return await write();
	} catch (error) {
		if (!isFull(error)) throw error;
	}
	if (!(await makeRoom())) return 'full';
	try {
		return await write();
	} catch (error) {
		if (isFull(error)) return 'full';
		throw error;
	}
}

function isFull(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	return error.name === 'QuotaExceededError' || ('inner' in error && isFull(error.inner));
}

/** How much room the app takes and may take, in bytes; `undefined` where a browser does not tell. */
export interface Space {
	readonly usedBytes: number | undefined;
	readonly quotaBytes: number | undefined;
	/** The browser promised not to clear it away by itself. */
	readonly persistent: boolean;
}

export async function space(): Promise<Space> {
	const storage = storageManager();
	const estimate = await storage?.estimate?.().catch(() => undefined);
	return {
		usedBytes: estimate?.usage,
		quotaBytes: estimate?.quota,
		persistent: (await storage?.persisted?.().catch(() => false)) ?? false
	};
}

/** Beyond this share of what the browser allows, people are told. */
const NEARLY_FULL = 0.8;

export function isNearlyFull({ usedBytes, quotaBytes }: Space): boolean {
	return (
		usedBytes !== undefined && quotaBytes !== undefined && usedBytes > quotaBytes * NEARLY_FULL
	);
}

/** Asks the browser not to clear away what is kept here; a "no" is no trouble of ours. */
export async function askToPersist(): Promise<void> {
	await storageManager()
		?.persist?.()
		.catch(() => false);
}

const storageManager = (): Partial<StorageManager> | undefined =>
	typeof navigator === 'undefined' ? undefined : navigator.storage;
