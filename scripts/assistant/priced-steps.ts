import { MOST_STEPS } from '../../src/lib/domain/assistant/written-weights.ts';

/** Loss of an example, in nats, for a score that is off by 1: p (1 − p) / 2, with p (1 − p) taken as 0.2. */
const LOSS_OF_SQUARE = 0.1;
/** What the number of a feature takes, and that a decision looks at it. */
const NUMBER_BITS = 9;
/** Added to how often a value occurs, so that none is impossible to write. */
const UNSEEN = 0.3;

/** How weights are written. */
interface Writing {
	/** How many labels there are: the weights of one feature stand side by side. */
	readonly labels: number;
	/** What one step is worth. */
	readonly step: number;
	/** How many bits all of them may take. */
	readonly room: number;
}

/** The weights of one feature in whole steps, and how many bits they take. */
export interface WrittenRow {
	readonly weights: readonly number[];
	readonly bits: number;
}

/**
 * Weights in whole steps: not each rounded to the nearest, but so that what the rounding costs and
 * what the writing takes are least together, at the price of a bit for which all find room. What is
 * often looked at is written closely, and what is rare left out unless it says much. To leave a
 * feature out counts as if it were written as nothing: more of them, written coarser, understand
 * more than fewer written closely. So the room is kept where most weights are near none, as those
 * that are learnt are.
 * @param features those that are wanted
 * @param weights of all features
 * @param frequencies in how many examples each feature is, each for as much as it counts
 */
export function inSteps(
	features: readonly number[],
	weights: Float64Array,
	frequencies: Float64Array,
	{ labels, step, room }: Writing
): Map<number, WrittenRow> {
	const bits = bitsOf(weights, labels, step);
	const rowAt = (feature: number, price: number): WrittenRow => {
		const off = LOSS_OF_SQUARE * (frequencies[feature] ?? 0) * step * step;
		let worth = -price * NUMBER_BITS;
		let taken = NUMBER_BITS;
		const row = Array.from({ length: labels }, (_, label) => {
			const exact = (weights[feature * labels + label] ?? 0) / step;
			const cost = (steps: number): number =>
				off * (exact - steps) ** 2 + price * bits(label, steps);
			const steps = cheapest(exact, cost);
			worth += cost(0) - cost(steps);
			taken += bits(label, steps);
			return steps * step;
		});
		return worth >= 0 && row.some((weight) => weight !== 0)
			? { weights: row, bits: taken }
			: { weights: row.map(() => 0), bits: 0 };
	};
	const at = (price: number) => features.map((feature) => rowAt(feature, price));
	const price = priceFor(room, (each) => bitsIn(at(each)));
	return new Map(features.map((feature) => [feature, rowAt(feature, price)]));
}

export const bitsIn = (rows: readonly WrittenRow[]): number =>
	rows.reduce((sum, { bits }) => sum + bits, 0);

/** Between these the price of a bit is looked for, to a five-hundredth: nats of all examples together. */
const PRICES = { least: 1e-7, most: 1e5, near: 1.002 };

/** What a bit must cost so that all find room: the dearer, the fewer. */
function priceFor(room: number, bitsAt: (price: number) => number): number {
	if (bitsAt(0) <= room) return 0;
	let { least: tooCheap, most: dear } = PRICES;
	while (dear / tooCheap > PRICES.near) {
		const between = Math.sqrt(dear * tooCheap);
		if (bitsAt(between) > room) tooCheap = between;
		else dear = between;
	}
	return dear;
}

/** None, or one of the two whole numbers around it. */
function cheapest(exact: number, cost: (steps: number) => number): number {
	const inwards = Math.trunc(exact);
	return [inwards, inwards + Math.sign(exact)]
		.filter((steps) => Math.abs(steps) <= MOST_STEPS)
		.reduce((a, b) => (cost(b) < cost(a) ? b : a), 0);
}

/** How many bits a number of steps takes for a label, by how often it occurs if each weight is rounded. */
function bitsOf(weights: Float64Array, labels: number, step: number) {
	const counts = Array.from({ length: labels }, () => new Map<number, number>());
	weights.forEach((weight, at) => {
		const of = counts[at % labels];
		const steps = Math.round(weight / step);
		of?.set(steps, (of.get(steps) ?? 0) + 1);
	});
	const features = weights.length / labels;
	return (label: number, steps: number): number => {
		const of = counts[label];
		const all = features + UNSEEN * ((of?.size ?? 0) + 1);
		return -Math.log2(((of?.get(steps) ?? 0) + UNSEEN) / all);
	};
}
