/** Between phone and desktop: what lies on a tablet is there without a network, and fits. */
import { expect, test } from '@playwright/test';
import { untilHeld, untilKept } from '../../support/offline.ts';
import { enterAsApplicant, enterAsOfficer } from '../../support/sign-in.ts';
import { APPLICANT, walkIn } from '../../support/signed-in.ts';
import { looksRight } from '../screens/looks-right.ts';

test.use({
	serviceWorkers: 'allow',
	viewport: { width: 820, height: 1180 },
	isMobile: false,
	hasTouch: true
});

test('An applicant’s dossiers on a tablet without a network', async ({ page, context }) => {
	test.slow();
	const { id, code } = walkIn();
	await enterAsApplicant(page, APPLICANT, `/ho-so/${id}`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(code);
	await untilKept(page);
	await untilHeld(page, id);
	await context.setOffline(true);
	for (const path of ['/ho-so', `/ho-so/${id}`]) {
		await page.goto(path);
		await expect(page.getByText(code).first()).toBeVisible();
		await looksRight(page, `offline${path}`, 'tablet');
	}
});

test('An officer’s queue on a tablet without a network', async ({ page, context }) => {
	test.slow();
	const { id, code } = walkIn();
	await enterAsOfficer(page, 'receiving_officer', `/cong-viec/${id}`);
	await expect(page.getByText(code).first()).toBeVisible();
	await untilKept(page);
	await page.goto('/cong-viec?whose=all');
	await expect(page.getByRole('link', { name: code })).toBeVisible();
	await untilHeld(page, id);
	await context.setOffline(true);
	for (const path of ['/cong-viec?whose=all', `/cong-viec/${id}`]) {
		await page.goto(path);
		await expect(page.getByText(code).first()).toBeVisible();
		await looksRight(page, 'offline-work', 'tablet');
	}
});
