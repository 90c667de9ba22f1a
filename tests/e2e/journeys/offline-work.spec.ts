/** What people do without a network: kept as they typed it, sent once, and decided by them. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import * as v from 'valibot';
import type { ActionType, Payload } from '../../../src/lib/domain/dossier/intent.ts';
import { ACTION_NAME } from '../../../src/lib/i18n/dossier-words.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { act, ask, taken, takeNow, type Visitor } from '../../support/api.ts';
import { axeViolations } from '../../support/axe.ts';
import { BASE_URL } from '../../support/e2e-stack.ts';
import { typeAndKeep, untilKept } from '../../support/offline.ts';
import { PEOPLE } from '../../support/people.ts';
import { enterAsApplicant, enterAsOfficer } from '../../support/sign-in.ts';
import { officerAt, visitorNamed } from '../../support/signed-in.ts';
import { counterRegistration, PDF } from '../../support/travel-request.ts';

test.use({ serviceWorkers: 'allow' });

const APPLICANT = PEOPLE.applicants[0]?.email ?? '';
const REASON = 'Đơn chưa có chữ ký của người xin đi';
const server = () => ({ url: process.env[BASE_URL] ?? '' });

const desk = () => officerAt('receiving_officer');
const caseOfficer = () => officerAt('case_officer');

const Told = v.object({
	dossier: v.object({ seq: v.number(), status: v.string() }),
	actions: v.array(v.object({ type: v.string(), payload: v.optional(v.unknown()) }))
});

/** The dossier as the server has it. */
async function told(dossier: string) {
	const answer = await ask(server(), 'GET', `/api/app/dossiers/${dossier}`, { as: caseOfficer() });
	return v.parse(Told, answer.body);
}

function take<T extends ActionType>(
	as: Visitor,
	dossier: string,
	type: T,
	payload: Payload<T>
): Promise<unknown> {
	return takeNow(server(), as, dossier, type, payload);
}

/** A dossier that came in over the counter, in the hands of the case officer. */
async function underReview(applicant: string | null = null): Promise<string> {
	const request = await counterRegistration(server(), applicant);
	const { dossier } = taken(await act(server(), desk(), request));
	await take(caseOfficer(), dossier.id, 'take', {});
	return dossier.id;
}

/** @returns the account's id */
async function openAsApplicant(page: Page): Promise<string> {
	await enterAsApplicant(page, APPLICANT);
	await untilKept(page);
	return visitorNamed(APPLICANT).id;
}

/** Opens an officer's dossier, all of which then lies on the device. */
async function openAsOfficer(page: Page, dossier: string): Promise<void> {
	await enterAsOfficer(page, 'case_officer');
	await untilKept(page);
	await page.goto(`/cong-viec/${dossier}`);
	await expect(page.getByRole('button', { name: m.official_do_propose() })).toBeVisible();
}

