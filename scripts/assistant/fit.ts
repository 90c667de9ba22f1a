import { bitsIn, inSteps, type WrittenRow } from './priced-steps.ts';

/** A text as the places of its features, with the place of the label it should get. */
export interface Row {
	readonly features: Int32Array;
	readonly label: number;
	/** How much it counts; 1 for a question somebody asked. */
	readonly weight: number;
}

/** A score for each label, and what each feature adds to it: the weights of a feature stand side by side. */
export interface Scores {
	readonly bias: Float64Array;
	readonly weights: Float64Array;
}

export interface Fitting {
	/** Pull of every weight towards zero, in proportion to it. */
	readonly decay: number;
	/**
	 * Pull towards zero of every weight that an example looks at, the same for all of them: what says
	 * little ends at none.
	 */
	readonly thrift: number;
	/** What one step of a written weight is worth. */
	readonly step: number;
	/**
	 * How many bytes the written weights may take, as estimated from how often each value occurs.
	 * `null`: nothing is written, weights stay as they were learnt.
	 */
	readonly room: number | null;
	readonly rounds: number;
	/**
	 * Share of the features of an example that are left out each time it is seen: no single word may
	 * decide, since the next person will not use it.
	 */
	readonly dropped: number;
}

/** How far a weight is moved at first. */
const PACE = 0.35;

/**
 * From which share of the rounds on which share of the features, the most frequent first, stays as
 * it will be written: those that still move make up for what the rounding took. For that they grow,
 * so what all would take by then is less than what they take in the end: `foreseen`, as measured.
 * Without it what is written first would be cheap and what is written last dear.
 */
const WRITINGS = [
	{ from: 0.5, features: 0.3, foreseen: 0.89 },
	{ from: 0.66, features: 0.6, foreseen: 0.96 },
	{ from: 0.8, features: 0.85, foreseen: 0.99 }
];
/** What is left, when all is learnt. */
const LAST_WRITING = { features: 1, foreseen: 1 };
/**
 * From this share of the rounds on weights are averaged, so that chance in their order evens out;
 * the mean begins anew after each writing.
 */
const AVERAGED = 0.3;
/** How much of what was moved before still slows a weight down after others were written. */
const STILL_SLOWED = 0.25;

/**
 * Fits a softmax regression by adaptive gradient descent, with weights in whole steps. Nothing in
 * it is left to chance: the same examples give the same weights.
 * @param features how many there are
 * @param known weights to begin with, 0 for what nobody knows
 */
