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

/** Weights in hundredths; of each feature the pairs label index, weight. */
const MODEL = v.object({
	labels: v.array(v.string()),
	bias: v.array(v.number()),
	weights: v.record(v.string(), v.array(v.number()))
});
export type Model = v.InferOutput<typeof MODEL>;

/** @throws ValiError when `json` is no model: it comes with the program */
export function loadClassifier(json: unknown): Classifier {
	const { labels, bias, weights } = v.parse(MODEL, json);
	const table = new Map(Object.entries(weights));

	function each(
		features: readonly string[],
		visit: (label: number, weight: number, feature: string) => void
	): void {
		for (const feature of new Set(features)) {
			const pairs = table.get(feature) ?? [];
			for (let at = 0; at + 1 < pairs.length; at += 2) {
				visit(pairs[at] ?? 0, (pairs[at + 1] ?? 0) / 100, feature);
			}
		}
	}

	return {
		labels,
		predict(features) {
			const scores = bias.map((weight) => weight / 100);
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
