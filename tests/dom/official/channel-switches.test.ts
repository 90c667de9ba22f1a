import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import ChannelSwitches from '$features/official/ChannelSwitches.svelte';

const server = vi.hoisted(() => ({
	switchChannel: vi.fn<(channel: string, on: boolean) => unknown>()
}));
vi.mock('$data/notification-desk.ts', () => server);

const onswitched = vi.fn();
beforeEach(() => {
	onswitched.mockReset();
	server.switchChannel
		.mockReset()
		.mockResolvedValue({ ok: true, value: { push: false, mail: true } });
});

test('a channel is turned off only when one says so twice', async () => {
	const user = userEvent.setup();
	render(ChannelSwitches, { switches: { push: true, mail: true }, onswitched });
	await user.click(screen.getByRole('button', { name: 'Tắt Thông báo đẩy' }));
	expect(server.switchChannel).not.toHaveBeenCalled();
	const dialog = screen.getByRole('dialog');
	expect(within(dialog).getByText(/ghi vào nhật ký/)).toBeTruthy();
	await user.click(within(dialog).getByRole('button', { name: 'Tắt' }));
	expect(server.switchChannel).toHaveBeenCalledWith('push', false);
	await waitFor(() => expect(onswitched).toHaveBeenCalledWith({ push: false, mail: true }));
});

test('thinking better of it changes nothing', async () => {
	const user = userEvent.setup();
	render(ChannelSwitches, { switches: { push: true, mail: true }, onswitched });
	await user.click(screen.getByRole('button', { name: 'Tắt Thư điện tử' }));
	await user.click(screen.getByRole('button', { name: 'Để nguyên' }));
	expect(server.switchChannel).not.toHaveBeenCalled();
});

test('what is off says so for everybody, and is turned on again', async () => {
	const user = userEvent.setup();
	render(ChannelSwitches, { switches: { push: false, mail: true }, onswitched });
	expect(screen.getByText(/đang tắt với mọi người/)).toBeTruthy();
	await user.click(screen.getByRole('button', { name: 'Bật Thông báo đẩy' }));
	await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Bật' }));
	expect(server.switchChannel).toHaveBeenCalledWith('push', true);
});

test('a server that does not answer leaves the question open', async () => {
	server.switchChannel.mockResolvedValue({ ok: false, kind: 'fault', fault: 'offline' });
	const user = userEvent.setup();
	render(ChannelSwitches, { switches: { push: true, mail: true }, onswitched });
	await user.click(screen.getByRole('button', { name: 'Tắt Thông báo đẩy' }));
	await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Tắt' }));
	expect(await screen.findByRole('alert')).toBeTruthy();
	expect(onswitched).not.toHaveBeenCalled();
});
