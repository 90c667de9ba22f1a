import { readFileSync } from 'node:fs';
import * as v from 'valibot';

/** Concept → its phrases parted by `;`, those of the referrals under `elsewhere.` and their id. */
export type Phrases = Readonly<Record<string, string>>;

export function phrasesOfLexicon(): Phrases {
	const read = (name: string): unknown =>
		JSON.parse(readFileSync(`src/lib/domain/assistant/data/${name}.json`, 'utf8'));
	const { concepts } = v.parse(
		v.object({ concepts: v.record(v.string(), v.string()) }),
		read('lexicon')
	);
	const { referrals } = v.parse(
		v.object({ referrals: v.array(v.object({ id: v.string(), words: v.string() })) }),
		read('referrals')
	);
	return {
		...concepts,
		...Object.fromEntries(referrals.map(({ id, words }) => [`elsewhere.${id}`, words]))
	};
}
