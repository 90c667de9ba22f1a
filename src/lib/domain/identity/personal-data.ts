/**
 * Finds in a text what identifies or reaches a person (dữ liệu cá nhân), so that whoever writes to
 * the office sees it marked before it leaves the device. It knows numbers and addresses, not names.
 *
 * @source Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; Luật Căn cước 26/2023/QH15, Điều 12 (số định
 * danh cá nhân: 12 chữ số); Luật Căn cước công dân 59/2014/QH13 (chứng minh nhân dân: 9 hoặc 12 chữ số)
 */
export const PERSONAL_DATA_KINDS = [
	/** Số định danh cá nhân, số căn cước. */
	'citizen_id',
	/** Số chứng minh nhân dân cũ. */
	'old_id',
	'passport',
	'phone',
	'email'
] as const;
export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

/** A stretch of the text, in UTF-16 units: `text.slice(from, to)`. */
export interface PersonalData {
	readonly kind: PersonalDataKind;
	readonly from: number;
	readonly to: number;
}

/** What is found, in the order of the text; no two overlap. Its time grows with the text's length only. */
export function findPersonalData(text: string): PersonalData[] {
	const emails = emailsIn(text);
	// What was recognised is not looked at again, and what only looks like a number of a person never is.
	const rest = harmlessCovered(covered(text, emails));
	const passports = passportsIn(rest);
	const numbers = numbersIn(covered(rest, passports));
	return [...emails, ...passports, ...numbers].sort((a, b) => a.from - b.from);
}

/** The text with these stretches made unreadable, and of the same length. */
export function struckOut(
	text: string,
	stretches: readonly Pick<PersonalData, 'from' | 'to'>[]
): string {
	return stretches.reduce(
		(struck, { from, to }) => struck.slice(0, from) + STRUCK.repeat(to - from) + struck.slice(to),
		text
	);
}

const STRUCK = '•';
/** Ends every number and word, and belongs to none. */
const COVER = '|';

function covered(text: string, stretches: readonly Pick<PersonalData, 'from' | 'to'>[]): string {
	return stretches.reduce(
		(rest, { from, to }) => rest.slice(0, from) + COVER.repeat(to - from) + rest.slice(to),
		text
	);
}

/**
 * Numbers that say nothing of a person. Each pattern ends after so many characters: without an end
 * it would go through a long row of digits anew from each of them.
 */
const HARMLESS: readonly RegExp[] = [
	// Codes of dossiers: H19.14-261113-0031, also typed with blanks or read from a receipt.
	/[A-Za-z]\d{2}(?:[. ]?\d{1,3})?[- ]\d{6}[- ]\d{4}(?!\d)/g,
	// Documents: 49/2019/QH14, 1234/QĐ-UBND.
	/\d{1,5}\/(?:\d{4}\/)?[A-Za-zĐđ][A-Za-zĐđ0-9-]*/g,
	// National codes of procedures: 1.001308, 1.001308.000.00.00.H19.
	/\d\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}(?:\.[A-Za-z]\d{2})?)?(?![\d.]\d)/g,
	// Days: 13/11/2026, 13-11-2026, 13.11.2026, 2026-11-13.
	/(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})(?!\d)/g,
	// Amounts that name their money: 1.500.000 đồng, 200 000đ, 150000000 VND.
	/(?:\d{1,3}(?: \d{3}){1,6}|\d(?:[.,]?\d){0,24})(?:,\d{1,2})? ?(?:đồng|đ|dong|vnđ|vnd|usd|eur|triệu|trieu|tỷ|ty)(?![A-Za-z0-9À-ỹ])/gi,
	/(?:[$€]|usd|vnd|vnđ) ?\d(?:[.,]?\d){0,24}/gi,
	// Amounts without: round to thousands, and grouped as amounts are.
	/[1-9]\d{0,2}(?:[.,]\d{3}){0,6}[.,]000(?![\d.,]?\d)/g,
	/[1-9]\d{0,15}0{5}(?!\d)/g,
	// Numbers for everybody, free or at a price; not in the middle of one written apart.
	/(?:^|[^\d][ .-]|[^\d .-])1[89]00(?:[ .-]?\d{2,4}){1,3}(?![ .-]?\d)/g
];

const DIGIT = /[0-9]/;

/** Only where a number begins: the end of a person's number is not harmless. */
function harmlessCovered(text: string): string {
	return HARMLESS.reduce(
		(rest, pattern) =>
			rest.replace(pattern, (match: string, ...more: unknown[]) => {
				const at = more.find((each): each is number => typeof each === 'number') ?? 0;
				const begins = !DIGIT.test(rest[at - 1] ?? '') || !DIGIT.test(match[0] ?? '');
				return begins ? COVER.repeat(match.length) : match;
			}),
		text
	);
}

