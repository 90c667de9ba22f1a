/** The same conversation stands open in two tabs: nothing said is lost, and nobody is disturbed. */
import 'fake-indexeddb/auto';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
	eraseConversations,
	listConversations,
	unaskedText,
	type Said
} from '$data/conversations.ts';
import { NOBODY } from '$data/storage/rows.ts';
import AssistantPage from '$features/assistant/AssistantPage.svelte';
import type { Talk } from '$features/assistant/talk.svelte.ts';
import { delivered } from '$features/catalogue/published.server.ts';

const LEGALISE = 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su';
const FEE = 'lệ phí hợp pháp hóa lãnh sự';
const CARD = 'giấy tờ xin cấp lại thẻ abtc';
const ELSEWHERE = 'làm căn cước công dân ở đâu';

const closing: (() => void)[] = [];

/** The device has the app's own files, and no network. */
async function appFiles(path: string): Promise<Response> {
	if (path.endsWith('/tro-ly/danh-muc.json')) return new Response(JSON.stringify(delivered()));
	throw new TypeError('Failed to fetch');
}

beforeEach(async () => {
	vi.stubGlobal('fetch', appFiles);
	Element.prototype.scrollIntoView = () => undefined;
	await eraseConversations(NOBODY);
});

afterEach(closeTabs);

/** From now on they hear nothing of each other. */
function closeTabs() {
	for (const close of closing.splice(0)) close();
}

/** A tab has its own copy of the app; what it shares with others is the device. */
async function openTab({ waiting = false } = {}): Promise<Talk> {
	vi.resetModules();
	const { Talk } = await import('$features/assistant/talk.svelte.ts');
	const talk = new Talk();
	closing.push(talk.watch());
	if (waiting) await talk.recall();
	else await talk.begin();
	return talk;
}

/** As on a slow line. @returns what lets it come */
function holdBackTheAssistant(): () => void {
	let come: () => void = () => undefined;
	const held = new Promise<void>((resolve) => (come = resolve));
	vi.stubGlobal('fetch', async (path: string) => {
		await held;
		return appFiles(path);
	});
	return come;
}

const questions = (said: readonly Said[]) =>
	said.flatMap((each) => (each.kind === 'question' ? [each.text] : []));
const kinds = (said: readonly Said[]) => said.map(({ kind }) => kind);

/** What was said in the only conversation on the device. */
async function kept(): Promise<readonly Said[]> {
	const [conversation, ...others] = await listConversations(NOBODY);
	expect(others).toEqual([]);
	return conversation?.said ?? [];
}

/** Two tabs on a conversation of one question and its answer. */
async function twoTabs(): Promise<[here: Talk, there: Talk]> {
	const here = await openTab();
	await here.ask(FEE);
	await waitFor(async () => expect(await kept()).toHaveLength(2));
	const there = await openTab();
	expect(there.said).toEqual(here.said);
	return [here, there];
}

test('what is said in one tab stands in the other, and neither takes away what the other added', async () => {
	const [here, there] = await twoTabs();
	await there.ask(CARD);
	await waitFor(() => expect(questions(here.said)).toEqual([FEE, CARD]));
	await here.ask(ELSEWHERE);
	await waitFor(() => expect(questions(there.said)).toEqual([FEE, CARD, ELSEWHERE]));
	await waitFor(async () => expect(await kept()).toHaveLength(6));
});

test('asked in both at the same time, both stay: each answer under its question, in one order for all', async () => {
	const [here, there] = await twoTabs();
	await Promise.all([here.ask(CARD), there.ask(ELSEWHERE)]);
	await waitFor(() => expect(here.said).toHaveLength(6));
	await waitFor(() => expect(there.said).toEqual(here.said));
	await waitFor(async () => expect(await kept()).toEqual(here.said));
	expect(questions(here.said).sort()).toEqual([FEE, CARD, ELSEWHERE].sort());
	for (const [place, said] of here.said.entries()) {
		if (said.kind === 'reply') expect(said.to).toBe(here.said[place - 1]?.id);
	}
});

