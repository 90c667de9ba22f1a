/** What goes to an official who is asked after an answer. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { Talk } from '$features/assistant/talk.svelte.ts';
import { delivered } from '$features/catalogue/published.server.ts';

beforeEach(() => {
	vi.stubGlobal('fetch', async (path: string) => {
		if (path.endsWith('/tro-ly/danh-muc.json')) return new Response(JSON.stringify(delivered()));
		throw new TypeError('Failed to fetch');
	});
});

test('Of two things that were asked for, the one that the catalogue does not record', async () => {
	const talk = new Talk();
	await talk.begin();
	await talk.ask('Xin phép hội thảo quốc tế: căn cứ pháp lý, biểu mẫu');
	const [answered] = talk.said.filter((said) => said.kind === 'reply');
	expect(answered?.reply.facets).toEqual(['legal-basis', 'form']);
	expect(talk.handedOver(answered?.id ?? '').facet).toBe('form');
});

test('The first of what was asked for, where all of it is recorded', async () => {
	const talk = new Talk();
	await talk.begin();
	await talk.ask('Phí làm công hàm?');
	const [answered] = talk.said.filter((said) => said.kind === 'reply');
	expect(answered?.reply.unknown).toEqual([]);
	expect(talk.handedOver(answered?.id ?? '').facet).toBe('fee');
});
