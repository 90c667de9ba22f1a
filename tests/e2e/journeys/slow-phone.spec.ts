/** A page can be read and typed into before its scripts have arrived. */
import { expect, test } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { holdScripts } from '../../support/late-scripts.ts';

test('What is typed before the tracking page came alive stays, and is never put into an address', async ({
	page
}) => {
	const asked: string[] = [];
	page.on('request', (request) => asked.push(new URL(request.url()).pathname));
	const letScriptsCome = await holdScripts(page);
	await page.goto('/tra-cuu', { waitUntil: 'commit' });
	await page.getByLabel(m.dossier_number()).fill('NS-7K2M-9QXA');
	await page.getByLabel(m.tracking_secret()).fill('A1B2C-D3E4F');
	await page.keyboard.press('Enter');
	const go = page.getByRole('button', { name: m.tracking_go() });
	await expect(go).toBeDisabled();

	letScriptsCome();
	await expect(go).toBeEnabled();
	await expect(page.getByLabel(m.dossier_number())).toHaveValue('NS-7K2M-9QXA');
	await expect(page.getByLabel(m.tracking_secret())).toHaveValue('A1B2C-D3E4F');
	expect(page.url()).not.toContain('A1B2C');
	// Nothing is looked up before it is asked for, and so the button is not taken from under a finger.
	await expect.poll(() => asked).toContain('/api/app/settings');
	expect(asked).not.toContain('/api/app/tracking');
	await go.click();
	await expect(page.getByRole('alert')).toBeVisible();
});

test('A question typed at home before the page came alive is kept like any other', async ({
	page
}) => {
	const letScriptsCome = await holdScripts(page);
	await page.goto('/', { waitUntil: 'commit' });
	const box = page.getByRole('textbox', { name: m.conversation_ask_label() });
	await box.fill('xin thẻ abtc');
	letScriptsCome();
	await expect(box).toHaveAttribute('data-kept', 'true');
	await page.reload();
	await expect(box).toHaveValue('xin thẻ abtc');
});
