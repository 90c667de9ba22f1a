import { SILENT, written, type Learnt } from '../../src/lib/domain/assistant/classifier.ts';

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
	/**
	 * Share of the features of an example that are left out each time it is seen: no single word may
	 * decide, since the next person will not use it.
	 */
	readonly dropped: number;
	/** So many features at most are kept: those that decide most. */
	readonly most?: number;
	/** Feature, label and the weight it begins with: what is known before anybody asked. */
	readonly known?: readonly (readonly [feature: string, label: string, weight: number])[];
}

const STEP = 0.35;

/**
 * Fits a softmax regression by adaptive gradient descent. Nothing in it is left to chance: the same
 * examples give the same weights.
 */
export function learn(examples: readonly Example[], how: Learning): Fitted {
	const names = kept(examples, how.rarest);
	const first = fit(examples, how, names);
	if (!how.most || names.size <= how.most) return first;
	return fit(examples, how, telling(examples, first, how.most));
}

/** The features that decide most, together in all examples. */
function telling(
	examples: readonly Example[],
	{ weights }: Fitted,
	most: number
): Map<string, number> {
	const counts = countsOf(examples);
	const weight = (feature: string): number => {
		const row = weights.get(feature) ?? [];
		const mean = row.reduce((a, b) => a + b, 0) / row.length;
		return (counts.get(feature) ?? 0) * row.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	};
	const best = [...weights.keys()].map((feature) => ({ feature, weight: weight(feature) }));
	best.sort((a, b) => b.weight - a.weight);
	return numbered(best.slice(0, most).map(({ feature }) => feature));
}

function fit(
	examples: readonly Example[],
	{ decay, rounds, dropped, known = [] }: Learning,
	names: ReadonlyMap<string, number>
): Fitted {
	const labels = [...new Set(examples.map(({ label }) => label))].sort();
	const rows = examples.map(({ features, label, weight }) => ({
		at: [...new Set(features)].flatMap((feature) => names.get(feature) ?? []),
		label: labels.indexOf(label),
		weight
	}));
	const width = labels.length;
	const weights = new Float64Array(names.size * width);
	const bias = new Float64Array(width);
	for (const [feature, label, weight] of known) {
		const at = names.get(feature);
		const k = labels.indexOf(label);
		if (at !== undefined && k >= 0) weights[at * width + k] = weight;
	}
	const seen = new Float64Array(weights.length).fill(1);
	const seenBias = new Float64Array(width).fill(1);
	const sum = new Float64Array(weights.length);
	const sumBias = new Float64Array(width);
	const settled = Math.floor(rounds * SETTLED);
	const perRow = decay / rows.length;

	for (let round = 0; round < rounds; round += 1) {
		const chance = chances(round + 17);
		for (const { at: all, label, weight } of shuffled(rows, round)) {
			const at = all.filter(() => chance() >= dropped);
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
		if (round < settled) continue;
		weights.forEach((value, cell) => (sum[cell] = (sum[cell] ?? 0) + value));
		bias.forEach((value, k) => (sumBias[k] = (sumBias[k] ?? 0) + value));
	}
	return asFitted(
		labels,
		averageOf(sumBias, rounds - settled),
		names,
		averageOf(sum, rounds - settled)
	);
}

/** From this share of the rounds on weights are averaged: chance in their order evens out. */
const SETTLED = 0.4;

const averageOf = (sum: Float64Array, count: number): Float64Array =>
	sum.map((value) => value / count);

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

function countsOf(examples: readonly Example[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { features } of examples) {
		for (const feature of new Set(features)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
	}
	return counts;
}

const kept = (examples: readonly Example[], rarest: number): Map<string, number> =>
	numbered(
		[...countsOf(examples)].filter(([, count]) => count >= rarest).map(([feature]) => feature)
	);

const numbered = (features: readonly string[]): Map<string, number> =>
	new Map([...features].sort().map((feature, at) => [feature, at]));

/** Weights of one decision. */
export interface Fitted {
	readonly labels: readonly string[];
	readonly bias: readonly number[];
	/** Feature → weight of each label. */
	readonly weights: ReadonlyMap<string, readonly number[]>;
}

function asFitted(
	labels: readonly string[],
	bias: Float64Array,
	names: ReadonlyMap<string, number>,
	weights: Float64Array
): Fitted {
	const row = (at: number) => [...weights.slice(at * labels.length, (at + 1) * labels.length)];
	return {
		labels,
		bias: [...bias],
		weights: new Map([...names].map(([feature, at]) => [feature, row(at)]))
	};
}

/** Packs several decisions over one list of features, as the device loads them. */
export function packed(
	decisions: Readonly<Record<string, Fitted>>,
	words: readonly string[]
): Learnt {
	const all = Object.values(decisions).flatMap(({ weights }) => [...weights.keys()]);
	const features = [...new Set(all)].sort();
	return {
		decisions: Object.fromEntries(
			Object.entries(decisions).map(([name, { labels, bias, weights }]) => [
				name,
				{
					labels: [...labels],
					bias: bias.map(written).join(''),
					weights: features.map((feature) => writtenRow(weights.get(feature) ?? [])).join('')
				}
			])
		),
		features: features.join(' '),
		words: words.join(' ')
	};
}

function writtenRow(weights: readonly number[]): string {
	// Of two labels only the difference counts.
	const [one = 0, other = 0] = weights;
	const row = (weights.length === 2 ? [0, other - one] : weights).map(written).join('');
	return /[^0]/.test(row) ? row : SILENT;
}

/** Another order each round, the same in every run. */
function shuffled<T>(rows: readonly T[], round: number): T[] {
	const chance = chances(round);
	const order = [...rows];
	for (let at = order.length - 1; at > 0; at -= 1) {
		const other = Math.floor(chance() * (at + 1));
		const row = order[at] as T;
		order[at] = order[other] as T;
		order[other] = row;
	}
	return order;
}

/** Numbers from 0 to 1, the same in every run. */
function chances(seed: number): () => number {
	let state = (Math.imul(seed, 2654435761) + 1) >>> 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}
