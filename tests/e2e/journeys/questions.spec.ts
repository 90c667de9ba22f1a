/** A question to the office: asked without a network, answered by the division, read without a network. */
import { expect, test, type Page } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { axeViolations } from '../../support/axe.ts';
import { BASE_URL } from '../../support/e2e-stack.ts';
import { typeAndKeep, untilKept } from '../../support/offline.ts';
import { PEOPLE } from '../../support/people.ts';
import {
	actOnQuestion,
	CONSULAR_PROCEDURE,
	newQuestion,
	questionTaken,
	readQuestions
} from '../../support/questions.ts';
import { officerAt, visitorNamed } from '../../support/signed-in.ts';
import { enterAsApplicant, enterAsOfficer, signInAsApplicant } from '../../support/sign-in.ts';

test.use({ serviceWorkers: 'allow' });

const APPLICANT = PEOPLE.applicants[0]?.email ?? '';
const PHONE = '0912 345 678';
const server = () => ({ url: process.env[BASE_URL] ?? '' });

const send = (page: Page) => page.getByRole('button', { name: m.question_send(), exact: true });
const whatGoes = (page: Page) => page.getByRole('region', { name: m.question_what_goes() });

/** Who looks at the server's side of it: what the division's officers may read. */
async function questionsWith(text: string) {
	const { items } = await readQuestions(server(), officerAt('case_officer'));
	return items.filter(({ acts }) => JSON.stringify(acts).includes(text));
}

test('A question is asked offline without personal data, answered from the catalogue, and read offline', async ({
	page,
	context,
	browser
}) => {
	test.slow();
	const text = `Giấy khai sinh có phải dịch trước không ${String(Date.now() % 1_000_000)}?`;
	await enterAsApplicant(page, APPLICANT, '/toi');
	await untilKept(page);
	await page.getByRole('link', { name: m.question_mine() }).click();
	await page.getByRole('link', { name: m.question_ask_title() }).first().click();

	await context.setOffline(true);
	const field = page.getByLabel(m.question_text());
	await typeAndKeep(page, () => field.fill(`${text} Gọi tôi ${PHONE}.`));
	await page.reload();
	await expect(field).toHaveValue(`${text} Gọi tôi ${PHONE}.`);
	await page.getByLabel(m.question_procedure(), { exact: true }).selectOption(CONSULAR_PROCEDURE);
	await expect(page.getByText(/Phòng Lãnh sự/)).toBeVisible();

	// The number is marked, and the question does not go before somebody decides about it.
	await expect(whatGoes(page).locator('mark')).toHaveText(PHONE);
	await send(page).click();
	await expect(page.getByRole('alert').first()).toContainText(m.question_problem_undecided());
	await page.getByRole('button', { name: m.question_found_strike_which({ value: PHONE }) }).click();
	await expect(whatGoes(page)).toContainText('Gọi tôi ••••••••••••.');
	await expect(page.getByText(m.question_found_title())).toBeHidden();
	expect(await axeViolations(page)).toEqual([]);
	await page.getByLabel(/Tôi đồng ý gửi đúng nội dung trên/).check();
	await send(page).dblclick();
	await expect(page.getByText(m.question_kept_here(), { exact: true })).toBeVisible();
	await page.reload();
	await expect(page.getByRole('blockquote')).toContainText(text);
	await page.goto('/cau-hoi');
	await expect(page.getByRole('main').getByText(m.sync_waiting()).first()).toBeVisible();

	await context.setOffline(false);
	await expect.poll(async () => (await questionsWith(text)).length, { timeout: 30_000 }).toBe(1);
	const [asked] = await questionsWith(text);
	expect(JSON.stringify(asked)).not.toContain('345');
	await expect(page.getByText(m.question_state_asked())).toBeVisible({ timeout: 30_000 });

	// The officer finds it in the queue, and answers with a passage of the catalogue.
	const office = await browser.newPage();
	await enterAsOfficer(office, 'case_officer', '/can-bo/cau-hoi');
	await office.getByRole('link', { name: text }).click();
	await office.getByRole('button', { name: m.question_take() }).click();
	await expect(office.getByText(m.question_state_taken())).toBeVisible({ timeout: 20_000 });
	await office
		.getByRole('button', { name: /Chèn kèm nguồn:/ })
		.first()
		.click();
	await expect(office.getByText(m.question_sources())).toBeVisible();
	const answer = office.getByLabel(m.question_answer_label());
	await answer.press('End');
	await answer.fill(`${await answer.inputValue()}\n\nXin mang theo bản chính.`);
	expect(await axeViolations(office)).toEqual([]);
	await office.getByRole('button', { name: m.question_answer_send() }).click();
	const answered = office.getByText(m.question_state_answered(), { exact: true });
	await expect(answered).toBeVisible({ timeout: 20_000 });

	// The citizen is told, and reads it; afterwards also without a network.
	await page.goto('/thong-bao');
	const told = page.getByRole('link', { name: m.notification_tray_question_answered() }).first();
	await expect(told).toBeVisible({ timeout: 30_000 });
	await told.click();
	await expect(page.getByText('Xin mang theo bản chính.')).toBeVisible({ timeout: 20_000 });
	await context.setOffline(true);
	await page.reload();
	await expect(page.getByText('Xin mang theo bản chính.')).toBeVisible();
	await expect(page.getByText(/Phòng Lãnh sự/).first()).toBeVisible();
	await expect(page.getByText('Nguyễn Văn Thụ Lý')).toBeHidden();

	// A follow-up, offline, leads back to the office.
	await page.getByLabel(m.question_follow_up_label()).fill('Bản sao có được không?');
	await page.getByRole('button', { name: m.question_follow_up_send() }).click();
	await context.setOffline(false);
	await expect(page.getByText(m.question_state_asked())).toBeVisible({ timeout: 30_000 });

	// What was answered is proposed for the catalogue, without the person.
	await office.goto('/can-bo/cau-hoi');
	await office.getByRole('link', { name: 'Bản sao có được không?' }).click();
	await office.getByLabel(m.question_answer_label()).fill('Được.');
	await office.getByRole('button', { name: m.question_answer_send() }).click();
	await office.getByText(m.question_propose(), { exact: true }).click({ timeout: 30_000 });
	await office.getByRole('button', { name: m.question_propose_send() }).click();
	await expect(office.getByText(m.question_proposed())).toBeVisible({ timeout: 20_000 });
	await office.close();

	const desk = await browser.newPage();
	await enterAsOfficer(desk, 'administrator', '/quan-tri/de-xuat');
	await expect(desk.getByRole('heading', { name: 'Bản sao có được không?' })).toBeVisible();
	await desk.getByText(m.question_proposal_json()).first().click();
	await expect(desk.getByText('"q": {').first()).toBeVisible();
	await desk.close();
});

