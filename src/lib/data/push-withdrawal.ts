import { sendLetters } from '../../service-worker/letters.ts';
import {
	dropOwner,
	keepLetter,
	keepOwner,
	readOwner,
	type ToldOwner
} from '../../service-worker/told-device.ts';
import type { Owner } from './storage/rows.ts';

/**
 * Ends what this device is told. Works without a network and without a session: the browser gives
 * the subscription up, what still comes shows a neutral line, and the server hears of it when there
 * is a line.
 */

/** A browser that does not answer is not waited for. */
const GIVES_UP_WITHIN_MS = 3_000;

/** Nothing more is told here to this account; to nobody, if it is not named. */
export async function stopTelling(account?: Owner): Promise<void> {
	const owner = await toldOwner();
	if (!owner || (account !== undefined && owner.account !== account)) return;
	await dropOwner();
	await giveUp(owner);
}

/** The same until the account proves who they are again: the screen is locked. */
export async function pauseTelling(account: Owner): Promise<void> {
	const owner = await toldOwner();
	if (owner?.account !== account || owner.endpoint === null) return;
	// Without room even for that it is forgotten whom to tell again; somebody who locked is not told.
	await keepOwner({ ...owner, endpoint: null }).catch(dropOwner);
	await giveUp(owner);
}

/** Before another account comes, or one that is to leave nothing here. */
export async function stopTellingOthers(account: Owner): Promise<void> {
	const owner = await toldOwner();
	if (owner && owner.account !== account) await stopTelling();
}

/** Whom this device tells; `undefined`: nobody, or the browser keeps nothing. */
export async function toldOwner(): Promise<ToldOwner | undefined> {
	try {
		return await readOwner();
	} catch {
		return undefined;
	}
}

async function giveUp({ endpoint }: ToldOwner): Promise<void> {
	if (endpoint !== null) await tellServer(endpoint);
	const late = new Promise<void>((resolve) => setTimeout(resolve, GIVES_UP_WITHIN_MS));
	await Promise.race([unsubscribe(), late]);
}

async function tellServer(endpoint: string): Promise<void> {
	try {
		await keepLetter({ path: '/api/app/push-subscription/forget', body: { endpoint } });
		void sendLetters().catch(() => undefined);
	} catch {
		// A full device: the server hears of it from the push service, at the next thing it sends.
	}
}

async function unsubscribe(): Promise<void> {
	try {
		const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
		const registration = await workers?.getRegistration();
		const shown = (await registration?.getNotifications()) ?? [];
		for (const notification of shown) notification.close();
		const subscription = await registration?.pushManager.getSubscription();
		await subscription?.unsubscribe();
	} catch {
		// The server was told, and what comes all the same is nobody's.
	}
}
