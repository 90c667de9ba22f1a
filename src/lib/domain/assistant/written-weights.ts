/**
 * Weights and the features they belong to as text that compresses well: the writing is done where
 * they are learnt, the reading on every phone.
 */

/** The character of a feature that no decision looks at. */
const BY_NONE = '0'.charCodeAt(0);

/**
 * Which decisions look at a feature, in their order, as one character.
 * @throws RangeError for more than six: the characters end
 */
export function writtenHearing(heard: readonly boolean[]): string {
	if (heard.length > 6) throw new RangeError(`${String(heard.length)} decisions`);
	return String.fromCharCode(
		heard.reduce((sum, isHeard, decision) => sum + Number(isHeard) * 2 ** decision, BY_NONE)
	);
}

/**
 * Whether a decision looks at a feature.
 * @param written what {@link writtenHearing} wrote for each feature in turn
 */
export const isHeard = (written: string, feature: number, decision: number): boolean =>
	(((written.charCodeAt(feature) - BY_NONE) >> decision) & 1) === 1;

/** `A` to `Z`. */
export const MOST_STEPS = 26;

/** How many steps a weight is: the nearest whole number, at most 26 up or down. */
export const stepsOf = (weight: number, step: number): number =>
	Math.max(-MOST_STEPS, Math.min(MOST_STEPS, Math.round(weight / step)));

/** One that is none. More of them in a row have the characters after it. */
const NONE = '#'.charCodeAt(0);
/** The characters before the first step up and the first step down. */
const UP = '@'.charCodeAt(0);
const DOWN = '`'.charCodeAt(0);
const LONGEST_RUN = UP - NONE;

/** Steps as characters: `A` to `Z` up, `a` to `z` down, and `#` to `?` for one to 29 times none. */
export function writtenWeights(steps: readonly number[]): string {
	const none = String.fromCharCode(NONE);
	return steps
		.map((count) =>
			count === 0 ? none : String.fromCharCode(count > 0 ? UP + count : DOWN - count)
		)
		.join('')
		.replace(RUN, ({ length }) => String.fromCharCode(NONE + length - 1));
}

const RUN = new RegExp(`#{2,${String(LONGEST_RUN)}}`, 'g');

/** What {@link writtenWeights} wrote. */
export function readWeights(written: string): Int8Array {
	let length = 0;
	for (let at = 0; at < written.length; at += 1) length += stepsIn(written.charCodeAt(at));
	const steps = new Int8Array(length);
	let place = 0;
	for (let at = 0; at < written.length; at += 1) {
		const code = written.charCodeAt(at);
		if (code > UP) steps[place] = code < DOWN ? code - UP : DOWN - code;
		place += stepsIn(code);
	}
	return steps;
}

/** How many steps a character stands for. */
const stepsIn = (code: number): number => (code < UP ? code - NONE + 1 : 1);

/** Gaps of 0 to 42 are written as the characters from `0` to `Z`. */
const GAP = { first: '0'.charCodeAt(0), most: 43 };
/** Widens the gap that follows by 43. */
const WIDER = '~';

/** Numbers in rising order, each as its gap to the one before. */
export function writtenNumbers(numbers: readonly number[]): string {
	return numbers
		.map((number, at) => {
			const gap = number - (numbers[at - 1] ?? 0);
			const rest = String.fromCharCode(GAP.first + (gap % GAP.most));
			return WIDER.repeat(Math.floor(gap / GAP.most)) + rest;
		})
		.join('');
}

/** What {@link writtenNumbers} wrote. */
export function readNumbers(written: string): number[] {
	const numbers: number[] = [];
	let number = 0;
	for (let at = 0; at < written.length; at += 1) {
		const isWider = written[at] === WIDER;
		number += isWider ? GAP.most : written.charCodeAt(at) - GAP.first;
		if (!isWider) numbers.push(number);
	}
	return numbers;
}
