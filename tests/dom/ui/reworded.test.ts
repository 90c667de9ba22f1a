import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import Reworded from '$ui/Reworded.svelte';

const ASK = { name: 'Diễn đạt dễ hiểu hơn' };

test('nothing is asked before somebody wants it', () => {
	let asked = 0;
	const reword = () => Promise.resolve(String((asked += 1)));
	render(Reworded, { reword, language: 'vi' });
	expect(asked).toBe(0);
});

test('other words stand under a title that says they are a machine’s, in their language', async () => {
	const user = userEvent.setup();
	render(Reworded, { reword: () => Promise.resolve('Fees are\n200.000'), language: 'en' });
	await user.click(screen.getByRole('button', ASK));
	const region = await screen.findByRole('region', { name: 'Diễn đạt lại' });
	expect(region.textContent).toContain('máy diễn đạt lại tự động');
	expect(screen.getByText(/Fees are/).lang).toBe('en');
	expect(screen.getByRole('status').contains(region)).toBe(true);
	expect(screen.queryByRole('button', ASK)).toBeNull();
});

test('what a model wrote is text, never markup', async () => {
	const user = userEvent.setup();
	render(Reworded, { reword: () => Promise.resolve('<img src=x>'), language: 'vi' });
	await user.click(screen.getByRole('button', ASK));
	expect(await screen.findByText('<img src=x>')).toBeTruthy();
});

test('where there are none, it says that the answer stands', async () => {
	const user = userEvent.setup();
	render(Reworded, { reword: () => Promise.resolve(null), language: 'vi' });
	await user.click(screen.getByRole('button', ASK));
	expect((await screen.findByRole('status')).textContent).toContain('giữ nguyên');
});

test('pressing again while it waits asks once', async () => {
	const user = userEvent.setup();
	let asked = 0;
	let answer: (text: string) => void = () => undefined;
	const reword = () => {
		asked += 1;
		return new Promise<string>((resolve) => (answer = resolve));
	};
	render(Reworded, { reword, language: 'vi' });
	await user.dblClick(screen.getByRole('button', ASK));
	expect(asked).toBe(1);
	answer('xong');
	expect(await screen.findByText('xong')).toBeTruthy();
});
