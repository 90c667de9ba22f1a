import * as v from 'valibot';
import { announceChange, whenChanged } from './changes.ts';
import { NOBODY, SHELVES, type Owner, type Row, type RowChange } from './rows.ts';
import { rowsAtHand } from './rows-at-hand.ts';
import { withRoom } from './space.ts';

/**
 * Keys that open what is kept here. An account's key is derived from a secret that the server gives
 * with the session and again at the next sign-in; it cannot be read out, and stands on the device
 * only while the session lives. What nobody owns yet has a key made here.
 */

/** A key as it was found, with the number of the row that it came from. */
export interface HeldKey {
	readonly key: CryptoKey;
	readonly revision: number;
}

const ID = 'key';
/** Keys looked up before, by owner. */
const known = new Map<Owner, HeldKey>();
/** Keys of this tab that found no room yet: written before the first thing that is sealed with them. */
const unkept = new Map<Owner, CryptoKey | null>();

whenChanged('keys', () => {
	known.clear();
	unkept.clear();
});

/**
 * Holds the key of an account until `releaseKey`.
 * @param secret as the server gives it, hexadecimal
 * @param lasting `false` on a shared device: the key is never stored; its secret stays with the tab
 */
export async function holdKey(owner: Owner, secret: string, lasting = true): Promise<void> {
	keepTabSecret(lasting ? null : { owner, secret });
	const key = lasting ? await deriveKey(owner, secret) : null;
	const kept = await withRoom(() => keep(owner, key));
	// Whatever is theirs can be read from now on.
	announceChange(SHELVES);
	// They work on all the same, and what they write down says that there is no room.
	if (kept === 'full') unkept.set(owner, key);
}

/** From now on what the account left here cannot be read, until it signs in again. */
export async function releaseKey(owner: Owner): Promise<void> {
	if (tabSecret()?.owner === owner) keepTabSecret(null);
	const rows = await rowsAtHand();
	await rows.write([{ shelf: 'keys', owner, id: ID, kind: 'remove' }]);
	announceChange(['keys']);
}

/** @returns `undefined` when the owner's session does not live on this device */
export async function keyOf(owner: Owner): Promise<CryptoKey | undefined> {
	return (await remembered(owner, lookUp))?.key ?? unkept.get(owner) ?? undefined;
}

/**
 * The key to seal something with, together with what tells whether it is still the one that is held.
 * @throws where a key has to be written first, and the device is full
 */
export function heldKey(owner: Owner): Promise<HeldKey | undefined> {
	return remembered(owner, async () => {
		const key = unkept.get(owner);
		if (key !== undefined) {
			await keep(owner, key);
			unkept.delete(owner);
		}
		return (await lookUp(owner)) ?? (owner === NOBODY ? await makeNobodysKey() : undefined);
	});
}

async function remembered(
	owner: Owner,
	find: (owner: Owner) => Promise<HeldKey | undefined>
): Promise<HeldKey | undefined> {
	const held = known.get(owner) ?? (await find(owner));
	if (held) known.set(owner, held);
	return held;
}

/**
 * What is sealed with a key is written only while that key is held: neither after its owner signed
 * out in another tab, nor after the browser cleared the key away.
 */
export function keyStillHeld(owner: Owner, { revision }: HeldKey): RowChange {
	return {
		shelf: 'keys',
		owner,
		id: ID,
		kind: 'require',
		holds: (row) => row?.revision === revision
	};
}

/** To be looked up afresh. */
export function forgetKnownKey(owner: Owner): void {
	known.delete(owner);
}

async function lookUp(owner: Owner): Promise<HeldKey | undefined> {
	const rows = await rowsAtHand();
	const row = await rows.get('keys', owner, ID);
	if (!row) return undefined;
	const { revision } = row;
	const kept = row['key'];
	if (kept instanceof CryptoKey) return { key: kept, revision };
	const ofTab = tabSecret();
	if (ofTab?.owner !== owner) return undefined;
	return { key: await deriveKey(owner, ofTab.secret), revision };
}

async function deriveKey(owner: Owner, secret: string): Promise<CryptoKey> {
	const text = new TextEncoder();
	const material = await crypto.subtle.importKey('raw', text.encode(secret), 'HKDF', false, [
		'deriveKey'
	]);
	return crypto.subtle.deriveKey(
		{
			name: 'HKDF',
			hash: 'SHA-256',
			salt: new Uint8Array(),
			info: text.encode(`ngoai-vu-so ${owner}`)
		},
		material,
		{ name: 'AES-GCM', length: 256 },
		false,
		['encrypt', 'decrypt']
	);
}

async function makeNobodysKey(): Promise<HeldKey | undefined> {
	const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'encrypt',
		'decrypt'
	]);
	const rows = await rowsAtHand();
	// Two tabs may be here at once: the first one's key stays.
	await rows.write([
		{ shelf: 'keys', owner: NOBODY, id: ID, kind: 'require', holds: (row) => row === undefined },
		{ shelf: 'keys', owner: NOBODY, id: ID, kind: 'put', row: rowOf(NOBODY, key) }
	]);
	return lookUp(NOBODY);
}

async function keep(owner: Owner, key: CryptoKey | null): Promise<void> {
	const rows = await rowsAtHand();
	await rows.write([{ shelf: 'keys', owner, id: ID, kind: 'put', row: rowOf(owner, key) }]);
}

const rowOf = (owner: Owner, key: CryptoKey | null): Row => ({
	owner,
	id: ID,
	dossier: '',
	revision: Math.random(),
	sealed: null,
	key
});

/** Ends with the tab, and survives its reload. */
const TAB = 'nvs.device-secret';
const tabSecretSchema = v.nullable(v.object({ owner: v.string(), secret: v.string() }));
type TabSecret = v.InferOutput<typeof tabSecretSchema>;

function tabSecret(): TabSecret {
	try {
		const parsed = v.safeParse(tabSecretSchema, JSON.parse(sessionStorage.getItem(TAB) ?? 'null'));
		return parsed.success ? parsed.output : null;
	} catch {
		return null; // there is no such storage here, or it is forbidden
	}
}

function keepTabSecret(secret: TabSecret): void {
	try {
		if (secret) sessionStorage.setItem(TAB, JSON.stringify(secret));
		else sessionStorage.removeItem(TAB);
	} catch {
		// What is kept then opens again after signing in anew.
	}
}