test('A question of another division is passed on without a network, and found there with the note', async ({
	page,
	context,
	browser
}) => {
	test.slow();
	const text = `Xin hỏi về đoàn vào ${String(Date.now() % 1_000_000)}?`;
	const note = 'Việc của Văn phòng, nhờ anh chị trả lời.';
	const asked = newQuestion({ text });
	questionTaken(await actOnQuestion(server(), visitorNamed(APPLICANT), asked));
	await enterAsOfficer(page, 'case_officer', '/can-bo/cau-hoi');
	await untilKept(page);
	await page.getByRole('link', { name: text }).click();

	await context.setOffline(true);
	await page.getByRole('button', { name: m.question_pass() }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: m.question_pass() }).click();
	await expect(dialog.getByText(m.question_pass_division_missing())).toBeVisible();
	await typeAndKeep(page, () => dialog.getByLabel(m.question_pass_note()).fill(note));
	await page.reload();
	await page.getByRole('button', { name: m.question_pass() }).click();
	await expect(dialog.getByLabel(m.question_pass_note())).toHaveValue(note);
	await dialog.getByLabel(m.question_pass_division()).selectOption('van-phong');
	expect(await axeViolations(page)).toEqual([]);
	await dialog.getByRole('button', { name: m.question_pass() }).click();
	await expect(page.getByText(m.sync_waiting()).first()).toBeVisible();
	await context.setOffline(false);
	await expect(page.getByText(m.question_not_here())).toBeVisible({ timeout: 30_000 });

	const office = await browser.newPage();
	await enterAsOfficer(office, 'receiving_officer', '/can-bo/cau-hoi');
	await office.getByRole('link', { name: text }).click();
	await expect(office.getByText(note)).toBeVisible();
	await expect(office.getByText(m.question_passed_to({ division: 'Văn phòng Sở' }))).toBeVisible();
	await expect(office.getByLabel(m.question_answer_label())).toBeVisible();
	await office.close();
});

test('Whoever is not signed in sees when to ask in person, and may sign in and go on', async ({
	page
}) => {
	await page.goto('/cau-hoi/moi');
	await expect(page.getByText(m.question_in_person())).toBeVisible();
	await expect(page.getByText(/07:00–11:30/)).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await signInAsApplicant(page, APPLICANT);
	await page.goto('/cau-hoi/moi');
	await expect(send(page)).toBeVisible();
});
