import * as v from 'valibot';
import type { Account } from './account.ts';
import type { Answer } from './answer.ts';
import { fetchDepartment } from './department.ts';
import { isInstalled, isIos } from './platform.ts';
import { ask } from './remote.ts';
import { keepOwner, readOwner, type ToldOwner } from '../../service-worker/told-device.ts';

/** The way from "no" to being told on this device, step by step; each may end it. */
export const PUSH_STEPS = [
	/** The browser can, and keeps what it needs. */
	'browser',
	/** The app lies on the home screen: iOS allows it only there. */
	'installation',
	/** The person allows it. */
	'permission',
	/** The browser's maker gives an address to tell at. */
	'subscription',
	/** Our server knows that address. */
	'server'
] as const;
export type PushStep = (typeof PUSH_STEPS)[number];

/** Why a step failed; what to do about it differs by device. */
export type PushTrouble =
	| 'unsupported'
	| 'not_kept'
	| 'not_installed'
	| 'blocked'
	| 'dismissed'
	| 'no_service'
	| 'server_silent'
	| 'server_without_push';

export type PushOutcome =
	| { readonly ok: true }
	| { readonly ok: false; readonly step: PushStep; readonly trouble: PushTrouble };

const failed = (step: PushStep, trouble: PushTrouble): PushOutcome => ({
	ok: false,
	step,
	trouble
});

/** The maker's service may hang for ever: then nobody waits for it. */
const SERVICE_ANSWERS_WITHIN_MS = 20_000;
const WORKER_STARTS_WITHIN_MS = 15_000;

/** What this browser can do, before anybody is asked. `null`: nothing stands against it. */
export function obstacle(): (PushOutcome & { ok: false }) | null {
	if (isIos() && !isInstalled())
		return { ok: false, step: 'installation', trouble: 'not_installed' };
	if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) {
		return { ok: false, step: 'browser', trouble: 'unsupported' };
	}
	return null;
}

interface Wish {
	/** For what the device says by itself; else as it was. */
	readonly locale?: ToldOwner['locale'];
	/** Told of each step that was done. */
	readonly passed?: ((step: PushStep) => void) | undefined;
}

/**
 * Makes this device one that is told. Asks the person only if nobody answered before: so it must
 * follow a press.
 */
export async function subscribe(
	account: Account,
	{ locale, passed = () => undefined }: Wish = {}
): Promise<PushOutcome> {
	const against = obstacle();
	if (against) return against;
	passed('browser');
	passed('installation');
	const permission = await Notification.requestPermission();
	if (permission === 'denied') return failed('permission', 'blocked');
	if (permission === 'default') return failed('permission', 'dismissed');
	passed('permission');
	const department = await fetchDepartment();
	if (!department.ok) return failed('server', 'server_silent');
	const vapidKey = department.value.pushKey;
	if (vapidKey === null) return failed('server', 'server_without_push');
	const subscription = await within(SERVICE_ANSWERS_WITHIN_MS, subscriptionWith(vapidKey));
	const keys = subscription && keysOf(subscription);
	if (!keys) return failed('subscription', 'no_service');
	const { endpoint } = subscription;
	if (!(await isKept(account, endpoint, locale))) return failed('browser', 'not_kept');
	passed('subscription');
	const answer = await handOver(account, { endpoint, keys, vapidKey });
	if (!answer.ok) return failed('server', 'server_silent');
	passed('server');
	return { ok: true };
}

/** The worker shows what comes only if it knows for whom. */
async function isKept(
	account: Account,
	endpoint: string,
	locale: ToldOwner['locale'] | undefined
): Promise<boolean> {
	try {
		const before = await readOwner();
		await keepOwner({
			account: account.id,
			hash: await hashOf(account),
			endpoint,
			locale: locale ?? before?.locale ?? 'vi'
		});
		return true;
	} catch {
		return false;
	}
}

/** The subscription of this browser; one that was made with another key of ours is made anew. */
async function subscriptionWith(pushKey: string): Promise<PushSubscription | undefined> {
	const registration = await within(WORKER_STARTS_WITHIN_MS, navigator.serviceWorker.ready);
	if (!registration) return undefined;
	const { pushManager } = registration;
	const applicationServerKey = bytesOf(pushKey);
	const held = await pushManager.getSubscription();
	if (held && isMadeWith(held, applicationServerKey)) return held;
	await held?.unsubscribe();
	return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

/** Safari does not tell which key it was: then it counts as ours. */
function isMadeWith({ options }: PushSubscription, key: Uint8Array): boolean {
	const made = options.applicationServerKey;
	if (!made) return true;
	const bytes = new Uint8Array(made);
	return bytes.length === key.length && bytes.every((byte, at) => byte === key[at]);
}

const keysSchema = v.object({ p256dh: v.string(), auth: v.string() });
type Keys = v.InferOutput<typeof keysSchema>;

function keysOf(subscription: PushSubscription): Keys | undefined {
	const parsed = v.safeParse(keysSchema, subscription.toJSON().keys);
	return parsed.success ? parsed.output : undefined;
}

function handOver(
	account: Account,
	body: { readonly endpoint: string; readonly keys: Keys; readonly vapidKey: string }
): Promise<Answer<object>> {
	return ask('/api/app/push-subscription', v.object({}), {
		method: 'PUT',
		as: account.id,
		body
	});
}

/** The account as payloads name it. */
async function hashOf({ type, id }: Account): Promise<string> {
	const text = new TextEncoder().encode(`${type}s/${id}`);
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
	return [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
	const base64 = base64url.replace(/-/g, '+').replace(/_/g, '/');
	return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** @returns `undefined` when it fails or takes too long */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
	const late = new Promise<undefined>((resolve) => setTimeout(resolve, ms));
	return Promise.race([work.catch(() => undefined), late]);
}
