/**
 * The whole of it: a civil servant finds the papers, files, is asked for one more, and follows every
 * step on the phone without touching it, while five officers work on their own screens.
 */
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { dayOf } from '../../../src/lib/domain/time/plain-date.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { enterAsApplicant, enterAsOfficer } from '../../support/sign-in.ts';
import { PDF } from '../../support/travel-request.ts';
import { step } from '../travel-draft.ts';

const CIVIL_SERVANT = 'congchuc@example.vn';
const DESK = { viewport: { width: 1440, height: 900 }, hasTouch: false, isMobile: false };

test('From "which papers do I need?" to "here is your result", live on the phone', async ({
	page,
	browser
}) => {
	test.setTimeout(300_000);
	await enterAsApplicant(page, CIVIL_SERVANT);
	await findMyPapers(page);
	await fillIn(page);
	const { number, secret, address } = await file(page);
	await expectStatus(page, m.status_submitted());
	await keepScreen(page, 'submitted');

	const reception = await officer(browser, 'receiving_officer', address);
	await act(reception, m.official_do_receive());
	await expectStatus(page, m.status_received());
	await expect(page.getByRole('heading', { level: 1 })).toContainText(/H19-\d{6}-\d{4}/);

	const caseOfficer = await officer(browser, 'case_officer', address);
	await act(caseOfficer, m.official_do_take());
	await act(caseOfficer, m.official_do_request_supplement(), async (dialog) => {
		await dialog.getByRole('checkbox', { name: /Đơn xin đi nước ngoài/ }).check();
		await dialog.getByRole('textbox', { name: /Đơn xin đi nước ngoài/ }).fill('Thiếu chữ ký');
	});
	await expectStatus(page, m.status_supplement());
	await expect(page.getByText('Thiếu chữ ký').first()).toBeVisible();
	await keepScreen(page, 'supplement');

	await supply(page);
	await expectStatus(page, m.status_in_review());

	await act(caseOfficer, m.official_do_propose(), async (dialog) => {
		await dialog.getByRole('radio', { name: m.official_proposal_approve() }).check();
		await dialog.getByLabel(m.official_field_proposal_content()).fill('Đủ điều kiện');
	});
	await expectStatus(page, m.status_awaiting_signature());

	const leader = await officer(browser, 'leader', address);
	await act(leader, m.official_do_sign());
	await expectStatus(page, m.status_signed());

	const clerk = await officer(browser, 'clerk', address);
	await act(clerk, m.official_do_issue_result(), async (dialog) => {
		await dialog.getByLabel(m.official_field_result_number()).fill('123/QĐ-SNgV');
		await dialog.getByLabel(m.official_field_issued_on()).fill(dayOf(new Date().toISOString()));
		await dialog.getByLabel(m.official_field_result_file()).setInputFiles(aPdf('quyet-dinh.pdf'));
	});
	await expect(page.getByText(/123\/QĐ-SNgV/).first()).toBeVisible();
	await act(clerk, m.official_do_return_result(), async (dialog) => {
		await dialog.getByLabel(m.official_field_return_to()).fill('Lê Văn Thử');
	});
	await expect(page.getByText(m.todo_returned())).toBeVisible();
	await keepScreen(page, 'returned');

	await trackAsAStranger(browser, number, secret);
});

async function findMyPapers(page: Page): Promise<void> {
	await page.goto('/');
	await page.getByRole('link', { name: /Xin đi nước ngoài việc riêng/ }).click();
	await page.getByRole('link', { name: 'Hộ chiếu phổ thông' }).click();
	await page.getByRole('link', { name: /Cán bộ, công chức, viên chức, người lao động/ }).click();
	await page.getByRole('link', { name: 'Không', exact: true }).click();
	await page.getByRole('link', { name: /Tôi tự trả/ }).click();
	await expect(page.getByRole('heading', { name: m.result_title({ count: 2 }) })).toBeVisible();
	await page.getByRole('link', { name: m.next_file_here() }).click();
}

