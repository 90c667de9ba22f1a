import type { OwnDossier, OwnRecords } from './records.ts';

/** Numbers of records in what people type and say. */

/** A code as receipts print it: `H19.14-261113-0031`. */
export const CODE = /\b[a-z]\d{2}[.\s]?\d{2}[-\s]?\d{6}[-\s]?\d{4}\b/i;

/** The dossier code in a text, spoken digit by digit too; digits only where it was spoken. */
export function codeIn(text: string, words: readonly string[]): string | null {
	const written = CODE.exec(text)?.[0];
	if (written) return written.toUpperCase();
	const digits = spokenDigits(words);
	return digits.length >= 10 ? digits : null;
}

const DIGITS: Readonly<Record<string, string>> = {
	khong: '0',
	linh: '0',
	le: '0',
	mot: '1',
	hai: '2',
	ba: '3',
	bon: '4',
	tu: '4',
	nam: '5',
	lam: '5',
	sau: '6',
	bay: '7',
	tam: '8',
	chin: '9'
};

/** Words between the digits of a code that is spelt out. */
const BETWEEN_DIGITS = new Set(['cham', 'gach', 'ngang', 'tru', 'xuyet', 'xoet', 'dash', 'dot']);

/** "mười chín chấm mười bốn gạch hai sáu …" → `191426…`: the longest run of numbers. */
function spokenDigits(words: readonly string[]): string {
	let longest = '';
	let run = '';
	for (const [at, word] of words.entries()) {
		const next = words[at + 1] ?? '';
		if (word === 'muoi') run += next in DIGITS ? '1' : '10';
		else if (/^\d+$/.test(word)) run += word;
		else if (word in DIGITS) run += DIGITS[word] ?? '';
		else if (!BETWEEN_DIGITS.has(word)) run = '';
		if (run.length > longest.length) longest = run;
	}
	return longest;
}

export const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** A code spelt out is misheard easily ("mười hai tám"): its last digits decide if they are of one. */
export function spelt(digits: string, dossiers: readonly OwnDossier[]): OwnDossier | undefined {
	const fitting = dossiers.filter(({ code }) => digits.endsWith(code.slice(-4)));
	return fitting.length === 1 ? fitting[0] : undefined;
}

/** Which record a number names: the end of a dossier's code, or the number of a document. */
export function recordNamed(
	words: readonly string[],
	{ dossiers, trips }: OwnRecords
): 'track-dossier' | 'travel-approval-status' | null {
	const numbers = words.filter((word) => /^\d{3,}$/.test(word));
	const numbered = (document: string | null) =>
		document !== null && numbers.includes(/^\d+/.exec(document)?.[0] ?? '');
	if (dossiers.some(({ code }) => numbers.includes(code.slice(-4)))) return 'track-dossier';
	if (trips.some(({ decision }) => numbered(decision))) return 'travel-approval-status';
	return dossiers.some(({ resultDocument }) => numbered(resultDocument)) ? 'track-dossier' : null;
}
