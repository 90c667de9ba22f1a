/** The form that asks the office: what goes stands there, and personal data are decided about one by one. */
import 'fake-indexeddb/auto';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Department } from '$data/department.ts';
import { handOver } from '$data/question-draft.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { outboxItems } from '$data/sync/outbox.ts';
import QuestionForm from '$features/question/QuestionForm.svelte';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { calendar } from '../../support/calendar.ts';
import { signInHere } from '../../support/device-of-a-test.ts';

const ANNA = 'account-a';
const PHONE = '0912 345 678';
const ID = '075099012345';

const DEPARTMENT: Department = {
	agency: { vi: 'Sở Ngoại vụ', en: 'Department of Foreign Affairs' },
	limit: { days: 5, unit: 'working-days' },
	divisions: [{ id: 'van-phong', name: { vi: 'Văn phòng Sở', en: 'Office' } }],
	questionDesk: {
		division: 'van-phong',
		divisionOf: {},
		limit: { days: 3, unit: 'working-days' },
		unverified: true
	},
	phone: null,
	calendar,
	holidays: [],
	unverified: { agency: false, openingHours: false },
	pushKey: null,
	rewording: false,
	demo: true,
	clockBehindMs: 0
};

beforeEach(async () => {
	vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
	await forgetOwner(ANNA);
	signInHere(ANNA);
	await holdKey(ANNA, 'a'.repeat(64));
});

/** The form after a conversation was handed over to it. */
async function handedOver(text: string) {
	await handOver({
		text,
		procedure: null,
		facet: null,
		turns: [{ by: 'person', text: `Gọi lại ${PHONE}` }]
	});
	const onsent = vi.fn();
	render(QuestionForm, {
		owner: ANNA,
		department: DEPARTMENT,
		procedures: [],
		redo: null,
		onsent
	});
	await screen.findByDisplayValue(text);
	return { user: userEvent.setup(), onsent };
}

const whatGoes = () => within(screen.getByRole('region', { name: m.question_what_goes() }));
const consent = () => screen.getByLabelText(m.question_consent_2026_11());
const send = () => screen.getByRole('button', { name: m.question_send() });
const sent = async () => (await outboxItems(ANNA))[0]?.content.intent.payload;

describe('What will be sent', () => {
	test('is the question alone until a turn is chosen, and names who answers and in which time', async () => {
		const { user } = await handedOver('Hồ sơ H19.14-261113-0031 tới đâu?');
		expect(whatGoes().queryByText(/Gọi lại/)).toBeNull();
		expect(screen.getByText('Văn phòng Sở')).toBeTruthy();
		expect(screen.getByText(/trong 3 ngày làm việc/)).toBeTruthy();
		expect(screen.queryByText(m.question_found_title())).toBeNull();

		await user.click(screen.getByLabelText(`Bạn: Gọi lại ${PHONE}`));
		expect(whatGoes().getByText(PHONE).tagName).toBe('MARK');
	});

	test('does not go without consent, nor with personal data that nobody decided about', async () => {
		const { user, onsent } = await handedOver(`Căn cước ${ID}`);
		await user.click(send());
		const alert = screen.getByRole('alert');
		expect(alert.textContent).toContain(m.question_problem_undecided());
		expect(alert.textContent).toContain(m.question_problem_consent());
		expect(await sent()).toBeUndefined();
		expect(onsent).not.toHaveBeenCalled();
	});

	test('holds nothing of what was struck out, and says so of what was agreed to', async () => {
		const { user } = await handedOver(`Căn cước ${ID}`);
		await user.click(screen.getByLabelText(`Bạn: Gọi lại ${PHONE}`));
		await user.click(
			screen.getByRole('button', { name: m.question_found_strike_which({ value: ID }) })
		);
		await user.click(screen.getByLabelText(m.question_found_agree({ value: PHONE })));
		await user.click(consent());
		await user.click(send());
		await expect.poll(sent).toMatchObject({
			text: 'Căn cước ••••••••••••',
			excerpt: [{ by: 'person', text: `Gọi lại ${PHONE}` }],
			agreedPersonalData: true,
			consentVersion: '2026-11',
			procedure: null
		});
	});

	test('is agreed to anew when what is personal in it changes', async () => {
		const { user } = await handedOver(`Căn cước ${ID}`);
		await user.click(screen.getByLabelText(m.question_found_agree({ value: ID })));
		const field = screen.getByLabelText(m.question_text());
		await user.clear(field);
		await user.type(field, 'Căn cước 075099012346');
		await user.click(consent());
		await user.click(send());
		expect(screen.getByRole('alert').textContent).toContain(m.question_problem_undecided());
	});
});
