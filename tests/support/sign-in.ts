import { expect, type Page } from '@playwright/test';
import * as v from 'valibot';
import { m } from '../../src/lib/i18n/paraglide/messages.js';
import { BASE_URL } from './e2e-stack.ts';
import { rowsOf } from './offline.ts';
import { PEOPLE } from './people.ts';
import { emailOf, sessionOf } from './signed-in.ts';

const Outbox = v.object({
	items: v.array(v.object({ at: v.string(), recipient: v.string(), text: v.string() }))
});

/** Signs an applicant of the seed in, by the screen: on a server of a test's own, or to test that. */
export async function signInAsApplicant(page: Page, email: string): Promise<void> {
	await page.goto('/dang-nhap');
	await page.getByLabel(m.applicant_email()).fill(email);
	await page.getByLabel(m.account_password(), { exact: true }).fill(PEOPLE.password);
	await page.getByRole('main').getByRole('button', { name: m.sign_in() }).click();
	await page.waitForURL('**/ho-so');
}

/**
 * A page that anybody may read has come alive, and knows who is signed in: it stood there before, but
 * heard nothing.
 */
export async function untilAlive(page: Page): Promise<void> {
	await expect(page.getByRole('banner').locator('a[href$="/thong-bao"]')).toBeVisible();
}

/** Opens a page on the device of an applicant who is signed in. */
export const enterAsApplicant = (page: Page, email: string, path = '/ho-so'): Promise<void> =>
	enter(page, email, path);

/** Opens a page on the device of the first officer in a role, who is signed in. */
export const enterAsOfficer = (page: Page, role: string, path = '/cong-viec'): Promise<void> =>
	enter(page, emailOf(role), path);

async function enter(page: Page, email: string, path: string): Promise<void> {
	const origin = new URL(process.env[BASE_URL] ?? '').origin;
	const session = sessionOf(email);
	const localStorage = [{ name: 'nvs.session', value: JSON.stringify(session) }];
	await page.context().setStorageState({ cookies: [], origins: [{ origin, localStorage }] });
	// The key of what is kept comes with a fresh token: without it nothing lies on the device.
	const keyCame = page.waitForResponse(/\/auth-refresh$/);
	await page.goto(path);
	await keyCame;
	const keysOf = async () => (await rowsOf(page, 'keys')).map(({ owner }) => owner);
	await expect.poll(keysOf).toContain(session.account.id);
}

/**
 * Signs the first officer of the seed in this role in, by the screen, with the mailed code. For what is
 * about signing in: the server takes five codes of one officer in a row.
 */
export async function signInAsOfficer(
	page: Page,
	role: string,
	{ pin }: { readonly pin?: string } = {}
): Promise<void> {
	const email = emailOf(role);
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
