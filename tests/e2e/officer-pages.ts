import { expect, type Locator, type Page } from '@playwright/test';
import { PEOPLE } from '../support/people.ts';

/** What the specs of officers share: the way in, and a keyboard. */

/** Signs in with both factors, the code taken from the outbox page as in a demonstration. */
export async function signInAs(page: Page, email: string, path: string): Promise<void> {
	await page.goto(`/dang-nhap/can-bo?${new URLSearchParams({ tiep: path })}`);
	await page.getByLabel('Thư điện tử').fill(email);
	await page.getByLabel('Mật khẩu').fill(PEOPLE.password);
	await page.keyboard.press('Enter');
	const code = page.getByLabel('Mã đăng nhập');
	await expect(code).toBeFocused();
	await code.fill(await codeFor(page, email));
	await page.keyboard.press('Enter');
	await page.waitForURL(`**${path}`);
}

async function codeFor(page: Page, email: string): Promise<string> {
	const outbox = await page.context().newPage();
	await outbox.goto('/quan-tri/hop-thu');
	const newest = outbox.getByRole('listitem').filter({ hasText: email }).first();
	const code = await newest.getByTestId('one-time-code').innerText();
	await outbox.close();
	return code;
}

export function officer(role: string, division?: string): string {
	const found = PEOPLE.officers.find(
		(person) => person.role === role && (division === undefined || person.division === division)
	);
	if (!found) throw new Error(`The seed has no ${role}.`);
	return found.email;
}

/** Presses Tab until `target` has the focus: what a mouse could do, the keyboard must reach. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let press = 0; press < 80; press += 1) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error('The keyboard does not reach it.');
}
