/** The keys by which push services know this installation, in `vapid.json` beside the database. */
import { createECDH } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import {
	vapidKeysSchema,
	type VapidKeyPair,
	type VapidKeys
} from '../src/worker/push/vapid-keys.ts';
import { writeDurably } from './write-durably.ts';

/** Phones subscribe anew when the app is opened next; most are within a month. */
const FORMER_KEPT_MS = 30 * 24 * 60 * 60_000;

const PRIVATE_KEY_BYTES = 32;

export const vapidFile = (dataDir: string): string => join(dataDir, 'vapid.json');

/**
 * Makes the keys at the first start, readable by the owner only. Without them every phone must
 * subscribe anew, so a file that cannot be read is never replaced.
 * @param now milliseconds since the epoch
 * @throws {Error} the file is damaged
 */
export function readOrMakeVapidKeys(dataDir: string, now: number): VapidKeys {
	const file = vapidFile(dataDir);
	if (existsSync(file)) return readKeys(file);
	const keys: VapidKeys = { current: newKeyPair(now), former: [] };
	writeKeys(file, keys);
	return keys;
}

/**
 * Puts a new pair in the place of the current one, which stays in use for 30 days for what was
 * subscribed with it. Both processes read the keys when they start.
 */
export function rotateVapidKeys(dataDir: string, now: number): VapidKeys {
	const file = vapidFile(dataDir);
	const { current, former } = readKeys(file);
	const endsAt = new Date(now + FORMER_KEPT_MS).toISOString();
	const keys: VapidKeys = {
		current: newKeyPair(now),
		former: [{ ...current, endsAt }, ...former.filter((pair) => Date.parse(pair.endsAt) > now)]
	};
	writeKeys(file, keys);
	return keys;
}

/** What PocketBase is told of the keys: the public halves. */
export function publicVapidKeys(
	{ current, former }: VapidKeys,
	now: number
): { readonly VAPID_PUBLIC_KEY: string; readonly VAPID_OLD_PUBLIC_KEYS: string } {
	const live = former.filter(({ endsAt }) => Date.parse(endsAt) > now);
	return {
		VAPID_PUBLIC_KEY: current.publicKey,
		VAPID_OLD_PUBLIC_KEYS: live.map(({ publicKey }) => publicKey).join(',')
	};
}

export function newKeyPair(now: number): VapidKeyPair {
	const pair = createECDH('prime256v1');
	const publicKey = pair.generateKeys('base64url');
	// A number that begins with noughts comes without them.
	const privateKey = Buffer.alloc(PRIVATE_KEY_BYTES);
	const number = pair.getPrivateKey();
	number.copy(privateKey, PRIVATE_KEY_BYTES - number.length);
	return {
		publicKey,
		privateKey: privateKey.toString('base64url'),
		madeAt: new Date(now).toISOString()
	};
}

function readKeys(file: string): VapidKeys {
	const parsed = v.safeParse(vapidKeysSchema, parseJson(file));
	if (parsed.success) return parsed.output;
	throw new Error(`${file} is damaged. Restore it from a backup; do not delete it.`);
}

function writeKeys(file: string, keys: VapidKeys): void {
	writeDurably(file, JSON.stringify(keys, null, '\t'));
}

function parseJson(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}
