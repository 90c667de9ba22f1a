import { LEGIBLE_ALPHABET } from '../../../src/lib/domain/dossier/draft-number.ts';
import { secret } from './secrets.ts';

const LENGTH = 10;

/**
 * The secret on the receipt (mã tra cứu), 50 bits. It follows from the dossier's id and the key of
 * this installation, and is stored nowhere.
 */
export function trackingSecretOf(dossierId: string): string {
	const hash = $security.hs256(dossierId, secret('TRACKING_KEY'));
	let letters = '';
	for (let at = 0; at < LENGTH; at += 1) {
		letters += LEGIBLE_ALPHABET.charAt(parseInt(hash.slice(2 * at, 2 * at + 2), 16) % 32);
	}
	return letters;
}

/** What was typed, as it is compared: capitals, no separators, letters read for digits. */
export function normaliseSecret(typed: string): string {
	return typed
		.toUpperCase()
		.replace(/[^0-9A-Z]/g, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
}
