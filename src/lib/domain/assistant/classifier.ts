import * as v from 'valibot';
import { featureNumber } from './features.ts';
import { isHeard, readNumbers, readWeights } from './written-weights.ts';

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
 * `features`: their numbers (see {@link featureNumber}) in rising order, each as its gap to the one
 * before (see {@link writtenNumbers}). `heard`: for each of them which of the `decisions`, in
 * their order, look at it (see {@link writtenHearing}). `step`: what one step of a weight is worth. `weights`: for each label in
 * turn its weights of those features that the decision looks at (see {@link writtenWeights}). `bias`:
 * the score that each label begins with.
 */
const LEARNT = v.object({
	features: v.string(),
	heard: v.string(),
	decisions: v.record(
		v.string(),
		v.object({
			labels: v.array(v.string()),
			step: v.number(),
			bias: v.array(v.number()),
			weights: v.array(v.string())
		})
	),
	words: v.string()
});
export type Learnt = v.InferOutput<typeof LEARNT>;

/** Words that occur in questions. */
export const loadLearntWords = (json: unknown): readonly string[] =>
	v.parse(LEARNT, json).words.split(' ');

/** Decisions by name. */
export type Classifiers = Readonly<Record<string, Classifier>>;

/** @throws ValiError when `json` is not what was learnt: it comes with the program */
export function loadClassifiers(json: unknown): Classifiers {
	const { decisions, features, heard } = v.parse(LEARNT, json);
	const numbers = readNumbers(features);
	return Object.fromEntries(
		Object.entries(decisions).map(([name, { labels, step, bias, weights }], decision) => {
			const places = new Map<number, number>();
			numbers.forEach((number, at) => {
				if (isHeard(heard, at, decision)) places.set(number, places.size);
			});
			return [name, classifier(labels, step, bias, places, weights.map(readWeights))];
		})
	);
}

/**
 * @param step what one step of a weight is worth
 * @param bias of each label
 * @param places numbers of the features it looks at, with the places of their weights
 * @param weights for each label the steps of those features
 */
function classifier(
	labels: readonly string[],
	step: number,
	bias: readonly number[],
	places: ReadonlyMap<number, number>,
	weights: readonly Int8Array[]
): Classifier {
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
				const of = weights[label];
				const steps = heard.reduce((sum, place) => sum + (of?.[place] ?? 0), 0);
				return (bias[label] ?? 0) + step * steps;
			});
			const most = Math.max(...scores);
			const powers = scores.map((score) => Math.exp(score - most));
			const sum = powers.reduce((a, b) => a + b, 0);
			return new Map(labels.map((label, at) => [label, (powers[at] ?? 0) / sum]));
		},
		reasons(features, label) {
			const of = weights[labels.indexOf(label)];
			return [...heardIn(features)]
				.map(([place, feature]) => ({ feature, weight: step * (of?.[place] ?? 0) }))
				.sort((a, b) => b.weight - a.weight);
		}
	};
}
