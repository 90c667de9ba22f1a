import type { Learnt } from '../../src/lib/domain/assistant/classifier.ts';
import { featureNumber } from '../../src/lib/domain/assistant/features.ts';
import {
	HEARD,
	stepsOf,
	UNHEARD,
	writtenNumbers,
	writtenWeights
} from '../../src/lib/domain/assistant/written-weights.ts';

/** A text as its features, with the label it should get. */
export interface Example {
	readonly features: readonly string[];
	readonly label: string;
	/** How much it counts; 1 for a question somebody asked. */
	readonly weight: number;
}

export interface Learning {
	/** Pull of every weight towards zero, in proportion to it. */
	readonly decay: number;
	/**
	 * Pull towards zero of every weight that an example looks at, the same for all of them: what says
	 * little ends below half a step, and is not written.
	 */
	readonly thrift: number;
	/** What one step of a written weight is worth. */
	readonly step: number;
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

/** How far a weight is moved at first. */
const PACE = 0.35;

/** An {@link Example} with its features by their numbers. */
interface Numbered {
	readonly features: readonly number[];
	readonly label: string;
	readonly weight: number;
}

/**
 * Fits a softmax regression by adaptive gradient descent. Nothing in it is left to chance: the same
 * examples give the same weights.
 */
export function learn(given: readonly Example[], how: Learning): Fitted {
	const examples = given.map(({ features, label, weight }) => ({
		features: [...new Set(features.map(featureNumber))],
		label,
		weight
	}));
	const places = kept(examples, how.rarest);
	const first = fit(examples, how, places);
	if (!how.most || places.size <= how.most) return first;
	return fit(examples, how, telling(examples, first, how.most));
}

/** The features that decide most, together in all examples. */
function telling(
	examples: readonly Numbered[],
	{ weights }: Fitted,
	most: number
): Map<number, number> {
	const counts = countsOf(examples);
	const weight = (feature: number): number => {
		const row = weights.get(feature) ?? [];
		const mean = row.reduce((a, b) => a + b, 0) / row.length;
		return (counts.get(feature) ?? 0) * row.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	};
	const best = [...weights.keys()].map((feature) => ({ feature, weight: weight(feature) }));
	best.sort((a, b) => b.weight - a.weight);
	return placed(best.slice(0, most).map(({ feature }) => feature));
}

function fit(
	examples: readonly Numbered[],
	{ decay, thrift, step, rounds, dropped, known = [] }: Learning,
	places: ReadonlyMap<number, number>
): Fitted {
	const labels = [...new Set(examples.map(({ label }) => label))].sort();
	const rows = examples.map(({ features, label, weight }) => ({
		at: features.flatMap((feature) => places.get(feature) ?? []),
		label: labels.indexOf(label),
		weight
	}));
	const width = labels.length;
	const weights = new Float64Array(places.size * width);
	const bias = new Float64Array(width);
	for (const [feature, label, weight] of known) {
		const at = places.get(featureNumber(feature));
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
					const held = weights[cell] ?? 0;
					pull(weights, seen, cell, error + perRow * held + thrift * Math.sign(held));
				}
			});
		}
		if (round < settled) continue;
		weights.forEach((value, cell) => (sum[cell] = (sum[cell] ?? 0) + value));
		bias.forEach((value, k) => (sumBias[k] = (sumBias[k] ?? 0) + value));
	}
	return asFitted(
		labels,
		step,
		averageOf(sumBias, rounds - settled),
		places,
		averageOf(sum, rounds - settled)
	);
}

/** From this share of the rounds on weights are averaged: chance in their order evens out. */
const SETTLED = 0.4;

const averageOf = (sum: Float64Array, count: number): Float64Array =>
	sum.map((value) => value / count);

/** A move against the slope, the smaller the more this cell has been moved before. */
function pull(values: Float64Array, seen: Float64Array, cell: number, slope: number): void {
	const moved = (seen[cell] ?? 0) + slope * slope;
	seen[cell] = moved;
	values[cell] = (values[cell] ?? 0) - (PACE * slope) / Math.sqrt(moved);
}

function softmax(scores: readonly number[]): number[] {
	const most = Math.max(...scores);
	const powers = scores.map((score) => Math.exp(score - most));
	const sum = powers.reduce((a, b) => a + b, 0);
	return powers.map((power) => power / sum);
}

function countsOf(examples: readonly Numbered[]): Map<number, number> {
	const counts = new Map<number, number>();
	for (const { features } of examples) {
		for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
	}
	return counts;
}

const kept = (examples: readonly Numbered[], rarest: number): Map<number, number> =>
	placed(
		[...countsOf(examples)].filter(([, count]) => count >= rarest).map(([feature]) => feature)
	);

/** Features with the places of their weights. */
const placed = (features: readonly number[]): Map<number, number> =>
	new Map(features.toSorted(rising).map((feature, at) => [feature, at]));

const rising = (a: number, b: number): number => a - b;

/** Weights of one decision. */
export interface Fitted {
	readonly labels: readonly string[];
	readonly step: number;
	readonly bias: readonly number[];
	/** Number of a feature → weight of each label. */
	readonly weights: ReadonlyMap<number, readonly number[]>;
}

function asFitted(
	labels: readonly string[],
	step: number,
	bias: Float64Array,
	places: ReadonlyMap<number, number>,
	weights: Float64Array
): Fitted {
	const row = (at: number) => [...weights.slice(at * labels.length, (at + 1) * labels.length)];
	return {
		labels,
		step,
		bias: [...bias],
		weights: new Map([...places].map(([feature, at]) => [feature, row(at)]))
	};
}

/** Packs several decisions over one list of features, as the device loads them. */
export function packed(
	decisions: Readonly<Record<string, Fitted>>,
	words: readonly string[]
): Learnt {
	const all = Object.entries(decisions).map(([name, fitted]) => ({
		name,
		...fitted,
		rows: stepsByFeature(fitted)
	}));
	const features = [...new Set(all.flatMap(({ rows }) => [...rows.keys()]))].sort(rising);
	return {
		decisions: Object.fromEntries(
			all.map(({ name, labels, step, bias, rows }) => [
				name,
				{
					labels: [...labels],
					step,
					bias: bias.map((score) => Math.round(score * 100) / 100),
					heard: features.map((feature) => (rows.has(feature) ? HEARD : UNHEARD)).join(''),
					weights: labels.map((_, label) =>
						writtenWeights(features.flatMap((feature) => rows.get(feature)?.[label] ?? []))
					)
				}
			])
		),
		features: writtenNumbers(features),
		words: words.join(' ')
	};
}

/** Steps for each label of every feature that says anything. */
function stepsByFeature({ weights, step }: Fitted): Map<number, number[]> {
	const rows = new Map<number, number[]>();
	for (const [feature, row] of weights) {
		// Of two labels only the difference counts.
		const [one = 0, other = 0] = row;
		const steps = (row.length === 2 ? [0, other - one] : row).map((each) => stepsOf(each, step));
		if (steps.some((count) => count !== 0)) rows.set(feature, steps);
	}
	return rows;
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