export function fit(rows: readonly Row[], features: number, how: Fitting, known: Scores): Scores {
	const { decay, thrift, rounds, dropped } = how;
	const labels = known.bias.length;
	const { bias, weights } = copyOf(known);
	const moved = { bias: bias.slice().fill(1), weights: weights.slice().fill(1) };
	const frequencies = frequenciesOf(rows, features);
	const byFrequency = [...frequencies.keys()].sort(
		(a, b) => (frequencies[b] ?? 0) - (frequencies[a] ?? 0)
	);
	const written: (WrittenRow | undefined)[] = new Array<undefined>(features);
	const perRow = decay / rows.length;
	const writings = how.room === null ? [] : WRITINGS;
	const room = 8 * (how.room ?? 0);
	const shares = new Float64Array(labels);
	let mean = meanOf(bias, weights);

	const learnFrom = (row: Row, chance: () => number): void => {
		const seen = row.features.filter(() => chance() >= dropped);
		softmax(shares, bias, weights, seen);
		for (let label = 0; label < labels; label += 1) {
			const error = row.weight * ((shares[label] ?? 0) - (label === row.label ? 1 : 0));
			pull(bias, moved.bias, label, error);
			for (const feature of seen) {
				if (written[feature]) continue;
				const cell = feature * labels + label;
				const held = weights[cell] ?? 0;
				pull(weights, moved.weights, cell, error + perRow * held + thrift * Math.sign(held));
			}
		}
	};

	/** Puts the mean in the place of all that is not written. */
	const settle = (): void => {
		for (let at = 0; at < weights.length; at += 1) {
			if (!written[Math.floor(at / labels)]) weights[at] = mean.weights(at);
		}
		bias.set(bias.map((_, label) => mean.bias(label)));
		mean = meanOf(bias, weights);
	};

	/** Writes the most frequent features as if all were written now: in what the earlier ones left. */
	const writeDown = ({ features: share, foreseen }: typeof LAST_WRITING): void => {
		const left = byFrequency.filter((feature) => !written[feature]);
		const rows = inSteps(left, weights, frequencies, {
			labels,
			step: how.step,
			room: foreseen * room - bitsIn(written.filter((row) => row !== undefined))
		});
		for (const feature of byFrequency.slice(0, Math.floor(share * features))) {
			const row = rows.get(feature);
			if (!row) continue;
			weights.set(row.weights, feature * labels);
			written[feature] = row;
		}
		for (const slowed of [moved.bias, moved.weights]) {
			slowed.set(slowed.map((value) => 1 + STILL_SLOWED * value));
		}
	};

	for (let round = 0; round < rounds; round += 1) {
		const due = writings.findLast(({ from }) => Math.floor(from * rounds) === round);
		if (due) {
			settle();
			writeDown(due);
		}
		const chance = chances(round + 17);
		for (const row of shuffled(rows, round)) learnFrom(row, chance);
		if (round >= AVERAGED * rounds) mean.add();
	}
	settle();
	if (how.room !== null) writeDown(LAST_WRITING);
	return { bias, weights };
}

const copyOf = ({ bias, weights }: Scores): Scores => ({
	bias: bias.slice(),
	weights: weights.slice()
});

/** The mean of what stood in them each time that it was added; what stands there before the first. */
function meanOf(bias: Float64Array, weights: Float64Array) {
	const sums = { bias: new Float64Array(bias.length), weights: new Float64Array(weights.length) };
	let count = 0;
	return {
		add(): void {
			bias.forEach((value, at) => (sums.bias[at] = (sums.bias[at] ?? 0) + value));
			weights.forEach((value, at) => (sums.weights[at] = (sums.weights[at] ?? 0) + value));
			count += 1;
		},
		bias: (at: number): number => (count === 0 ? bias[at] : (sums.bias[at] ?? 0) / count) ?? 0,
		weights: (at: number): number =>
			(count === 0 ? weights[at] : (sums.weights[at] ?? 0) / count) ?? 0
	};
}

/** In how many rows each feature is, each row for as much as it counts. */
function frequenciesOf(rows: readonly Row[], features: number): Float64Array {
	const counts = new Float64Array(features);
	for (const row of rows) {
		for (const feature of row.features) counts[feature] = (counts[feature] ?? 0) + row.weight;
	}
	return counts;
}

/** A move against the slope, the smaller the more this cell has been moved before. */
function pull(values: Float64Array, moved: Float64Array, cell: number, slope: number): void {
	const sum = (moved[cell] ?? 0) + slope * slope;
	moved[cell] = sum;
	values[cell] = (values[cell] ?? 0) - (PACE * slope) / Math.sqrt(sum);
}

/** Writes the probability of each label into `shares`, after what was seen. */
function softmax(
	shares: Float64Array,
	bias: Float64Array,
	weights: Float64Array,
	seen: Int32Array
): void {
	const labels = bias.length;
	shares.set(bias);
	for (const feature of seen) {
		const row = feature * labels;
		for (let label = 0; label < labels; label += 1) {
			shares[label] = (shares[label] ?? 0) + (weights[row + label] ?? 0);
		}
	}
	const most = Math.max(...shares);
	let sum = 0;
	for (let label = 0; label < labels; label += 1) {
		const power = Math.exp((shares[label] ?? 0) - most);
		shares[label] = power;
		sum += power;
	}
	for (let label = 0; label < labels; label += 1) shares[label] = (shares[label] ?? 0) / sum;
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
