import { announceChange, whenChanged } from './changes.ts';
import { NOBODY, type Owner, type Row } from './rows.ts';
import { rowsAtHand } from './rows-at-hand.ts';

/**
 * Keys that open what is kept here. An account's key is derived from a secret that the server gives
 * with the session and again at the next sign-in; it cannot be read out, and stands on the device
 * only while the session lives. What nobody owns yet has a key made here.
 */

const ID = 'key';
/** Keys looked up before, by owner. */
const known = new Map<Owner, CryptoKey>();

whenChanged('keys', () => known.clear());

/**
 * Holds the key of an account until `releaseKey`.
 * @param secret as the server gives it, hexadecimal
 * @param lasting `false` on a shared device: the key then lives as long as the page
 */
export async function holdKey(owner: Owner, secret: string, lasting = true): Promise<void> {
	const material = await crypto.subtle.importKey(
		'raw',
		new TextEncoder().encode(secret),
		'HKDF',
		false,
		['deriveKey']
	);
	const key = await crypto.subtle.deriveKey(
		{
			name: 'HKDF',
			hash: 'SHA-256',
			salt: new Uint8Array(),
			info: new TextEncoder().encode(`ngoai-vu-so ${owner}`)
		},
		material,
		{ name: 'AES-GCM', length: 256 },
		false,
		['encrypt', 'decrypt']
	);
	if (lasting) await keep(owner, key);
	known.set(owner, key);
}

/** From now on what the account left here cannot be read, until it signs in again. */
export async function releaseKey(owner: Owner): Promise<void> {
	const rows = await rowsAtHand();
	await rows.write([{ shelf: 'keys', owner, id: ID, kind: 'remove' }]);
	announceChange(['keys']);
}

/** @returns `undefined` when the owner's session does not live on this device */
export async function keyOf(owner: Owner): Promise<CryptoKey | undefined> {
	const remembered = known.get(owner);
	if (remembered) return remembered;
	const rows = await rowsAtHand();
	const key = (await rows.get('keys', owner, ID))?.['key'];
	if (key instanceof CryptoKey) {
		known.set(owner, key);
		return key;
	}
	return owner === NOBODY ? makeNobodysKey() : undefined;
}

async function makeNobodysKey(): Promise<CryptoKey | undefined> {
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
	const kept = (await rows.get('keys', NOBODY, ID))?.['key'];
	if (!(kept instanceof CryptoKey)) return undefined;
	known.set(NOBODY, kept);
	return kept;
}

async function keep(owner: Owner, key: CryptoKey): Promise<void> {
	const rows = await rowsAtHand();
	await rows.write([{ shelf: 'keys', owner, id: ID, kind: 'put', row: rowOf(owner, key) }]);
	announceChange(['keys']);
}

const rowOf = (owner: Owner, key: CryptoKey): Row => ({
	owner,
	id: ID,
	dossier: '',
	revision: 1,
	sealed: null,
	key
});
