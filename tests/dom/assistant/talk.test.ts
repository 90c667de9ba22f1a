import 'fake-indexeddb/auto';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { countReply } from '$data/assistant-outcomes.ts';
import { eraseConversations, listConversations } from '$data/conversations.ts';
import { NOBODY } from '$data/storage/rows.ts';
import AssistantPage from '$features/assistant/AssistantPage.svelte';
import { delivered } from '$features/catalogue/published.server.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';

/** The device has the app's own files, and no network. */
beforeEach(async () => {
	vi.stubGlobal('fetch', async (path: string) => {
		if (path.endsWith('/tro-ly/danh-muc.json')) return new Response(JSON.stringify(delivered()));
		throw new TypeError('Failed to fetch');
	});
	Element.prototype.scrollIntoView = () => undefined;
	await eraseConversations(NOBODY);
});

const log = () => screen.getByRole('log');
const box = () => screen.getByRole('textbox', { name: 'Câu hỏi của bạn' });

async function ask(text: string) {
	const user = userEvent.setup();
	await user.type(box(), `${text}{Enter}`);
	return user;
}

test('the answer stands after the question: name, facts, source, next steps, why, rating', async () => {
	render(AssistantPage, { agency: 'Sở' });
	await ask('lệ phí hợp pháp hóa lãnh sự');
	const answer = await within(log()).findByRole('article');
	const order = [
		'lệ phí hợp pháp hóa lãnh sự',
		'Trợ lý tự động',
		'Thủ tục chứng nhận lãnh sự',
		'Phí, lệ phí',
		'30.000 đồng',
		'chưa xác minh',
		'Theo danh mục kiểm tra ngày',
		'Giấy tờ cho đúng trường hợp của tôi',
		'Vì sao có câu trả lời này?',
		'Câu trả lời có giúp được bạn không?'
	];
	const text = log().textContent ?? '';
	const places = order.map((part) => text.indexOf(part));
	expect(places).not.toContain(-1);
	expect(places).toEqual([...places].sort((a, b) => a - b));
	expect(within(answer).getAllByRole('heading')[0]?.textContent).toContain('chứng nhận lãnh sự');
});

test('the log says when what was said lies on the device', async () => {
	render(AssistantPage, { agency: 'Sở' });
	expect(log().dataset.stored).toBe('true');
	const before: (string | null)[] = [];
	const watching = new MutationObserver((changes) => {
		before.push(...changes.map(({ oldValue }) => oldValue));
	});
	watching.observe(log(), { attributeFilter: ['data-stored'], attributeOldValue: true });
	await ask('lệ phí hợp pháp hóa lãnh sự');
	await within(log()).findByRole('article');
	await waitFor(() => expect(log().dataset.stored).toBe('true'));
	expect(before).toContain('false');
	const [kept] = await listConversations(NOBODY);
	expect(kept?.said.map(({ kind }) => kind)).toEqual(['question', 'reply']);
});

test('what is counted while the counts are shown joins them', async () => {
	render(AssistantPage, { agency: 'Sở' });
	await userEvent.click(screen.getByRole('button', { name: m.conversation_settings() }));
	await screen.findByText(m.sharing_rows_none());
	const reply = { kind: 'decline', unknown: [], procedure: null } as const;
	await countReply(NOBODY, reply);
	await screen.findByRole('cell', { name: m.sharing_outcome_declined() });
});

test('each answer is announced once, politely, and the focus stays in the box', async () => {
	render(AssistantPage, { agency: 'Sở' });
	const told: string[] = [];
	const watching = new MutationObserver((changes) => {
		for (const { target } of changes) {
			const element = target instanceof Element ? target : target.parentElement;
			const region = element?.closest('[aria-live], [role=status], [role=alert]');
			if (region && region.getAttribute('aria-live') !== 'off') {
				told.push(region.textContent?.trim() ?? '');
			}
		}
	});
	watching.observe(document, { childList: true, characterData: true, subtree: true });
	await ask('lệ phí hợp pháp hóa lãnh sự');
	await within(log()).findByRole('article');
	await waitFor(() => expect(told).toHaveLength(1));
	expect(told[0]).toMatch(/^Trợ lý trả lời: .*30\.000 đồng/);
	expect(log().getAttribute('aria-live')).toBe('off');
	expect(document.activeElement).toBe(box());
	watching.disconnect();
});

test('what holds personal data is neither asked nor kept, and stays to be edited', async () => {
	render(AssistantPage, { agency: 'Sở' });
	await ask('hồ sơ của 001190012345 tới đâu rồi');
	const notice = await screen.findByRole('alert');
	expect(notice.textContent).toContain('001190012345');
	expect((box() as HTMLTextAreaElement).value).toContain('001190012345');
	expect(within(log()).queryByText(/tới đâu/)).toBeNull();
	expect(await listConversations(NOBODY)).toEqual([]);
});

test('a checklist asks one question after the other, each answer can be changed, and ends in papers', async () => {
	render(AssistantPage, { agency: 'Sở' });
	const user = await ask('giấy tờ xin cấp lại thẻ abtc');
	await user.click(
		await within(log()).findByRole('button', { name: 'Giấy tờ cho đúng trường hợp của tôi' })
	);
	const card = (await within(log()).findAllByRole('article'))[1] as HTMLElement;
	// Said already: that the card is issued again.
	expect(within(card).getByText('Cấp lại')).toBeTruthy();
	await user.click(within(card).getByRole('button', { name: 'Cán bộ, công chức, viên chức' }));
	expect(document.activeElement?.textContent).toContain('18 tuổi');
	await user.click(within(card).getByRole('button', { name: 'Đúng' }));
	expect(within(card).getByRole('heading', { name: /Trong trường hợp của bạn/ })).toBe(
		document.activeElement
	);
	const prepare = within(card).getByRole('link', { name: /Chuẩn bị hồ sơ|Nộp hồ sơ/ });
	expect(prepare.getAttribute('href')).toContain('doi-tuong=can-bo');

	await user.click(within(card).getByRole('button', { name: /^Đổi: Người xin dùng thẻ/ }));
	await user.click(within(card).getByRole('button', { name: 'Doanh nhân của doanh nghiệp' }));
	expect(document.activeElement?.textContent).toContain('12 tháng');
});

test('what another window erased does not come back', async () => {
	render(AssistantPage, { agency: 'Sở' });
	await ask('lệ phí hợp pháp hóa lãnh sự');
	await within(log()).findByRole('article');
	await waitFor(async () => expect(await listConversations(NOBODY)).toHaveLength(1));
	await eraseConversations(NOBODY);
	document.dispatchEvent(new Event('visibilitychange'));
	await waitFor(() => expect(within(log()).queryByRole('article')).toBeNull());
});
