/** The engine inside PocketBase reads the catalogue as Node does. */
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/api.ts';
import { seedCatalogue } from '../support/catalogue.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';

let server: DisposableServer;

beforeAll(async () => {
	server = await startDisposableServer({ seed: 'none' });
});
afterAll(() => server.stop());

const Published = v.object({
	items: v.array(v.object({ slug: v.string(), version: v.string(), data: v.unknown() }))
});

describe('The published catalogue', () => {
	it('is every version of the seed with its rules, readable by anyone', async () => {
		const answer = await ask(server, 'GET', '/api/collections/procedures/records?perPage=100');
		expect(answer.status).toBe(200);
		const { items } = v.parse(Published, answer.body);
		const published = new Map(items.map(({ slug, version, data }) => [`${slug} ${version}`, data]));
		expect(published.size).toBe(12);
		for (const entry of seedCatalogue()) {
			const { slug, version } = entry.procedure;
			expect(published.get(`${slug} ${version}`), slug).toEqual(entry);
		}
	});
});
