/** What the app says back: faults, results, statuses, questions. */
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet, flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import Button from '$ui/Button.svelte';
import Dialog from '$ui/Dialog.svelte';
import ErrorSummary from '$ui/ErrorSummary.svelte';
import Notice from '$ui/Notice.svelte';
import StatusTag from '$ui/StatusTag.svelte';
import Timeline from '$ui/Timeline.svelte';

const text = (words: string) => createRawSnippet(() => ({ render: () => `<span>${words}</span>` }));

describe('The error summary', () => {
	it('takes the focus, and leads from each fault to its field', async () => {
		const user = userEvent.setup();
		document.body.insertAdjacentHTML('beforeend', '<input id="email" />');
		render(ErrorSummary, { errors: [{ field: 'email', message: 'Hãy ghi thư điện tử' }] });
		expect(document.activeElement).toBe(screen.getByRole('alert'));

		await user.click(screen.getByRole('link', { name: 'Hãy ghi thư điện tử' }));
		expect(document.activeElement?.id).toBe('email');
		document.getElementById('email')?.remove();
	});

	it('takes the focus again when the next attempt fails too', async () => {
		const errors = () => [{ field: '', message: 'Không có mạng' }];
		const { rerender } = render(ErrorSummary, { errors: errors() });
		screen.getByRole('alert').blur();
		await rerender({ errors: errors() });
		expect(document.activeElement).toBe(screen.getByRole('alert'));
	});

	it('is not there when nothing is wrong', () => {
		render(ErrorSummary, { errors: [] });
		expect(screen.queryByRole('alert')).toBeNull();
	});
});

describe('A button', () => {
	it('does not act again while its work is under way, and keeps the focus', async () => {
		const user = userEvent.setup();
		const onclick = vi.fn();
		render(Button, { busy: true, onclick, children: text('Gửi') });
		const button = screen.getByRole('button', { name: 'Gửi' });
		await user.click(button);
		expect(onclick).not.toHaveBeenCalled();
		expect(document.activeElement).toBe(button);
	});

	it('does not send its form again while busy', async () => {
		const user = userEvent.setup();
		const form = document.body.appendChild(document.createElement('form'));
		const onsubmit = vi.fn((event: Event) => event.preventDefault());
		form.addEventListener('submit', onsubmit);
		const props = { type: 'submit' as const, children: text('Gửi') };
		const { rerender } = render(Button, { target: form, props: { ...props, busy: true } });
		await user.click(screen.getByRole('button'));
		expect(onsubmit).not.toHaveBeenCalled();

		await rerender({ busy: false });
		await user.click(screen.getByRole('button'));
		expect(onsubmit).toHaveBeenCalledOnce();
		form.remove();
	});

	it('is a link when it leads somewhere', () => {
		render(Button, { href: '/thu-tuc', children: text('Thủ tục') });
		expect(screen.getByRole('link', { name: 'Thủ tục' }).getAttribute('href')).toBe('/thu-tuc');
	});
});

describe('A dialog', () => {
	it('is named by its title, and closing it empties it', async () => {
		const user = userEvent.setup();
		render(Dialog, { open: true, title: 'Rút hồ sơ?', children: text('Không thể làm lại.') });
		flushSync();
		const dialog = screen.getByRole('dialog', { name: 'Rút hồ sơ?' });
		expect(dialog.hasAttribute('open')).toBe(true);

		await user.click(screen.getByRole('button', { name: 'Đóng' }));
		expect(dialog.hasAttribute('open')).toBe(false);
		expect(screen.queryByText('Không thể làm lại.')).toBeNull();
	});
});

describe('A notice', () => {
	it.each([
		['danger', 'alert'],
		['success', 'status']
	] as const)('of kind %s is read out as %s', (kind, role) => {
		render(Notice, { kind, children: text('Đã lưu') });
		expect(screen.getByRole(role).textContent).toContain('Đã lưu');
	});

	it('that only remarks something interrupts nobody', () => {
		render(Notice, { kind: 'info', children: text('Ghi chú') });
		expect([screen.queryByRole('alert'), screen.queryByRole('status')]).toEqual([null, null]);
	});
});

describe('A status', () => {
	it('says in words, not in colour alone, that it is late', () => {
		const { container } = render(StatusTag, { status: 'in_review', late: true, dueSoon: true });
		expect(container.textContent).toMatch(/Đang thẩm định\s*Trễ hạn/);
		expect(container.textContent).not.toContain('Sắp đến hạn');
	});
});

describe('A timeline', () => {
	it('tells a screen reader what is done, what is under way and what comes', () => {
		render(Timeline, {
			steps: [
				{ title: 'Nộp', state: 'done' },
				{ title: 'Thẩm định', state: 'current' },
				{ title: 'Ký', state: 'next' }
			]
		});
		const items = screen.getAllByRole('listitem');
		expect(items.map((item) => item.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
			'Đã xong: Nộp',
			'Đang thực hiện: Thẩm định',
			'Tiếp theo: Ký'
		]);
		expect(items.map((item) => item.getAttribute('aria-current'))).toEqual([null, 'step', null]);
	});
});
