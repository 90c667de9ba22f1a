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
 * `features`: their names, parted by spaces. `weights`: for each feature in turn either
 * {@link SILENT} or one character for each label (see {@link written}); biases are written likewise.
 */
const LEARNT = v.object({
	features: v.string(),
	decisions: v.record(
		v.string(),
		v.object({ labels: v.array(v.string()), bias: v.string(), weights: v.string() })
	),
	words: v.string()
});
export type Learnt = v.InferOutput<typeof LEARNT>;

/** A feature that says nothing to a decision. */
export const SILENT = '.';
/** What one step of a written weight is worth. */
const STEP = 0.45;
const MOST_STEPS = 26;

/** A weight as a character: `0`, `A` to `Z` for steps up, `a` to `z` for steps down. */
export function written(weight: number): string {
	const steps = Math.max(-MOST_STEPS, Math.min(MOST_STEPS, Math.round(weight / STEP)));
	if (steps === 0) return '0';
	return String.fromCharCode(steps > 0 ? 64 + steps : 96 - steps);
}

/** The weight at a place of what was written. */
function weightAt(row: string, at: number): number {
	const code = row.charCodeAt(at);
	return code < 64 ? 0 : (code < 96 ? code - 64 : 96 - code) * STEP;
}

/** Words that occur in questions. */
export const loadLearntWords = (json: unknown): readonly string[] =>
	v.parse(LEARNT, json).words.split(' ');

/** Decisions by name. */
export type Classifiers = Readonly<Record<string, Classifier>>;

/** @throws ValiError when `json` is not what was learnt: it comes with the program */
export function loadClassifiers(json: unknown): Classifiers {
	const { decisions, features } = v.parse(LEARNT, json);
	const names = features.split(' ');
	return Object.fromEntries(
		Object.entries(decisions).map(([name, { labels, bias, weights }]) => [
			name,
			classifier(labels, bias, rowsOf(names, weights, labels.length))
		])
	);
}

/** Weights of each feature, as they are written. */
function rowsOf(names: readonly string[], weights: string, width: number): Map<string, string> {
	const rows = new Map<string, string>();
	let at = 0;
	for (const name of names) {
		const length = weights[at] === SILENT ? 1 : width;
		if (length === width) rows.set(name, weights.slice(at, at + width));
		at += length;
	}
	return rows;
}

/** @param rows weights of each feature, as they are written */
function classifier(
	labels: readonly string[],
	bias: string,
	rows: ReadonlyMap<string, string>
): Classifier {
	const heardIn = (features: readonly string[]) =>
		[...new Set(features)].flatMap((feature) => {
			const row = rows.get(feature);
			return row === undefined ? [] : [{ feature, row }];
		});

	return {
		labels,
		predict(features) {
			const heard = [bias, ...heardIn(features).map(({ row }) => row)];
			const scores = labels.map((_, at) =>
				heard.reduce((score, row) => score + weightAt(row, at), 0)
			);
			const most = Math.max(...scores);
			const powers = scores.map((score) => Math.exp(score - most));
			const sum = powers.reduce((a, b) => a + b, 0);
			return new Map(labels.map((label, at) => [label, (powers[at] ?? 0) / sum]));
		},
		reasons(features, label) {
			const at = labels.indexOf(label);
			return heardIn(features)
				.map(({ feature, row }) => ({ feature, weight: weightAt(row, at) }))
				.sort((a, b) => b.weight - a.weight);
		}
	};
}
