/** A private-travel request as a civil servant fills it in, screen by screen. */
import { expect, type Page } from '@playwright/test';
import { m } from '../../src/lib/i18n/paraglide/messages.js';

const CHECKLIST =
	'thu-tuc=cbccvc-di-nuoc-ngoai-viec-rieng&ho-chieu=pho-thong&chuc-vu=cong-chuc&dang-vien=khong&kinh-phi=tu-tuc';
/** A small PDF, whole. */
export const PDF = {
	name: 'don.pdf',
	mimeType: 'application/pdf',
	buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
};

/** What each screen is given, by the label that stands there. */
const TYPED: Readonly<Record<string, string>> = {
	fullName: 'Trần Thị Mẫu',
	birthDate: '1990-02-03',
	personalId: '001190012345',
	phone: '0912345678',
	address: '12 Đường Thử, phường Trấn Biên',
	departOn: '2099-01-05',
	returnOn: '2099-01-12'
};

const next = (page: Page) => page.getByRole('button', { name: m.go_on() }).click();
export const step = (page: Page, number: number) =>
	expect(
		page.getByText(new RegExp(`^${m.submission_step({ step: number, of: 10 })}`))
	).toBeVisible();

/** Fills what is on the screen and goes on. */
async function fillScreen(page: Page, pdf: typeof PDF): Promise<void> {
	for (const field of await page.locator('main form :is(input, textarea)').all()) {
		const id = (await field.getAttribute('id')) ?? '';
		const type = await field.getAttribute('type');
		if (type === 'file') {
			if (!id.endsWith('-camera')) await field.setInputFiles(pdf);
		} else if (type !== 'radio' && (await field.getAttribute('aria-required')) !== 'false') {
			await field.fill(TYPED[id] ?? 'Sở Thử Nghiệm');
		}
	}
	if ((await page.locator('main input[type=file]').count()) > 0) {
		await expect(page.getByRole('listitem').filter({ hasText: m.file_kept() })).toBeVisible();
	}
	await next(page);
}

/** A draft with every screen filled, on the review; or filled up to a screen, and left there. */
export async function prepare(page: Page, { upTo = 10, pdf = PDF } = {}): Promise<void> {
	await page.goto(`/nop?${CHECKLIST}`);
	await page.getByLabel(m.applicant_kind_citizen()).check();
	await next(page);
	for (let number = 2; number <= 8 && number < upTo; number += 1) {
		await step(page, number);
		await fillScreen(page, pdf);
	}
	if (upTo === 10) {
		await page.getByLabel(m.result_return_electronic()).check();
		await next(page);
	}
	await step(page, upTo);
	await untilStored(page);
}

/** What was typed lies on the device: from now on it outlives the page. */
export const untilStored = (page: Page) =>
	expect(page.locator('main form')).toHaveAttribute('data-stored', 'true');

/** Promises, and sends from the review. @returns the id of the dossier */
export async function send(page: Page): Promise<string> {
	await page.getByLabel(m.submission_statement_of_truth()).check();
	await page.getByLabel(m.submission_consent_2026_11()).check();
	await page.getByRole('button', { name: m.submission_send() }).click();
	await page.waitForURL(/\/ho-so\/[a-z0-9]{15}/);
	return new URL(page.url()).pathname.split('/').pop() ?? '';
}
