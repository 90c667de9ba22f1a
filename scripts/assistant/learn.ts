import type { Learnt } from '../../src/lib/domain/assistant/classifier.ts';
import { featureNumber } from '../../src/lib/domain/assistant/features.ts';
import {
	stepsOf,
	writtenHearing,
	writtenNumbers,
	writtenWeights
} from '../../src/lib/domain/assistant/written-weights.ts';
import { fit, type Fitting } from './fit.ts';

/** A text as its features, with the label it should get. */
export interface Example {
	readonly features: readonly string[];
	readonly label: string;
	/** How much it counts; 1 for a question somebody asked. */
	readonly weight: number;
}

export interface Learning extends Fitting {
	/** Features of fewer examples are left out. */
	readonly rarest: number;
	/** So many features at most are kept: those that decide most. */
	readonly most: number;
	/** Feature, label and the weight it begins with: what is known before anybody asked. */
	readonly known?: readonly (readonly [feature: string, label: string, weight: number])[];
}

/** An {@link Example} with its features by their numbers. */
interface Numbered {
	readonly features: readonly number[];
	readonly label: string;
	readonly weight: number;
}

/**
 * Learns from examples what each feature says for each label: first from all features that are not
 * too rare, then from those that decided most.
 */
export function learn(given: readonly Example[], how: Learning): Fitted {
	const examples = given.map(({ features, label, weight }) => ({
		features: [...new Set(features.map(featureNumber))],
		label,
		weight
	}));
	const places = kept(examples, how.rarest);
	if (places.size <= how.most) return fitted(examples, how, places);
	const first = fitted(examples, { ...how, room: null }, places);
	return fitted(examples, how, telling(examples, first, how.most));
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

function fitted(
	examples: readonly Numbered[],
	how: Learning,
	places: ReadonlyMap<number, number>
): Fitted {
	const labels = [...new Set(examples.map(({ label }) => label))].sort();
	const rows = examples.map(({ features, label, weight }) => ({
		features: Int32Array.from(features.flatMap((feature) => places.get(feature) ?? [])),
		label: labels.indexOf(label),
		weight
	}));
	const known = {
		bias: new Float64Array(labels.length),
		weights: new Float64Array(places.size * labels.length)
	};
	for (const [feature, label, weight] of how.known ?? []) {
		const place = places.get(featureNumber(feature));
		const at = labels.indexOf(label);
		if (place !== undefined && at >= 0) known.weights[place * labels.length + at] = weight;
	}
	// Of two labels only the difference counts, and is written: each is off by half as much.
	const step = labels.length === 2 ? how.step / 2 : how.step;
	const { bias, weights } = fit(rows, places.size, { ...how, step }, known);
	const row = (place: number) => [
		...weights.subarray(place * labels.length, (place + 1) * labels.length)
	];
	return {
		labels,
		step: how.step,
		bias: [...bias],
		weights: new Map([...places].map(([feature, place]) => [feature, row(place)]))
	};
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
					weights: labels.map((_, label) =>
						writtenWeights(features.flatMap((feature) => rows.get(feature)?.[label] ?? []))
					)
				}
			])
		),
		features: writtenNumbers(features),
		heard: features
			.map((feature) => writtenHearing(all.map(({ rows }) => rows.has(feature))))
			.join(''),
		words: words.join(' ')
	};
}

/** Steps for each label of every feature that says anything. */
function stepsByFeature({ weights, step }: Fitted): Map<number, number[]> {
	const rows = new Map<number, number[]>();
	for (const [feature, row] of weights) {
		const [one = 0, other = 0] = row;
		const steps = (row.length === 2 ? [0, other - one] : row).map((each) => stepsOf(each, step));
		if (steps.some((count) => count !== 0)) rows.set(feature, steps);
	}
	return rows;
}
