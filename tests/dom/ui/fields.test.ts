/** Fields say what they are, what is wrong with them, and keep what is typed. */
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import ChoiceField from '$ui/ChoiceField.svelte';
import DateField from '$ui/DateField.svelte';
import PasswordField from '$ui/PasswordField.svelte';
import SelectField from '$ui/SelectField.svelte';
import TextField from '$ui/TextField.svelte';

/** What a screen reader adds to the name of `element`. */
function descriptionOf(element: Element): string {
	const ids = (element.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
	return ids.map((id) => document.getElementById(id)?.textContent?.trim() ?? '?').join(' ');
}

describe('A text field', () => {
	it('is found by its label and described by its hint and its fault', () => {
		render(TextField, {
			id: 'name',
			label: 'Họ tên',
			hint: 'Như trên giấy tờ',
			error: 'Còn trống'
		});
		const field = screen.getByLabelText('Họ tên');
		expect(descriptionOf(field)).toBe('Như trên giấy tờ Lỗi: Còn trống');
		expect(field.getAttribute('aria-invalid')).toBe('true');
	});

	it('is not called faulty, nor described, when there is nothing to say', () => {
		render(TextField, { id: 'name', label: 'Họ tên' });
		const field = screen.getByLabelText('Họ tên');
		expect(field.hasAttribute('aria-invalid')).toBe(false);
		expect(field.hasAttribute('aria-describedby')).toBe(false);
	});

	it('says in words that it may stay empty', () => {
		render(TextField, { id: 'phone', label: 'Điện thoại', optional: true });
		const field = screen.getByLabelText('Điện thoại (không bắt buộc)');
		expect(field.getAttribute('aria-required')).toBe('false');
	});

	it('becomes a text of several lines', () => {
		render(TextField, { id: 'reason', label: 'Lý do', rows: 4 });
		expect(screen.getByLabelText('Lý do').tagName).toBe('TEXTAREA');
	});
});

describe('A password field', () => {
	it('shows what is typed when asked, and hides it again', async () => {
		const user = userEvent.setup();
		render(PasswordField, { id: 'password', label: 'Mật khẩu', autocomplete: 'new-password' });
		const field = screen.getByLabelText('Mật khẩu');
		await user.type(field, 'một câu dễ nhớ');
		const toggle = screen.getByRole('button', { name: 'Hiện' });

		await user.click(toggle);
		expect(field.getAttribute('type')).toBe('text');
		expect(toggle.getAttribute('aria-pressed')).toBe('true');

		await user.click(toggle);
		expect(field.getAttribute('type')).toBe('password');
		expect((field as HTMLInputElement).value).toBe('một câu dễ nhớ');
	});
});

describe('A choice', () => {
	const options = [
		{ value: 'yes', label: 'Có', hint: 'Đã có thư mời' },
		{ value: 'no', label: 'Không' }
	];

	it('is a group under its question, and the first answer carries the id of the field', () => {
		render(ChoiceField, { id: 'invited', legend: 'Có thư mời không?', options, error: 'Hãy chọn' });
		const group = screen.getByRole('radiogroup', { name: 'Có thư mời không?' });
		expect(descriptionOf(group)).toBe('Lỗi: Hãy chọn');
		expect(document.getElementById('invited')).toBe(screen.getByLabelText(/^Có/));
	});

	it('lets one answer hold at a time', async () => {
		const user = userEvent.setup();
		render(ChoiceField, { id: 'invited', legend: 'Có thư mời không?', options });
		await user.click(screen.getByLabelText(/^Có/));
		await user.click(screen.getByLabelText('Không'));
		const chosen = screen
			.getAllByRole('radio')
			.filter((radio) => (radio as HTMLInputElement).checked);
		expect(chosen.map((radio) => radio.getAttribute('value'))).toEqual(['no']);
	});
});

describe('A list to choose from', () => {
	it('begins with nothing chosen, unless emptiness is one of the choices', () => {
		const { unmount } = render(SelectField, {
			id: 'kind',
			label: 'Loại',
			options: [{ value: 'a', label: 'A' }]
		});
		expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
			'— Chọn —',
			'A'
		]);
		unmount();

		render(SelectField, { id: 'kind', label: 'Loại', options: [{ value: '', label: 'Tất cả' }] });
		expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['Tất cả']);
	});
});

describe('A day', () => {
	it('is bounded by the first and last day allowed', () => {
		render(DateField, { id: 'from', label: 'Từ ngày', min: '2026-09-01', max: '2026-09-30' });
		const field = screen.getByLabelText('Từ ngày');
		expect([field.getAttribute('min'), field.getAttribute('max')]).toEqual([
			'2026-09-01',
			'2026-09-30'
		]);
	});
});
