import * as v from 'valibot';

/**
 * Tells which of a few labels fits a text: a linear model over its features (softmax regression).
 * Small enough for any phone, and each decision can be taken apart into the features that made it.
 */
export interface Classifier {
	readonly labels: readonly string[];
	/** Label → probability; all sum up to 1. */
	predict(features: readonly string[]): Map<string, number>;
	/** The features that speak most for a label, the strongest first. */
	reasons(features: readonly string[], label: string): { feature: string; weight: number }[];
}

/**
 * Weights of several decisions over the same features, written so that they compress well.
 * `features`: their numbers (see {@link featureNumber}) in rising order, each as the way from the one
 * before (see {@link writtenNumbers}). `step`: what one step of a weight is worth. `heard`: for each
 * feature in turn whether the decision looks at it. `weights`: for each label in turn its weights of
 * those features (see {@link writtenWeights}); biases are written likewise, for all labels.
 */
const LEARNT = v.object({
	features: v.string(),
	decisions: v.record(
		v.string(),
		v.object({
			labels: v.array(v.string()),
			step: v.number(),
			bias: v.string(),
			heard: v.string(),
			weights: v.array(v.string())
		})
	),
	words: v.string()
});
export type Learnt = v.InferOutput<typeof LEARNT>;

/** Whether a decision looks at a feature. */
export const HEARD = '+';
export const UNHEARD = '.';
const MOST_STEPS = 26;

/** How many steps a weight is; the nearest whole number, and not too many. */
export const stepsOf = (weight: number, step: number): number =>
	Math.max(-MOST_STEPS, Math.min(MOST_STEPS, Math.round(weight / step)));

/** Steps as characters: `A` to `Z` up, `a` to `z` down, and `0` to `9` for one to ten times none. */
export function writtenWeights(steps: readonly number[]): string {
	return steps
		.map((count) => (count === 0 ? '0' : String.fromCharCode(count > 0 ? 64 + count : 96 - count)))
		.join('')
		.replace(/0{2,10}/g, ({ length }) => String(length - 1));
}

function readWeights(written: string): number[] {
	return [...written].flatMap((character) => {
		const code = character.charCodeAt(0);
		if (code < 64) return Array<number>(Number(character) + 1).fill(0);
		return code < 96 ? code - 64 : 96 - code;
	});
}

const NUMBER_BITS = 18;

/**
 * A feature by a number of 18 bits, since its name would take more room than its weights. Two that
 * share one are taken for one, when learning as when asked.
 * @source FNV-1a (RFC 9923) over UTF-16 code units, folded
 */
export function featureNumber(name: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < name.length; at += 1) {
		hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
	}
	return ((hash >>> NUMBER_BITS) ^ hash) & (2 ** NUMBER_BITS - 1);
}

/** The first character of the ways from number to number, and how many of them there are. */
const WAY = { first: '0'.charCodeAt(0), most: 43 };
const FAR = '~';

/** Numbers in rising order, each as the way from the one before: {@link FAR} stands for 43 of it. */
export function writtenNumbers(numbers: readonly number[]): string {
	return numbers
		.map((number, at) => {
			const way = number - (numbers[at - 1] ?? 0);
			const rest = String.fromCharCode(WAY.first + (way % WAY.most));
			return FAR.repeat(Math.floor(way / WAY.most)) + rest;
		})
		.join('');
}

function* readNumbers(written: string): Generator<number> {
	let number = 0;
	for (const character of written) {
		number += character === FAR ? WAY.most : character.charCodeAt(0) - WAY.first;
		if (character !== FAR) yield number;
	}
}

/** Words that occur in questions. */
export const loadLearntWords = (json: unknown): readonly string[] =>
	v.parse(LEARNT, json).words.split(' ');

/** Decisions by name. */
export type Classifiers = Readonly<Record<string, Classifier>>;

/** @throws ValiError when `json` is not what was learnt: it comes with the program */
export function loadClassifiers(json: unknown): Classifiers {
	const { decisions, features } = v.parse(LEARNT, json);
	const numbers = [...readNumbers(features)];
	return Object.fromEntries(
		Object.entries(decisions).map(([name, { labels, step, bias, heard, weights }]) => {
			const looksAt = numbers.filter((_, at) => heard[at] === HEARD);
			return [name, classifier(labels, step, readWeights(bias), looksAt, weights.map(readWeights))];
		})
	);
}

/**
 * @param step what one step of a weight is worth
 * @param bias steps of each label
 * @param looksAt numbers of features
 * @param weights for each label the steps of those features
 */
function classifier(
	labels: readonly string[],
	step: number,
	bias: readonly number[],
	looksAt: readonly number[],
	weights: readonly (readonly number[])[]
): Classifier {
	const places = new Map(looksAt.map((number, place) => [number, place]));
	const heardIn = (features: readonly string[]) => {
		const heard = new Map<number, string>();
		for (const feature of features) {
			const place = places.get(featureNumber(feature));
			if (place !== undefined) heard.set(place, feature);
		}
		return heard;
	};

	return {
		labels,
		predict(features) {
			const heard = [...heardIn(features).keys()];
			const scores = labels.map((_, label) => {
				const of = weights[label] ?? [];
				return step * heard.reduce((sum, place) => sum + (of[place] ?? 0), bias[label] ?? 0);
			});
			const most = Math.max(...scores);
			const powers = scores.map((score) => Math.exp(score - most));
			const sum = powers.reduce((a, b) => a + b, 0);
			return new Map(labels.map((label, at) => [label, (powers[at] ?? 0) / sum]));
		},
		reasons(features, label) {
			const of = weights[labels.indexOf(label)] ?? [];
			return [...heardIn(features)]
				.map(([place, feature]) => ({ feature, weight: step * (of[place] ?? 0) }))
				.sort((a, b) => b.weight - a.weight);
		}
	};
}
