import type { Id } from '$domain/dossier/dossier.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 15;
/** Largest multiple of 36 in a byte: bytes above it are thrown away, so that no letter is likelier. */
const FAIR_BYTES = 252;

/** A new identity for a dossier, an action or a file: 77 bits of chance, so devices never agree. */
export function newId(): Id {
	let id = '';
	while (id.length < LENGTH) {
		for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
			if (byte < FAIR_BYTES && id.length < LENGTH) id += LETTERS[byte % LETTERS.length];
		}
	}
	return id;
}
