import type { Mention } from './lexicon.ts';

/** What a decision may look at: words, neighbours, concepts and which concepts come together. */
export function featuresOf(words: readonly string[], mentions: readonly Mention[]): string[] {
	const concepts = [...new Set(mentions.map(({ concept }) => concept))].sort();
	const subjects = concepts.filter((concept) => !concept.startsWith('ask.'));
	return [
		...words.map((word) => (/^\d+$/.test(word) ? '#' : word)),
		...words.slice(1).map((word, at) => `${words[at] ?? ''}_${word}`),
		...concepts.map((concept) => `@${concept}`),
		...subjects.flatMap((first, at) =>
			subjects.slice(at + 1).map((second) => `@${first}&${second}`)
		),
		`@subjects:${String(Math.min(3, subjects.length))}`,
		`@words:${String(Math.min(6, Math.floor(words.length / 3)))}`
	];
}
