import { expect, type Page } from '@playwright/test';
import * as v from 'valibot';
import { m } from '../../src/lib/i18n/paraglide/messages.js';
import { PEOPLE } from './people.ts';

const Outbox = v.object({
	items: v.array(v.object({ at: v.string(), recipient: v.string(), text: v.string() }))
});

/** Signs an applicant of the seed in, by the screen. */
export async function signInAsApplicant(page: Page, email: string): Promise<void> {
	await page.goto('/dang-nhap');
	await page.getByLabel(m.applicant_email()).fill(email);
	await page.getByLabel(m.account_password(), { exact: true }).fill(PEOPLE.password);
	await page.getByRole('main').getByRole('button', { name: m.sign_in() }).click();
	await page.waitForURL('**/ho-so');
}

/** What the app keeps on the device of an officer who signed in: codes are rationed. */
const signedIn = new Map<string, string>();

/** An officer whose device is still signed in; by the screen the first time. */
export async function enterAsOfficer(page: Page, role: string): Promise<void> {
	const kept = signedIn.get(role);
	if (kept === undefined) {
		await signInAsOfficer(page, role);
		signedIn.set(role, await page.evaluate(() => JSON.stringify(localStorage)));
		return;
	}
	await page.goto('/dang-nhap/can-bo');
	await page.evaluate((stored) => {
		Object.assign(localStorage, JSON.parse(stored));
	}, kept);
	await page.goto('/cong-viec');
}

/** Signs the first officer of the seed in this role in, by the screen, with the mailed code. */
export async function signInAsOfficer(
	page: Page,
	role: string,
	{ pin }: { readonly pin?: string } = {}
): Promise<void> {
	const email = PEOPLE.officers.find((officer) => officer.role === role)?.email;
	if (email === undefined) throw new Error(`The seed has no ${role}.`);
	await page.goto('/dang-nhap/can-bo');
	await page.getByLabel(m.applicant_email()).fill(email);
	await page.getByLabel(m.account_password(), { exact: true }).fill(PEOPLE.password);
	const since = new Date().toISOString();
	await page.getByRole('main').getByRole('button', { name: m.go_on() }).click();
	await page.getByLabel(m.account_code()).fill(await mailedCode(page, email, since));
	if (pin !== undefined) await page.getByLabel(m.pin_offer()).fill(pin);
	await page.getByRole('main').getByRole('button', { name: m.sign_in() }).click();
	await page.waitForURL(/\/(cong-viec|quan-tri)/);
}

/** The code in the newest mail to `email` since an instant, which lies there a moment later. */
async function mailedCode(page: Page, email: string, since: string): Promise<string> {
	let code: string | undefined;
	const look = async (): Promise<boolean> => {
		const answer: unknown = await (await page.request.get('/api/app/mail-outbox')).json();
		const mail = v
			.parse(Outbox, answer)
			.items.find(({ recipient, at }) => recipient === email && at >= since);
		code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0];
		return code !== undefined;
	};
	await expect.poll(look, { message: `a code for ${email}` }).toBe(true);
	return code ?? '';
}