async function requestSupplement(page: Page, dueOn?: string): Promise<void> {
	const main = page.getByRole('main');
	await main.getByRole('button', { name: m.official_do_request_supplement() }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('checkbox', { name: /Đơn xin đi nước ngoài/ }).check();
	await dialog.getByRole('textbox', { name: /Đơn xin đi nước ngoài/ }).fill(REASON);
	if (dueOn) await dialog.getByLabel(m.official_field_supplement_due_on()).fill(dueOn);
	await dialog.getByRole('button', { name: m.official_do_request_supplement() }).click();
	await expect(dialog).toBeHidden({ timeout: 20_000 });
}

const waits = (page: Page, type: ActionType) =>
	page.getByText(m.sync_waiting_named({ action: ACTION_NAME[type]() }));

test('A supplement with a file and a message, begun, reloaded and sent without a network, arrives once', async ({
	page,
	context
}) => {
	const dossier = await underReview(await openAsApplicant(page));
	await take(caseOfficer(), dossier, 'request_supplement', {
		papers: [{ paper: 'don', reason: REASON }],
		dueOn: null
	});
	await page.goto(`/ho-so/${dossier}`);
	await expect(page.getByText(REASON).first()).toBeVisible();

	await context.setOffline(true);
	const file = { name: 'don-da-ky.pdf', mimeType: 'application/pdf', buffer: PDF };
	await page.locator('main input[type=file]:not([capture])').setInputFiles(file);
	await expect(page.getByText('1: don-da-ky.pdf')).toBeVisible();
	await expect(page.getByText(m.file_kept())).toBeVisible();
	const remark = page.getByLabel(m.dossier_supplement_remark());
	await typeAndKeep(page, () => remark.fill('Tôi đã ký lại đơn.'));
	await page.reload();
	await expect(remark).toHaveValue('Tôi đã ký lại đơn.');
	await expect(page.getByText('1: don-da-ky.pdf')).toBeVisible();

	await page.getByRole('button', { name: m.dossier_supplement_send() }).click();
	await expect(waits(page, 'supply')).toBeVisible();
	await expect(page.getByRole('button', { name: m.dossier_supplement_send() })).toBeHidden();
	await page.reload();
	await expect(waits(page, 'supply')).toBeVisible();
	await expect(page.getByText(m.dossier_not_done())).toBeHidden();
	expect(await axeViolations(page)).toEqual([]);
	await page.goto('/ho-so');
	await expect(waits(page, 'supply')).toBeVisible();
	await page.goto(`/ho-so/${dossier}`);
	await expect(waits(page, 'supply')).toBeVisible();

	await context.setOffline(false);
	await expect(waits(page, 'supply')).toBeHidden({ timeout: 30_000 });
	await expect(page.getByText(m.status_in_review()).first()).toBeVisible();
	const { actions } = await told(dossier);
	expect(actions.filter(({ type }) => type === 'supply')).toHaveLength(1);
	expect(JSON.stringify(actions)).toContain('Tôi đã ký lại đơn.');
});

test('A withdrawal asked for without a network is asked for once', async ({ page, context }) => {
	const dossier = await underReview(await openAsApplicant(page));
	await page.goto(`/ho-so/${dossier}`);
	const ask = page.getByRole('button', { name: m.dossier_withdraw(), exact: true });
	await expect(ask).toBeVisible();

	await context.setOffline(true);
	await ask.click();
	const dialog = page.getByRole('dialog');
	const reason = dialog.getByLabel(m.dossier_withdraw_reason());
	await typeAndKeep(page, () => reason.fill('Chuyến đi bị hoãn'));
	await dialog.getByRole('button', { name: m.close() }).click();
	await page.reload();
	await ask.click();
	await expect(reason).toHaveValue('Chuyến đi bị hoãn');
	await dialog.getByRole('button', { name: m.dossier_withdraw_send() }).click();
	await expect(waits(page, 'ask_withdrawal')).toBeVisible();
	await expect(ask).toBeHidden();

	await context.setOffline(false);
	await expect(page.getByText(m.status_withdraw_asked()).first()).toBeVisible({ timeout: 30_000 });
	await expect(waits(page, 'ask_withdrawal')).toBeHidden();
	const { actions } = await told(dossier);
	expect(actions.filter(({ type }) => type === 'ask_withdrawal')).toHaveLength(1);
});

test('What meets the work of a colleague is shown beside it, and done again by its owner', async ({
	page,
	context
}) => {
	const dossier = await underReview();
	await openAsOfficer(page, dossier);

	await context.setOffline(true);
	await page.getByRole('button', { name: m.official_do_note(), exact: true }).click();
	await page.getByRole('dialog').getByRole('textbox').fill('Đã gọi điện cho người nộp');
	await page.getByRole('dialog').getByRole('button', { name: m.official_do_note() }).click();
	await expect(waits(page, 'note')).toBeVisible();
	await requestSupplement(page);
	await expect(waits(page, 'request_supplement')).toBeVisible();
	await expect(page.getByRole('button', { name: m.official_do_request_supplement() })).toBeHidden();
	await take(desk(), dossier, 'note', { text: 'Người nộp vừa ghé quầy' });

	await context.setOffline(false);
	await expect(page.getByText(m.sync_conflict_title())).toBeVisible({ timeout: 30_000 });
	const mine = page.getByRole('region', { name: m.sync_conflict_yours() });
	await expect(mine.getByText(REASON)).toBeVisible();
	const theirs = page.getByRole('region', { name: m.sync_conflict_theirs() });
	await expect(theirs.getByText('Người nộp vừa ghé quầy')).toBeVisible();
	await expect(theirs.getByText('Đã gọi điện cho người nộp')).toBeHidden();
	await expect(
		page.getByRole('navigation').getByText(m.sync_needs_count({ count: 1 }))
	).toBeAttached();
	expect(await axeViolations(page)).toEqual([]);
	expect((await told(dossier)).actions.map(({ type }) => type)).not.toContain('request_supplement');

	await page.getByRole('button', { name: m.sync_conflict_do_mine() }).click();
	await expect(page.getByText(m.status_supplement()).first()).toBeVisible({ timeout: 30_000 });
	await expect(page.getByText(m.sync_conflict_title())).toBeHidden();
	const { actions } = await told(dossier);
	expect(actions.filter(({ type }) => type === 'request_supplement')).toHaveLength(1);
	expect(actions.filter(({ type }) => type === 'note')).toHaveLength(2);
});

test('What a rule refused says why, can be taken away as a text, done again, and dropped', async ({
	page,
	context
}) => {
	const dossier = await underReview();
	await openAsOfficer(page, dossier);
	await context.setOffline(true);
	await requestSupplement(page, '2020-01-06');
	await context.setOffline(false);

	const section = page.getByRole('main');
	await expect(section.getByText(m.refusal_date_in_the_past())).toBeVisible({ timeout: 30_000 });
	await page.goto('/cong-viec');
	await expect(page.getByRole('heading', { name: m.sync_needs_you() })).toBeVisible();
	await expect(
		section.getByText(m.sync_at_field({ field: m.official_field_supplement_due_on() }))
	).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);

	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: m.sync_export() }).click();
	const text = await readFile(await (await download).path(), 'utf8');
	expect(text).toContain(REASON);
	expect(text).toContain(m.refusal_date_in_the_past());

	await page.getByRole('link', { name: m.sync_redo() }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog.getByRole('textbox', { name: /Đơn xin đi nước ngoài/ })).toHaveValue(REASON);
	await dialog.getByRole('button', { name: m.official_put_aside() }).click();

	await page.goto('/cong-viec');
	await page.getByRole('button', { name: m.sync_drop(), exact: true }).click();
	await page.getByRole('dialog').getByRole('button', { name: m.sync_drop(), exact: true }).click();
	await expect(page.getByRole('heading', { name: m.sync_needs_you() })).toBeHidden();
	expect((await told(dossier)).dossier.status).toBe('in_review');
});
