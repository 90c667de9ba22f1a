import type { Plugin } from 'vite';
import { foldedWords } from '../../src/lib/domain/procedure/fold.ts';

/**
 * Folds the phrases of the assistant while the app is built: they are compared folded, so their
 * diacritics would only be sent to every phone to be taken off there.
 */
export const foldedPhrases = (): Plugin => ({
	name: 'folded-phrases',
	enforce: 'pre',
	transform: (code, id) => withFoldedPhrases(id, code)
});

/** The fields that hold phrases, by the file they stand in. */
const HOLDS_PHRASES: Readonly<Record<string, (field: string) => boolean>> = {
	'/assistant/data/lexicon.json': () => true,
	'/assistant/data/referrals.json': (field) => field === 'words' || field === 'hints'
};

/** @returns `null` for any other file */
export function withFoldedPhrases(path: string, json: string): string | null {
	const file = Object.keys(HOLDS_PHRASES).find((name) => path.endsWith(name));
	const holds = file && HOLDS_PHRASES[file];
	if (!holds) return null;
	const data: unknown = JSON.parse(json, (field, value: unknown) =>
		typeof value === 'string' && holds(field) ? folded(value) : value
	);
	return JSON.stringify(data);
}

const folded = (phrases: string): string =>
	[...new Set(phrases.split(';').map((phrase) => foldedWords(phrase).join(' ')))].join(';');
