import type { Id } from './dossier.ts';

/** Crockford's Base32: no I, L, O, U, so that a number can be read aloud and typed back. */
export const LEGIBLE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Our own number of a dossier until an official code exists (số tạm), `NS-XXXX-XXXX`.
 * It follows from the id, so that the device can show it before anything was sent.
 */
export function draftNumberOf(id: Id): string {
	const letters = [...id.slice(0, 8)].map(
		(character) => LEGIBLE_ALPHABET[parseInt(character, 36) % LEGIBLE_ALPHABET.length] ?? '0'
	);
	return `NS-${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}
