/**
 * Weights and the features they belong to as text that compresses well: the writing is done where
 * they are learnt, the reading on every phone.
 */

/** Whether a decision looks at a feature. */
export const HEARD = '+';
export const UNHEARD = '.';

/** `A` to `Z`. */
const MOST_STEPS = 26;

/** How many steps a weight is: the nearest whole number, at most 26 up or down. */
export const stepsOf = (weight: number, step: number): number =>
	Math.max(-MOST_STEPS, Math.min(MOST_STEPS, Math.round(weight / step)));

/** Steps as characters: `A` to `Z` up, `a` to `z` down, and `0` to `9` for one to ten times none. */
export function writtenWeights(steps: readonly number[]): string {
	return steps
		.map((count) => (count === 0 ? '0' : String.fromCharCode(count > 0 ? 64 + count : 96 - count)))
		.join('')
		.replace(/0{2,10}/g, ({ length }) => String(length - 1));
}

/** What {@link writtenWeights} wrote. */
export function readWeights(written: string): Int8Array {
	let length = 0;
	for (let at = 0; at < written.length; at += 1) length += stepsIn(written.charCodeAt(at));
	const steps = new Int8Array(length);
	let place = 0;
	for (let at = 0; at < written.length; at += 1) {
		const code = written.charCodeAt(at);
		if (code >= 64) steps[place] = code < 96 ? code - 64 : 96 - code;
		place += stepsIn(code);
	}
	return steps;
}

/** How many steps a character stands for: a digit for one to ten, all of them none. */
const stepsIn = (code: number): number => (code < 64 ? code - 47 : 1);

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