const BEFORE_AT = /[A-Za-z0-9._%+-]/;
const AFTER_AT = /[A-Za-z0-9.-]/;

/** Outwards from each `@`: a pattern would look at long words again and again. */
function emailsIn(text: string): PersonalData[] {
	const found: PersonalData[] = [];
	let least = 0;
	for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
		let from = at;
		while (from > least && BEFORE_AT.test(text[from - 1] ?? '')) from -= 1;
		let to = at + 1;
		while (to < text.length && AFTER_AT.test(text[to] ?? '')) to += 1;
		// A sentence that ends with an address ends behind it.
		while (/[.-]/.test(text[to - 1] ?? '')) to -= 1;
		const domain = text.slice(at + 1, to);
		if (from < at && /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(domain)) {
			found.push({ kind: 'email', from, to });
		}
		least = Math.max(least, to);
	}
	return found;
}

/** Letters of a passport number stand alone: one before 7 or 8 digits, or two right before them. */
const PASSPORT = /(?:[A-Za-z][ .-]?|[A-Za-z]{2})\d(?:[ .-]?\d){6,7}(?![ .-]?\d)/g;
const LETTER = /[A-Za-z0-9À-ỹ\u0300-\u036f]/;

function passportsIn(text: string): PersonalData[] {
	const found: PersonalData[] = [];
	for (let match = PASSPORT.exec(text); match; match = PASSPORT.exec(text)) {
		const from = match.index;
		const to = from + match[0].length;
		if (LETTER.test(text[from - 1] ?? '')) PASSPORT.lastIndex = from + 1;
		else if (!LETTER.test(text[to] ?? '')) found.push({ kind: 'passport', from, to });
	}
	return found;
}

/** Longer than any number of a person, with its prefix. */
const MOST_DIGITS = 13;

interface Group {
	readonly from: number;
	readonly to: number;
	/** Where the number it belongs to may go on: it is followed by another group. */
	readonly joined: boolean;
}

/**
 * Groups of digits, which may be parts of one number written apart. The longest number that begins
 * with a group counts; numbers that merely follow each other are told from each other by that.
 */
function numbersIn(text: string): PersonalData[] {
	const groups = groupsIn(text);
	const found: PersonalData[] = [];
	for (let first = 0; first < groups.length; first += 1) {
		const number = longestFrom(text, groups, first);
		if (!number) continue;
		found.push(number.data);
		first = number.last;
	}
	return found;
}

function longestFrom(
	text: string,
	groups: readonly Group[],
	first: number
): { readonly data: PersonalData; readonly last: number } | undefined {
	let best: { readonly data: PersonalData; readonly last: number } | undefined;
	let digits = '';
	for (let last = first; last < groups.length; last += 1) {
		const begin = groups[first];
		const group = groups[last];
		if (!begin || !group) break;
		digits += text.slice(group.from, group.to);
		if (digits.length > MOST_DIGITS) break;
		const isInternational = text[begin.from - 1] === '+';
		const kind = kindOf(digits, isInternational);
		if (kind) {
			const from = isInternational ? begin.from - 1 : begin.from;
			best = { data: { kind, from, to: group.to }, last };
			// A number that is whole by itself is not the beginning of another.
			if (last === first) break;
		}
		if (!group.joined) break;
	}
	return best;
}

/** At most one sign, or a bracket and a blank, between two groups of one number. */
const BETWEEN = /^(?:[ .\-\u00a0]|\) ?| - )$/;

function groupsIn(text: string): Group[] {
	const found: { from: number; to: number }[] = [];
	const pattern = /\d+/g;
	for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
		found.push({ from: match.index, to: match.index + match[0].length });
	}
	return found.map(({ from, to }, at) => {
		const next = found[at + 1];
		return { from, to, joined: next !== undefined && BETWEEN.test(text.slice(to, next.from)) };
	});
}

function kindOf(digits: string, isInternational: boolean): PersonalDataKind | undefined {
	if (isInternational) return digits.length >= 9 ? 'phone' : undefined;
	// Mobile: 0 and 9 digits; with the country's 84; landline: 02 and 9 digits.
	if (/^(?:0|84|0084)[35789]\d{8}$/.test(digits) || /^(?:0|84)2\d{9}$/.test(digits)) return 'phone';
	if (digits.length === 12) return 'citizen_id';
	return digits.length === 9 ? 'old_id' : undefined;
}
