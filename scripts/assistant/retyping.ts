/** The same question as other people type it. */
export type Retyping = (text: string, chance: () => number) => string;

const MARKS = /[\u0300-\u036f]/g;
const bare = (text: string): string =>
	text.normalize('NFD').replace(MARKS, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

interface Keys {
	readonly tone: Readonly<Record<string, string>>;
	/** Mark and letter it stands on → keys for both. */
	readonly mark: (letter: string, mark: string) => string;
	readonly crossed: string;
}

const [GRAVE, ACUTE, HOOK, TILDE, DOT] = ['\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];
const [ROOF, BREVE, HORN] = ['\u0302', '\u0306', '\u031b'];

const TELEX: Keys = {
	tone: { [ACUTE]: 's', [GRAVE]: 'f', [HOOK]: 'r', [TILDE]: 'x', [DOT]: 'j' },
	mark: (letter, mark) => (mark === ROOF ? letter + letter : `${letter}w`),
	crossed: 'dd'
};
const VNI: Keys = {
	tone: { [ACUTE]: '1', [GRAVE]: '2', [HOOK]: '3', [TILDE]: '4', [DOT]: '5' },
	mark: (letter, mark) => letter + (mark === ROOF ? '6' : mark === HORN ? '7' : '8'),
	crossed: 'd9'
};

/** Keystrokes of a word by a keyboard that was not switched on: the tone comes last. */
function keystrokes(text: string, { tone, mark, crossed }: Keys): string {
	return text.toLowerCase().replace(/[\p{L}]+/gu, (word) => {
		let end = '';
		const letters = [...word.normalize('NFD').replace(/đ/g, crossed)].reduce<string[]>(
			(typed, letter) => {
				if (letter in tone) end = tone[letter] ?? '';
				else if ([ROOF, BREVE, HORN].includes(letter)) typed.push(mark(typed.pop() ?? '', letter));
				else typed.push(letter);
				return typed;
			},
			[]
		);
		return letters.join('') + end;
	});
}

const NEIGHBOURS: Readonly<Record<string, string>> = {
	a: 's',
	b: 'v',
	c: 'x',
	d: 's',
	e: 'r',
	g: 'h',
	h: 'j',
	i: 'o',
	k: 'l',
	l: 'k',
	m: 'n',
	n: 'm',
	o: 'p',
	p: 'o',
	q: 'w',
	r: 'e',
	s: 'd',
	t: 'y',
	u: 'i',
	v: 'c',
	x: 'z',
	y: 'u'
};

/** One slip: a letter dropped, doubled, swapped with the next, or its neighbour key. */
function slip(text: string, chance: () => number): string {
	const places = [...text].flatMap((letter, at) => (/\p{L}/u.test(letter) ? [at] : []));
	const at = places[Math.floor(chance() * places.length)] ?? 0;
	const letter = text[at] ?? '';
	switch (Math.floor(chance() * 4)) {
		case 0:
			return text.slice(0, at) + text.slice(at + 1);
		case 1:
			return text.slice(0, at) + letter + text.slice(at);
		case 2:
			return text.slice(0, at) + (text[at + 1] ?? '') + letter + text.slice(at + 2);
		default:
			return (
				text.slice(0, at) + (NEIGHBOURS[bare(letter).toLowerCase()] ?? letter) + text.slice(at + 1)
			);
	}
}

/** Retypings with the share of questions that must be understood alike. */
export const RETYPINGS: Readonly<
	Record<string, { readonly how: Retyping; readonly target: number }>
> = {
	'without diacritics': { how: bare, target: 0.97 },
	'Telex keystrokes': { how: (text) => keystrokes(text, TELEX), target: 0.93 },
	'VNI keystrokes': { how: (text) => keystrokes(text, VNI), target: 0.93 },
	'one typing error': { how: slip, target: 0.95 },
	'upper case': { how: (text) => text.toUpperCase(), target: 1 },
	'no punctuation': { how: (text) => text.replace(/[.,?!;:]+(?=\s|$)/g, ''), target: 1 },
	decomposed: { how: (text) => text.normalize('NFD'), target: 1 },
	'with a greeting': { how: (text) => `Chào bạn, ${text}`, target: 1 },
	'with a courtesy': { how: (text) => `${text.replace(/[?.!]+$/, '')} ạ`, target: 1 }
};
