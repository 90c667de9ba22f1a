/** How the models of the assistant are learnt: as good as they can be for what they weigh. */
import { expect, it } from 'vitest';
import { loadClassifiers } from '$domain/assistant/classifier.ts';
import { bitsIn, inSteps } from '../../../scripts/assistant/priced-steps.ts';
import { learn, packed, type Example, type Learning } from '../../../scripts/assistant/learn.ts';

const HOW: Learning = {
	decay: 1,
	thrift: 0.001,
	step: 0.5,
	room: 1000,
	rounds: 24,
	dropped: 0.2,
	rarest: 1,
	most: 100
};

/** As often as that; what it says is plain, what comes along with it says nothing. */
const asked = (times: number, label: string, features: string[]): Example[] =>
	Array.from({ length: times }, (_, at) => ({
		features: [...features, at % 2 === 0 ? 'ạ' : 'nhé'],
		label,
		weight: 1
	}));

const EXAMPLES = [
	...asked(200, 'fee', ['phí']),
	...asked(200, 'fee', ['tiền']),
	...asked(200, 'documents', ['giấy']),
	...asked(200, 'form', ['mẫu']),
	...asked(3, 'form', ['đơn'])
];

const learnt = (how: Learning, examples = EXAMPLES) =>
	loadClassifiers(packed({ facet: learn(examples, how) }, [])).facet;

function told(how: Learning, word: string): string | undefined {
	const [best] = [...(learnt(how)?.predict([word]) ?? [])].sort(([, a], [, b]) => b - a);
	return best?.[0];
}

it.each([
	['phí', 'fee'],
	['tiền', 'fee'],
	['giấy', 'documents'],
	['mẫu', 'form'],
	['đơn', 'form']
])('What “%s” asks for is learnt from questions that hold it', (word, facet) => {
	expect(told(HOW, word)).toBe(facet);
});

it('Weights are whole steps', () => {
	const { weights } = learn(EXAMPLES, HOW);
	const steps = [...weights.values()].flat().map((weight) => weight / HOW.step);
	expect(steps.some((count) => count !== 0)).toBe(true);
	expect(steps.filter((count) => !Number.isInteger(count))).toEqual([]);
});

it.each([0, 1, 6, 7])('Weights are numbers after %i rounds too', (rounds) => {
	const { bias, weights } = learn(EXAMPLES, { ...HOW, rounds });
	expect([...bias, ...[...weights.values()].flat()].every(Number.isFinite)).toBe(true);
});

it('Several decisions over one list of features are told apart', () => {
	const sender = [...asked(50, 'citizen', ['tôi']), ...asked(50, 'official', ['cơ quan'])];
	const both = packed({ facet: learn(EXAMPLES, HOW), sender: learn(sender, HOW) }, []);
	const { facet, sender: who } = loadClassifiers(both);
	expect(facet?.reasons(['phí', 'tôi'], 'fee').map(({ feature }) => feature)).toEqual(['phí']);
	expect(who?.reasons(['phí', 'tôi'], 'citizen').map(({ feature }) => feature)).toEqual(['tôi']);
	expect(who?.predict(['cơ quan']).get('official')).toBeGreaterThan(0.8);
});

it('The same examples give the same weights', () => {
	expect(learn(EXAMPLES, HOW)).toEqual(learn(EXAMPLES, HOW));
});

it('Where there is little room what is rare is left out, and what is frequent stays', () => {
	const isWritten = (how: Learning, word: string) =>
		(learnt(how)?.reasons([word], 'form') ?? []).length > 0;
	const narrow = { ...HOW, room: 8 };
	expect([isWritten(HOW, 'đơn'), isWritten(narrow, 'đơn')]).toEqual([true, false]);
	expect([told(narrow, 'giấy'), told(narrow, 'tiền')]).toEqual(['documents', 'fee']);
});

it.each([40, 120, 400])(
	'Weights in %i bits take no more, and are written as closely as these allow',
	(room) => {
		const frequencies = Float64Array.from({ length: 60 }, (_, feature) => 1 + (feature % 7) * 30);
		const weights = Float64Array.from({ length: 180 }, (_, at) => Math.sin(at) * (at % 5));
		const features = [...frequencies.keys()];
		const written = (bits: number) =>
			inSteps(features, weights, frequencies, { labels: 3, step: 0.5, room: bits });
		const off = (bits: number): number => {
			const rows = written(bits);
			return features.reduce((sum, feature) => {
				const missed = [...weights.subarray(feature * 3, feature * 3 + 3)].map(
					(weight, label) => weight - (rows.get(feature)?.weights[label] ?? NaN)
				);
				return sum + (frequencies[feature] ?? 0) * missed.reduce((a, b) => a + b * b, 0);
			}, 0);
		};
		const taken = bitsIn([...written(room).values()]);
		expect(taken).toBeLessThanOrEqual(room);
		expect(taken).toBeGreaterThan(0.75 * room);
		expect(off(room)).toBeLessThan(off(room / 2));
	}
);

it('Of more features than are allowed those stay that decide most', () => {
	const few = { ...HOW, most: 4 };
	expect([...learn(EXAMPLES, few).weights.keys()]).toHaveLength(4);
	expect(told(few, 'phí')).toBe('fee');
	expect(told(few, 'mẫu')).toBe('form');
});

it('What was known before anybody asked holds until examples say otherwise', () => {
	const known = [
		['bản khai', 'form', 4],
		['phí', 'form', 4]
	] as const;
	const examples = [...EXAMPLES, ...asked(1, 'documents', ['bản khai', 'giấy'])];
	const facet = learnt({ ...HOW, known }, examples);
	const probability = (word: string) => facet?.predict([word]).get('form') ?? 0;
	expect(probability('bản khai')).toBeGreaterThan(0.5);
	expect(probability('phí')).toBeLessThan(0.1);
});
