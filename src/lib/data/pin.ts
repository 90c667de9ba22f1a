import * as v from 'valibot';
import { PIN_TRIES } from '$domain/identity/pin.ts';
import { accountSchema } from './account.ts';
import { announceChange } from './storage/changes.ts';
import { rowsAtHand } from './storage/rows-at-hand.ts';
import type { Owner } from './storage/rows.ts';
import { withRoom } from './storage/space.ts';
import { PIN_KEY } from './who-is-here.ts';

/**
 * The PIN of an officer. While the screen is locked, token and secret of the session stand here only
 * wrapped by it. While it is not, a key that can wrap but not unwrap is held, so that a renewed token
 * can be wrapped without asking for the PIN. What a PIN withstands, and what not: docs/security.md.
 */

/**
 * PBKDF2 with HMAC-SHA-256.
 * @source OWASP Password Storage Cheat Sheet: 600,000 rounds at least
 */
const ROUNDS = 600_000;

const ROW = 'pin';

const recordSchema = v.object({
	owner: v.string(),
	/** Base64, as the two below. */
	salt: v.string(),
	/** `null`: the session ended by itself; the PIN serves again after the next sign-in. */
	wrapped: v.nullable(v.object({ nonce: v.string(), data: v.string() })),
	triesLeft: v.number()
});
type PinRecord = v.InferOutput<typeof recordSchema>;

const sessionSchema = v.object({
	account: accountSchema,
	token: v.string(),
	deviceSecret: v.string()
});
/** What the PIN gives back. */
export type WrappedSession = v.InferOutput<typeof sessionSchema>;

export type PinOpened =
	| { readonly ok: true; readonly session: WrappedSession }
	/** None left: what was wrapped is destroyed. */
	| { readonly ok: false; readonly triesLeft: number };

/** Whose PIN this device knows. */
export const pinOwner = (): Owner | undefined => readRecord()?.owner;

/** A session waits behind a PIN. Whether the screen is locked depends on there being no other. */
export const isWrapped = (): boolean => (readRecord()?.wrapped ?? null) !== null;

/** @returns `false` on a full device: then the PIN stays what it was */
export async function setPin(pin: string, session: WrappedSession): Promise<boolean> {
	const owner = session.account.id;
	const salt = toBase64(crypto.getRandomValues(new Uint8Array(16)));
	const record = { owner, salt, wrapped: null, triesLeft: PIN_TRIES };
	const key = await wrappingKey(pin, salt, ['encrypt']);
	if (!(await keepKey(owner, key))) return false;
	writeRecord({ ...record, wrapped: await wrap(key, session) });
	return true;
}

/** Wraps what a renewal or a new sign-in gave. Somebody else's PIN gives way. */
export async function rewrap(session: WrappedSession): Promise<void> {
	const record = readRecord();
	if (!record) return;
	const key = record.owner === session.account.id ? await heldWrappingKey(record.owner) : undefined;
	if (!key) return removePin();
	writeRecord({ ...record, wrapped: await wrap(key, session), triesLeft: PIN_TRIES });
}

/** From now on only the PIN itself opens what is wrapped. */
export async function closeBehindPin(owner: Owner): Promise<void> {
	await dropKey(owner);
}

/** The session is over: what is wrapped is of no use. */
export function unwrapNothing(): void {
	const record = readRecord();
	if (record) writeRecord({ ...record, wrapped: null });
}

export async function removePin(): Promise<void> {
	const record = readRecord();
	writeRecord(null);
	if (record) await dropKey(record.owner);
}

/** A try is counted before it is made: closing the page in time gives none back. */
export async function openWithPin(pin: string): Promise<PinOpened> {
	const record = readRecord();
	if (!record?.wrapped) return { ok: false, triesLeft: 0 };
	const triesLeft = record.triesLeft - 1;
	writeRecord({ ...record, triesLeft });
	const key = await wrappingKey(pin, record.salt, ['encrypt', 'decrypt']);
	const session = await unwrap(key, record.owner, record.wrapped);
	if (session) {
		writeRecord({ ...record, triesLeft: PIN_TRIES });
		await keepKey(record.owner, await wrappingKey(pin, record.salt, ['encrypt']));
		return { ok: true, session };
	}
	if (triesLeft <= 0) await removePin();
	return { ok: false, triesLeft: Math.max(0, triesLeft) };
}

async function wrappingKey(pin: string, salt: string, usages: KeyUsage[]): Promise<CryptoKey> {
	const typed = new TextEncoder().encode(pin);
	const material = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
	return crypto.subtle.deriveKey(
		{ name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64(salt), iterations: ROUNDS },
		material,
		{ name: 'AES-GCM', length: 256 },
		false,
		usages
	);
}

async function wrap(key: CryptoKey, session: WrappedSession): Promise<PinRecord['wrapped']> {
	const nonce = crypto.getRandomValues(new Uint8Array(12));
	const plain = new TextEncoder().encode(JSON.stringify(session));
	const data = await crypto.subtle.encrypt(algorithm(nonce, session.account.id), key, plain);
	return { nonce: toBase64(nonce), data: toBase64(new Uint8Array(data)) };
}

async function unwrap(
	key: CryptoKey,
	owner: Owner,
	{ nonce, data }: NonNullable<PinRecord['wrapped']>
): Promise<WrappedSession | undefined> {
	try {
		const how = algorithm(fromBase64(nonce), owner);
		const plain = await crypto.subtle.decrypt(how, key, fromBase64(data));
		return v.parse(sessionSchema, JSON.parse(new TextDecoder().decode(plain)));
	} catch {
		return undefined; // another PIN, or it was altered
	}
}

function algorithm(iv: Uint8Array<ArrayBuffer>, owner: Owner): AesGcmParams {
	return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`pin/${owner}`) };
}

async function keepKey(owner: Owner, key: CryptoKey): Promise<boolean> {
	const rows = await rowsAtHand();
	const row = { owner, id: ROW, dossier: '', revision: Math.random(), sealed: null, key };
	const kept = await withRoom(() =>
		rows.write([{ shelf: 'keys', owner, id: ROW, kind: 'put', row }])
	);
	return kept !== 'full';
}

async function heldWrappingKey(owner: Owner): Promise<CryptoKey | undefined> {
	const rows = await rowsAtHand();
	const key = (await rows.get('keys', owner, ROW))?.['key'];
	return key instanceof CryptoKey ? key : undefined;
}

async function dropKey(owner: Owner): Promise<void> {
	const rows = await rowsAtHand();
	await rows.write([{ shelf: 'keys', owner, id: ROW, kind: 'remove' }]);
	announceChange(['keys']);
}

function readRecord(): PinRecord | undefined {
	try {
		const parsed = v.safeParse(recordSchema, JSON.parse(localStorage.getItem(PIN_KEY) ?? 'null'));
		return parsed.success ? parsed.output : undefined;
	} catch {
		return undefined;
	}
}

function writeRecord(record: PinRecord | null): void {
	try {
		if (record) localStorage.setItem(PIN_KEY, JSON.stringify(record));
		else localStorage.removeItem(PIN_KEY);
	} catch {
		// Without storage there is no PIN: a pause then ends the session.
	}
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
	Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
