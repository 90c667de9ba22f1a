import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import RewordingSwitch from '$features/official/RewordingSwitch.svelte';

const server = vi.hoisted(() => ({
	fetchRewordingSwitch: vi.fn<() => unknown>(),
	switchRewording: vi.fn<(on: boolean) => unknown>()
}));
vi.mock('$data/rewording-switch.ts', () => server);

const standing = (on: boolean, hasModel = true) => ({ ok: true, value: { on, hasModel } });
const offline = { ok: false, kind: 'fault', fault: 'offline' };

beforeEach(() => {
	server.fetchRewordingSwitch.mockReset().mockResolvedValue(standing(false));
	server.switchRewording.mockReset().mockImplementation((on) => Promise.resolve(standing(on)));
});

test('it is turned on only when one says so twice', async () => {
	const user = userEvent.setup();
	render(RewordingSwitch);
	expect(await screen.findByText(/đang tắt với mọi người/)).toBeTruthy();
	await user.click(screen.getByRole('button', { name: 'Bật diễn đạt lại' }));
	expect(server.switchRewording).not.toHaveBeenCalled();
	const dialog = screen.getByRole('dialog');
	expect(within(dialog).getByText(/ghi vào nhật ký/)).toBeTruthy();
	await user.click(within(dialog).getByRole('button', { name: 'Bật' }));
	expect(server.switchRewording).toHaveBeenCalledWith(true);
	expect(await screen.findByRole('button', { name: 'Tắt diễn đạt lại' })).toBeTruthy();
});

test('thinking better of it changes nothing', async () => {
	const user = userEvent.setup();
	render(RewordingSwitch);
	await user.click(await screen.findByRole('button', { name: 'Bật diễn đạt lại' }));
	await user.click(screen.getByRole('button', { name: 'Để nguyên' }));
	expect(server.switchRewording).not.toHaveBeenCalled();
});

test('a server without a model says that turning it on has no effect', async () => {
	server.fetchRewordingSwitch.mockResolvedValue(standing(false, false));
	render(RewordingSwitch);
	expect(await screen.findByText(/chưa có mô hình ngôn ngữ/)).toBeTruthy();
});

test('a server that does not answer is asked again, or leaves the question open', async () => {
	server.fetchRewordingSwitch.mockResolvedValueOnce(offline);
	server.switchRewording.mockResolvedValue(offline);
	const user = userEvent.setup();
	render(RewordingSwitch);
	await user.click(await screen.findByRole('button', { name: 'Thử lại' }));
	await user.click(await screen.findByRole('button', { name: 'Bật diễn đạt lại' }));
	await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Bật' }));
	expect(await within(screen.getByRole('dialog')).findByRole('alert')).toBeTruthy();
	expect(screen.getByText(/đang tắt với mọi người/)).toBeTruthy();
});
