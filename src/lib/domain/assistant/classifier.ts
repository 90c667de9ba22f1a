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
 * Weights of several decisions over the same features. `weights` has of each feature the pairs
 * label, weight, where labels are counted through all decisions; weights and biases are multiples
 * of {@link WEIGHT_STEP}.
 */
const LEARNT = v.object({
	decisions: v.record(
		v.string(),
		v.object({ labels: v.array(v.string()), bias: v.array(v.number()) })
	),
	weights: v.record(v.string(), v.array(v.number())),
	words: v.array(v.string())
});
export type Learnt = v.InferOutput<typeof LEARNT>;

export const WEIGHT_STEP = 0.1;

/** Words that occur in questions. */
export const loadLearntWords = (json: unknown): readonly string[] => v.parse(LEARNT, json).words;

/** Decisions by name. */
export type Classifiers = Readonly<Record<string, Classifier>>;

/** @throws ValiError when `json` is not what was learnt: it comes with the program */
export function loadClassifiers(json: unknown): Classifiers {
	const { decisions, weights } = v.parse(LEARNT, json);
	const table = new Map(Object.entries(weights));
	const classifiers: Record<string, Classifier> = {};
	let first = 0;
	for (const [name, { labels, bias }] of Object.entries(decisions)) {
		classifiers[name] = classifier(labels, bias, table, first);
		first += labels.length;
	}
	return classifiers;
}

/** @param first number of its first label */
function classifier(
	labels: readonly string[],
	bias: readonly number[],
	table: ReadonlyMap<string, readonly number[]>,
	first: number
): Classifier {
	function each(
		features: readonly string[],
		visit: (label: number, weight: number, feature: string) => void
	): void {
		for (const feature of new Set(features)) {
			const pairs = table.get(feature) ?? [];
			for (let at = 0; at + 1 < pairs.length; at += 2) {
				const label = (pairs[at] ?? 0) - first;
				if (label >= 0 && label < labels.length) {
					visit(label, (pairs[at + 1] ?? 0) * WEIGHT_STEP, feature);
				}
			}
		}
	}

	return {
		labels,
		predict(features) {
			const scores = bias.map((weight) => weight * WEIGHT_STEP);
			each(features, (label, weight) => {
				scores[label] = (scores[label] ?? 0) + weight;
			});
			const most = Math.max(...scores);
			const powers = scores.map((score) => Math.exp(score - most));
			const sum = powers.reduce((a, b) => a + b, 0);
			return new Map(labels.map((label, at) => [label, (powers[at] ?? 0) / sum]));
		},
		reasons(features, label) {
			const index = labels.indexOf(label);
			const found: { feature: string; weight: number }[] = [];
			each(features, (at, weight, feature) => {
				if (at === index) found.push({ feature, weight });
			});
			return found.sort((a, b) => b.weight - a.weight);
		}
	};
}
