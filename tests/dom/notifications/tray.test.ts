import 'fake-indexeddb/auto';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Account } from '$data/account.ts';
import { holdList } from '$data/held-dossiers.ts';
import type { Request } from '$data/remote.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { keepTray } from '$data/tray.ts';
import TrayList from '$features/notifications/TrayList.svelte';
import { aDossier } from '../../support/dossier-makers.ts';

const server = vi.hoisted(() => ({ ask: vi.fn<(path: string, ...given: unknown[]) => unknown>() }));
vi.mock('$data/remote.ts', () => ({ ask: server.ask, watch: () => () => undefined }));
vi.mock('$data/sync/syncing.ts', () => ({ wakeFetching: () => undefined }));
vi.mock('$data/catalogue.ts', () => ({
	findEntry: () =>
		Promise.resolve({
			ok: true,
			value: { procedure: { name: { vi: 'Cho phép đi nước ngoài', en: 'Leave to travel' } } }
		})
}));

const ME: Account = {
	type: 'applicant',
	id: 'me',
	name: 'Nguyễn Thị Hạnh',
	email: 'hanh@example.vn',
	phone: '',
	kind: 'citizen'
};
const DOSSIER = aDossier('in_review');
const OFFLINE = { ok: false, kind: 'fault', fault: 'offline' };

type Row = { id: string; event: string; dossier: string; at: string; openedAt: string | null };
let rows: Row[];
let told: string[][];

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const row = (id: string, changes: Partial<Row> = {}): Row => ({
	id,
	event: 'received',
	dossier: DOSSIER.id,
	at: hoursAgo(0),
	openedAt: null,
	...changes
});

beforeEach(async () => {
	rows = [];
	told = [];
	server.ask.mockReset().mockImplementation((path, _schema, request) => {
		if (path !== '/api/app/notifications/read') {
			return Promise.resolve({ ok: true, value: { items: rows, whole: true, until: hoursAgo(0) } });
		}
		told.push(((request as Request).body as { ids: string[] }).ids);
		return Promise.resolve({ ok: true, value: {} });
	});
	await forgetOwner(ME.id);
	await holdKey(ME.id, 'a'.repeat(64));
	await holdList(ME.id, [DOSSIER]);
});

async function show(...shown: Row[]) {
	rows = shown;
	await keepTray(ME.id);
	render(TrayList, { account: ME });
	return screen.findAllByRole('article');
}

test('says what happened, in which dossier, and leads there', async () => {
	const [entry] = await show(row('a'));
	const link = within(entry as HTMLElement).getByRole('link', { name: /đã được tiếp nhận/ });
	expect(link.getAttribute('href')).toBe(`/ho-so/${DOSSIER.id}`);
	await within(entry as HTMLElement).findByText('Cho phép đi nước ngoài');
	expect(entry?.textContent).toContain(DOSSIER.code);
});

test('of a dossier that the device does not hold it says what happened all the same', async () => {
	const [entry] = await show(row('a', { dossier: 'unknown00000001', event: 'result_ready' }));
	expect(within(entry as HTMLElement).getByRole('link', { name: /Đã có kết quả/ })).toBeTruthy();
});

test('an event of a newer server is news as well, and one about no dossier leads nowhere', async () => {
	const entries = await show(
		row('a', { event: 'invented_later' }),
		row('b', { at: hoursAgo(1), event: 'test', dossier: '' })
	);
	expect(screen.getByText('Có cập nhật mới.')).toBeTruthy();
	expect(entries.map((entry) => within(entry).queryAllByRole('link').length)).toEqual([1, 0]);
});

test('stands under its day, the newest first', async () => {
	await show(
		row('a'),
		row('b', { at: hoursAgo(24) }),
		row('c', { at: hoursAgo(24 * 10), openedAt: hoursAgo(1) })
	);
	const days = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
	expect(days.slice(0, 2)).toEqual(['Hôm nay', 'Hôm qua']);
	expect(days).toHaveLength(3);
});

test('what was not read says so in words; marking it keeps the keyboard where it was', async () => {
	const user = userEvent.setup();
	const [entry] = await show(
		row('a'),
		row('b', { at: hoursAgo(2), openedAt: hoursAgo(1), event: 'submitted' })
	);
	expect(screen.getAllByText('Chưa đọc')).toHaveLength(1);
	await user.click(screen.getByRole('button', { name: /^Đánh dấu đã đọc: Hồ sơ đã được/ }));
	await waitFor(() => expect(screen.queryByText('Chưa đọc')).toBeNull());
	expect(document.activeElement).toBe(within(entry as HTMLElement).getByRole('link'));
	// It stands on the device first.
	await waitFor(() => expect(told).toEqual([['a']]));
});

test('without a network it is marked all the same', async () => {
	const user = userEvent.setup();
	await show(row('a'));
	server.ask.mockResolvedValue(OFFLINE);
	await user.click(screen.getByRole('button', { name: /^Đánh dấu đã đọc:/ }));
	await waitFor(() => expect(screen.queryByText('Chưa đọc')).toBeNull());
});

test('all are marked at once, and that is said', async () => {
	const user = userEvent.setup();
	await show(row('a'), row('b'), row('c', { openedAt: hoursAgo(1) }));
	await user.click(screen.getByRole('button', { name: 'Đánh dấu tất cả đã đọc' }));
	await waitFor(() => expect(screen.queryByText('Chưa đọc')).toBeNull());
	await waitFor(() => expect(screen.getByRole('status').textContent).toContain('tất cả'));
	await waitFor(() => expect(told.flat().sort()).toEqual(['a', 'b']));
	expect(screen.queryByRole('button', { name: 'Đánh dấu tất cả đã đọc' })).toBeNull();
});

test('where nothing was told it says when something will be', async () => {
	await keepTray(ME.id);
	render(TrayList, { account: ME });
	expect(await screen.findByText('Chưa có thông báo nào')).toBeTruthy();
	expect(screen.getByText(/^Cập nhật/)).toBeTruthy();
});
