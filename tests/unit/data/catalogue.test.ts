import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findCurrentEntries, findCurrentEntry, findEntry, keepCatalogue } from '$data/catalogue.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { NOBODY } from '$data/storage/rows.ts';

const DAY = '2026-06-09';
const entry = (slug: string, version: string) => ({
	procedure: {
		slug,
		version,
		name: { vi: slug, en: slug },
		papers: [],
		validFrom: null,
		validTo: null
	},
	rules: { questions: [], fields: [] }
});

let published: ReturnType<typeof entry>[];
let asked: URLSearchParams[];
let isOnline: boolean;
beforeEach(async () => {
	await forgetOwner(NOBODY);
	published = [entry('a', '1'), entry('b', '1')];
	asked = [];
	isOnline = true;
	vi.stubGlobal('fetch', async (path: string) => {
		if (!isOnline) throw new TypeError('Failed to fetch');
		const query = new URL(path, 'http://app.test').searchParams;
		asked.push(query);
		const filter = query.get('filter') ?? '';
		const items = published.filter(
			({ procedure: { slug, version } }) =>
				filter === '' ||
				filter.includes(`slug = '${slug}' && version = '${version}'`) ||
				filter === `slug = '${slug}'`
		);
		const answered = query.has('fields')
			? items.map(({ procedure: { slug, version } }) => ({ slug, version }))
			: items.map((data) => ({ data }));
		return new Response(JSON.stringify({ items: answered }), { status: 200 });
	});
});
afterEach(() => vi.unstubAllGlobals());

const versionOf = async (slug: string) => {
	const answer = await findCurrentEntry(slug, DAY);
	return answer.ok ? answer.value.procedure.version : answer.kind;
};

describe('The catalogue on the device', () => {
	it('is enough to begin a dossier without network', async () => {
		await keepCatalogue();
		isOnline = false;
		expect(await versionOf('b')).toBe('1');
		expect(await findCurrentEntries(DAY)).toMatchObject({ value: [{}, {}] });
		expect(await findEntry('a', '1')).toMatchObject({ ok: true });
	});

	it('is asked for what is new only', async () => {
		await keepCatalogue();
		await keepCatalogue();
		published = [...published, entry('b', '2')];
		await keepCatalogue();
		expect(asked.map((query) => query.get('filter'))).toEqual([
			null,
			"(slug = 'a' && version = '1') || (slug = 'b' && version = '1')",
			null,
			null,
			"(slug = 'b' && version = '2')"
		]);
		isOnline = false;
		expect(await findEntry('b', '2')).toMatchObject({ ok: true });
	});

	it('gives way to what the server tells', async () => {
		await keepCatalogue();
		published = [...published, entry('b', '2')];
		expect(await versionOf('b')).toBe('2');
	});

	it('says why when it has nothing to tell', async () => {
		isOnline = false;
		expect(await versionOf('a')).toBe('fault');
		expect(await findCurrentEntries(DAY)).toMatchObject({ fault: 'offline' });
	});
});