test('an answer rated in one tab and a checklist begun in the other both stay', async () => {
	const [here, there] = await twoTabs();
	here.rate(here.said[1]?.id ?? '', 'helpful');
	await there.beginChecklist(LEGALISE);
	await waitFor(() => expect(kinds(here.said)).toEqual(['question', 'reply', 'checklist']));
	await waitFor(() => expect(there.said[1]).toMatchObject({ rating: 'helpful' }));
	await waitFor(async () => expect(await kept()).toEqual(here.said));
});

test('what one tab erases is gone from the other, and does not come back with what is asked next', async () => {
	const [here, there] = await twoTabs();
	await there.erase(there.conversation);
	await waitFor(() => expect(here.said).toEqual([]));
	await here.ask(CARD);
	await waitFor(async () => expect(questions(await kept())).toEqual([CARD]));
});

test('asked before the tab heard of the erasing, what is asked now begins a conversation of its own', async () => {
	const [here, there] = await twoTabs();
	const { id } = here.conversation;
	closeTabs();
	await there.erase(there.conversation);
	await here.ask(CARD);
	await waitFor(async () => expect(kinds(await kept())).toEqual(['question', 'reply']));
	expect(questions(here.said)).toEqual([CARD]);
	expect(questions(await kept())).toEqual([CARD]);
	expect(here.conversation.id).not.toBe(id);
});

test('an answer that was under way is not kept without its question, when that was erased', async () => {
	const there = await openTab();
	await there.ask(FEE);
	await waitFor(async () => expect(await kept()).toHaveLength(2));
	const come = holdBackTheAssistant();
	const here = await openTab({ waiting: true });
	const asking = here.ask(CARD);
	await waitFor(async () => expect(await kept()).toHaveLength(3));
	await there.eraseAll();
	come();
	await asking;
	await waitFor(() => expect(here.said).toEqual([]));
	expect(await kept()).toEqual([]);
	expect(here.announcement).toBe('');
});

const log = () => screen.getByRole('log');
const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Câu hỏi của bạn' });

/** The page stands open on what another tab asked, with something half typed. */
async function openPage(): Promise<Talk> {
	const there = await openTab();
	await there.ask(FEE);
	await waitFor(async () => expect(await kept()).toHaveLength(2));
	render(AssistantPage, { agency: 'Sở' });
	await within(log()).findByRole('article');
	await userEvent.type(box(), 'đang gõ dở');
	await waitFor(() => expect(box().dataset['kept']).toBe('true'));
	return there;
}

test('what comes from the other tab leaves the box, the focus, the view and the screen reader alone', async () => {
	const there = await openPage();
	const button = within(log()).getByRole('button', { name: 'Có' });
	button.focus();
	const scroll = vi.fn();
	Element.prototype.scrollIntoView = scroll;
	await there.ask(CARD);
	await waitFor(() => expect(within(log()).getAllByRole('article')).toHaveLength(2));
	expect(document.activeElement).toBe(button);
	expect(box().value).toBe('đang gõ dở');
	expect(await unaskedText(NOBODY)).toBe('đang gõ dở');
	expect(screen.queryByText(/^Trợ lý trả lời/)).toBeNull();
	expect(scroll).not.toHaveBeenCalled();
});

test('what was erased in the other tab leaves the page, also for screen readers, and the box as it is', async () => {
	const there = await openPage();
	await userEvent.clear(box());
	await userEvent.type(box(), `${CARD}{Enter}`);
	await screen.findByText(/^Trợ lý trả lời/);
	await userEvent.type(box(), 'đang gõ dở');
	await there.erase(there.conversation);
	await waitFor(() => expect(within(log()).queryAllByRole('article')).toEqual([]));
	expect(screen.queryByText(/^Trợ lý trả lời/)).toBeNull();
	expect(box().value).toBe('đang gõ dở');
	expect(document.activeElement).toBe(box());
});
