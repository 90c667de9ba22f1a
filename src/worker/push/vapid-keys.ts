/**
 * The pair of keys by which push services know us (VAPID), as it lies in `vapid.json`. A browser
 * binds its subscription to the public key it was made with, so an old pair stays in use for what was
 * made with it until it ends.
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const part = (length: number) => v.pipe(v.string(), v.regex(/^[\w-]+$/), v.length(length));
const instant = v.pipe(v.string(), v.isoTimestamp());

const keyPair = v.object({
	/** Uncompressed point of P-256, base64url: what the browser gets. */
	publicKey: part(87),
	/** The number d of the private key, base64url. */
	privateKey: part(43),
	madeAt: instant
});
export type VapidKeyPair = v.InferOutput<typeof keyPair>;

const formerPair = v.object({ ...keyPair.entries, endsAt: instant });

export const vapidKeysSchema = v.object({
	current: keyPair,
	/** Newest first. */
	former: v.array(formerPair)
});
export type VapidKeys = v.InferOutput<typeof vapidKeysSchema>;

/** @throws {Error} the file is not there or damaged */
export function readVapidKeys(file: string): VapidKeys {
	return v.parse(vapidKeysSchema, JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * The pair that a subscription was made with.
 * @returns `undefined` when it has ended or was never ours: then nothing can be sent there
 */
export function pairFor(keys: VapidKeys, publicKey: string, now: number): VapidKeyPair | undefined {
	if (keys.current.publicKey === publicKey) return keys.current;
	return keys.former.find(
		(former) => former.publicKey === publicKey && Date.parse(former.endsAt) > now
	);
}
