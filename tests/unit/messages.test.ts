/** What people read: every sentence in both languages, used, and nowhere but in the catalogues. */
import { parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import { read, sourceFiles } from '../support/sources.ts';

type Catalogue = ReadonlyMap<string, string>;

const areas = sourceFiles('messages/vi', ['.json']).map((path) =>
	path.slice('messages/vi/'.length)
);
const components = sourceFiles('src', ['.svelte']);

describe('The messages', () => {
	it.each(areas)('of %s say the same things in both languages', (area) => {
		expect([...catalogue('en', area).keys()].sort()).toEqual(
			[...catalogue('vi', area).keys()].sort()
		);
	});

	it.each(areas)('of %s have the same placeholders in both languages', (area) => {
		const english = catalogue('en', area);
		for (const [key, vietnamese] of catalogue('vi', area)) {
			expect(placeholders(english.get(key) ?? ''), key).toEqual(placeholders(vietnamese));
		}
	});

	it('call the reader “bạn”; only printed papers say “Ông/Bà”, as their forms do', () => {
		const others = areas.flatMap((area) =>
			[...catalogue('vi', area)].filter(([key]) => !key.startsWith('official_print_'))
		);
		expect(others.filter(([, text]) => /ông\/bà|ông, bà|quý (vị|khách)/i.test(text))).toEqual([]);
	});

	it('of a status hold no dash: one parts it from the dossier where both are told', () => {
		const names = [...catalogue('vi', 'dossier.json'), ...catalogue('en', 'dossier.json')].filter(
			([key]) => key.startsWith('status_')
		);
		expect(names.length).toBeGreaterThan(30);
		expect(names.filter(([, text]) => text.includes(' – '))).toEqual([]);
	});

	it('stand in one area only', () => {
		const keys = areas.flatMap((area) => [...catalogue('vi', area).keys()]);
		expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
	});

	it('are all used', () => {
		const code = [
			...sourceFiles('src', ['.ts', '.svelte']),
			...sourceFiles('pocketbase/hooks', ['.ts'])
		]
			.map(read)
			.join('\n');
		const words = new Set(code.match(/\w+/g));
		const beginnings = [...code.matchAll(/`(\w+_)\$\{/g)].map(([, beginning]) => beginning ?? '');
		const isUsed = (key: string): boolean =>
			words.has(key) || beginnings.some((beginning) => key.startsWith(beginning));
		const keys = areas.flatMap((area) => [...catalogue('vi', area).keys()]);
		expect(keys.filter((key) => !isUsed(key))).toEqual([]);
	});
});

/** Attributes whose value a person reads or hears. */
const SPOKEN = new Set(['alt', 'aria-label', 'aria-description', 'placeholder', 'title', 'label']);

describe('A component', () => {
	it.each(components)('%s holds no sentence of its own', (path) => {
		expect(sentencesIn(path)).toEqual([]);
	});
});

function catalogue(locale: 'vi' | 'en', area: string): Catalogue {
	const messages: unknown = JSON.parse(read(`messages/${locale}/${area}`));
	if (typeof messages !== 'object' || messages === null) throw new Error(`${area} is no object`);
	return new Map(
		Object.entries(messages)
			.filter(([key]) => key !== '$schema')
			.map(([key, value]) => [key, JSON.stringify(value)])
	);
}

function placeholders(message: string): string[] {
	return [...new Set([...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();
}

function sentencesIn(path: string): string[] {
	const found: string[] = [];
	const visit = (node: unknown): void => {
		if (Array.isArray(node)) return node.forEach((child) => visit(child));
		if (!isNode(node)) return;
		if (node.type === 'Attribute' && !SPOKEN.has(String(node.name))) return;
		if (node.type === 'Text' && /\p{L}{2}/u.test(String(node.data))) {
			found.push(String(node.data).trim());
		}
		Object.values(node).forEach(visit);
	};
	visit(parse(read(path), { modern: true }).fragment);
	return found;
}

function isNode(value: unknown): value is Record<string, unknown> & { type: string } {
	return typeof value === 'object' && value !== null && 'type' in value;
}
