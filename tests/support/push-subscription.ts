import { createECDH, randomBytes } from 'node:crypto';
import { ask, type Answer, type Visitor } from './api.ts';
import type { Address } from './people.ts';

/** What a browser hands over when a person turned notifications on. */
export interface SubscriptionBody {
	readonly endpoint: string;
	readonly keys: { readonly p256dh: string; readonly auth: string };
	readonly vapidKey: string;
}

/** A pair of keys that only looks like ours: what is signed with it is not looked at here. */
export const VAPID_KEY = publicKey();

/** A browser's subscription with keys of its own, at the push service of a vendor. */
export function subscription(change: Partial<SubscriptionBody> = {}): SubscriptionBody {
	return {
		endpoint: `https://fcm.googleapis.com/fcm/send/${randomBytes(20).toString('base64url')}`,
		keys: { p256dh: publicKey(), auth: randomBytes(16).toString('base64url') },
		vapidKey: VAPID_KEY,
		...change
	};
}

function publicKey(): string {
	const pair = createECDH('prime256v1');
	pair.generateKeys();
	return pair.getPublicKey('base64url');
}

export function register(
	server: Address,
	as: Visitor,
	body: SubscriptionBody | object
): Promise<Answer> {
	return ask(server, 'PUT', '/api/app/push-subscription', { as, body });
}

export function forget(server: Address, endpoint: string): Promise<Answer> {
	return ask(server, 'POST', '/api/app/push-subscription/forget', { body: { endpoint } });
}