/** Screen by screen, as the wizard asks. */
async function fillIn(page: Page): Promise<void> {
	const next = () => page.getByRole('button', { name: m.go_on() }).click();
	await page.getByRole('radio', { name: m.applicant_kind_citizen() }).check();
	await next();
	await page.getByLabel(m.applicant_full_name()).fill('Lê Văn Thử');
	await page.getByLabel(m.applicant_birth_date()).fill('1990-05-01');
	await next();
	await page.getByLabel(m.applicant_personal_id()).fill('075090001234');
	await next();
	await page.getByLabel(m.applicant_phone()).fill('0912345678');
	await page.getByLabel(m.applicant_address()).fill('1 Đường Thử, phường Trấn Biên');
	await next();
	await page.getByLabel('Cơ quan quản lý').fill('Sở Thử Nghiệm');
	await page.getByLabel('Chức vụ').fill('Chuyên viên');
	await page.getByLabel('Nước đến').fill('Nhật Bản');
	await next();
	await page.getByLabel('Ngày đi').fill('2099-01-05');
	await page.getByLabel('Ngày về').fill('2099-01-15');
	await page.getByLabel('Lý do chuyến đi').fill('Thăm thân');
	await next();
	for (const [screen, name] of [
		[7, 'cong-van.pdf'],
		[8, 'don.pdf']
	] as const) {
		// Every paper's screen has such a control: the one before would take the file too.
		await step(page, screen);
		await page.locator('main input[type=file]:not([capture])').setInputFiles(aPdf(name));
		await expect(page.getByText(`1: ${name}`)).toBeVisible();
		await next();
	}
	await page.getByRole('radio', { name: m.result_return_electronic() }).check();
	await next();
}

async function file(page: Page): Promise<{ number: string; secret: string; address: string }> {
	await page.getByRole('checkbox', { name: /cam đoan/ }).check();
	await page.getByRole('checkbox', { name: /đồng ý/ }).check();
	await page.getByRole('button', { name: m.submission_send() }).click();
	await page.waitForURL(/\/ho-so\/[a-z0-9]{15}/);
	await expectStatus(page, m.status_submitted());
	const id = /[a-z0-9]{15}/.exec(new URL(page.url()).pathname)?.[0] ?? '';

	await page.goto(`/ho-so/${id}/giay-tiep-nhan`);
	const track = page.getByText(m.receipt_track()).locator('..');
	const number = await track.getByText(m.dossier_number()).locator('strong').innerText();
	const secret = await track.getByText(m.tracking_secret()).locator('strong').innerText();
	await page.goto(`/ho-so/${id}`);
	return { number, secret, address: `/cong-viec/${id}` };
}

async function supply(page: Page): Promise<void> {
	await page
		.locator('main input[type=file]:not([capture])')
		.first()
		.setInputFiles(aPdf('don-2.pdf'));
	await expect(page.getByText('1: don-2.pdf')).toBeVisible();
	await page.getByRole('button', { name: m.dossier_supplement_send() }).click();
}

/** Somebody else, without an account, with what the slip says: status, and no name. */
async function trackAsAStranger(browser: Browser, number: string, secret: string): Promise<void> {
	const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
	const page = await context.newPage();
	await page.goto('/tra-cuu');
	await page.getByLabel(m.dossier_number()).fill(number.toLowerCase());
	await page.getByLabel(m.tracking_secret()).fill(secret);
	await page.getByRole('button', { name: m.tracking_go() }).click();
	await expect(page.getByText(m.status_returned()).first()).toBeVisible();
	await expect(page.getByRole('main')).not.toContainText('Lê Văn Thử');
	await context.close();
}

/** An officer at a desk of their own, with the dossier open. */
async function officer(browser: Browser, role: string, address: string): Promise<Page> {
	const context = await browser.newContext(DESK);
	const page = await context.newPage();
	await enterAsOfficer(page, role, address);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	return page;
}

/** Opens the dialog of an action, fills it in and confirms. */
async function act(
	page: Page,
	name: string,
	fill: (dialog: Locator) => Promise<void> = () => Promise.resolve()
): Promise<void> {
	await page.getByRole('main').getByRole('button', { name, exact: true }).click();
	const dialog = page.getByRole('dialog');
	await fill(dialog);
	await dialog.getByRole('button', { name, exact: true }).click();
	await expect(page.getByText(m.official_done({ action: name }))).toBeVisible();
}

/** The phone says by itself where the dossier stands. */
async function expectStatus(page: Page, status: string): Promise<void> {
	const live = page.getByRole('region', { name: m.dossier_clock_title() }).locator('[aria-live]');
	await expect(live).toContainText(status);
}

function aPdf(name: string): { name: string; mimeType: string; buffer: Buffer } {
	return { name, mimeType: 'application/pdf', buffer: PDF };
}

/** Pictures of the real thing for the README. */
async function keepScreen(page: Page, name: string): Promise<void> {
	if (!process.env.SCREENSHOTS) return;
	await page.screenshot({ path: `docs/screenshots/${name}-phone.png` });
}
