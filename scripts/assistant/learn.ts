import type { Model } from '../../src/lib/domain/assistant/classifier.ts';

/** A text as its features, with the label it should get. */
export interface Example {
	readonly features: readonly string[];
	readonly label: string;
	/** How much it counts; 1 for a question somebody asked. */
	readonly weight: number;
}

export interface Learning {
	/** Pull of every weight towards zero. */
	readonly decay: number;
	readonly rounds: number;
	/** Features of fewer examples are left out. */
	readonly rarest: number;
}

const STEP = 0.35;

/**
 * Fits a softmax regression by adaptive gradient descent. Nothing in it is left to chance: the same
 * examples give the same weights.
 */
export function learn(examples: readonly Example[], { decay, rounds, rarest }: Learning): Model {
	const labels = [...new Set(examples.map(({ label }) => label))].sort();
	const names = kept(examples, rarest);
	const rows = examples.map(({ features, label, weight }) => ({
		at: [...new Set(features)].flatMap((feature) => names.get(feature) ?? []),
		label: labels.indexOf(label),
		weight
	}));
	const width = labels.length;
	const weights = new Float64Array(names.size * width);
	const bias = new Float64Array(width);
	const seen = new Float64Array(weights.length).fill(1e-3);
	const seenBias = new Float64Array(width).fill(1e-3);
	const perRow = decay / rows.length;

	for (let round = 0; round < rounds; round += 1) {
		for (const { at, label, weight } of shuffled(rows, round)) {
			const shares = softmax(
				Array.from(bias, (value, k) =>
					at.reduce((sum, feature) => sum + (weights[feature * width + k] ?? 0), value)
				)
			);
			shares.forEach((share, k) => {
				const error = weight * (share - (k === label ? 1 : 0));
				pull(bias, seenBias, k, error);
				for (const feature of at) {
					const cell = feature * width + k;
					pull(weights, seen, cell, error + perRow * (weights[cell] ?? 0));
				}
			});
		}
	}
	return asModel(labels, bias, names, weights);
}

/** A step against the slope, the smaller the more this cell has been moved before. */
function pull(values: Float64Array, seen: Float64Array, cell: number, slope: number): void {
	const moved = (seen[cell] ?? 0) + slope * slope;
	seen[cell] = moved;
	values[cell] = (values[cell] ?? 0) - (STEP * slope) / Math.sqrt(moved);
}

function softmax(scores: readonly number[]): number[] {
	const most = Math.max(...scores);
	const powers = scores.map((score) => Math.exp(score - most));
	const sum = powers.reduce((a, b) => a + b, 0);
	return powers.map((power) => power / sum);
}

function kept(examples: readonly Example[], rarest: number): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { features } of examples) {
		for (const feature of new Set(features)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
	}
	const frequent = [...counts].filter(([, count]) => count >= rarest).map(([feature]) => feature);
	return new Map(frequent.sort().map((feature, at) => [feature, at]));
}

/** Weights under this many hundredths change nothing. */
const LEAST_HUNDREDTHS = 3;

function asModel(
	labels: string[],
	bias: Float64Array,
	names: ReadonlyMap<string, number>,
	weights: Float64Array
): Model {
	const width = labels.length;
	const table: Record<string, number[]> = {};
	for (const [feature, at] of names) {
		const pairs: number[] = [];
		for (let k = 0; k < width; k += 1) {
			const hundredths = Math.round((weights[at * width + k] ?? 0) * 100);
			if (Math.abs(hundredths) >= LEAST_HUNDREDTHS) pairs.push(k, hundredths);
		}
		if (pairs.length > 0) table[feature] = pairs;
	}
	return { labels, bias: [...bias].map((value) => Math.round(value * 100)), weights: table };
}

/** Another order each round, the same in every run. */
function shuffled<T>(rows: readonly T[], round: number): T[] {
	let state = round * 2654435761 + 1;
	const order = [...rows];
	for (let at = order.length - 1; at > 0; at -= 1) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		const other = state % (at + 1);
		const row = order[at] as T;
		order[at] = order[other] as T;
		order[other] = row;
	}
	return order;
}
