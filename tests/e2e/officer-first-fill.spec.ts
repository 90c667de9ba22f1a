/** The first time on a device the whole queue comes to it, page by page, and can be made to wait. */
import { expect, test, type Page } from '@playwright/test';
import * as v from 'valibot';
import { m } from '../../src/lib/i18n/paraglide/messages.js';
import { act, taken } from '../support/api.ts';
import { axeViolations } from '../support/axe.ts';
import { BASE_URL } from '../support/e2e-stack.ts';
import { enterAsOfficer } from '../support/sign-in.ts';
import { officerAt } from '../support/signed-in.ts';
import { counterRegistration } from '../support/travel-request.ts';

const SYNC = '**/api/app/sync';
/** So few dossiers a page, that a short queue has many. */
const PAGE = 2;
const DOSSIERS = 8;

const Asked = v.looseObject({ after: v.optional(v.string()) });

/** Pages of the reading, let through one by one. */
class Pages {
	/** Where each page began that was let through; empty for the first of a reading. */
	readonly begun: string[] = [];
	#free = 0;
	#waiting: (() => void)[] = [];

	async hold(page: Page): Promise<void> {
		await page.route(SYNC, async (route) => {
			const asked = v.parse(Asked, route.request().postDataJSON());
			if (this.#free > 0) this.#free -= 1;
			else await new Promise<void>((resolve) => this.#waiting.push(resolve));
			this.begun.push(asked.after ?? '');
			// A page that was left meanwhile waits for nothing.
			await route.continue({ postData: { ...asked, limit: PAGE } }).catch(() => undefined);
		});
	}

	let(count: number): void {
		for (let each = 0; each < count; each += 1) {
			const next = this.#waiting.shift();
			if (next) next();
			else this.#free += 1;
		}
	}

	/** Loads the app anew; what waited is gone with its page. */
	async load(page: Page): Promise<void> {
		await page.goto('about:blank');
		this.#waiting = [];
		await page.goto('/cong-viec');
	}
}

test('shows how far it is, waits when asked to, and goes on where it stood, also after a reload', async ({
	page
}) => {
	test.slow();
	const server = { url: process.env[BASE_URL] ?? '' };
	const codes: string[] = [];
	for (let made = 0; made < DOSSIERS; made += 1) {
		const request = await counterRegistration(server);
		const { dossier } = taken(await act(server, officerAt('receiving_officer'), request));
		codes.push(dossier.code ?? '');
	}
	const pages = new Pages();
	await pages.hold(page);
	await enterAsOfficer(page, 'case_officer', '/toi'); // nothing is read before the device has its key

	await pages.load(page);
	pages.let(1);
	await expect(page.getByText(m.sync_fill_running({ count: PAGE }))).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('button', { name: m.sync_fill_stop() }).click();
	pages.let(1);
	await expect(page.getByText(m.sync_fill_stopped({ count: 2 * PAGE }))).toBeVisible();

	await page.getByRole('button', { name: m.sync_fill_go_on() }).click();
	pages.let(1);
	await expect(page.getByText(m.sync_fill_running({ count: 3 * PAGE }))).toBeVisible();

	await pages.load(page);
	pages.let(1000);
	await expect(page.getByText(m.sync_fill_title())).toBeHidden({ timeout: 30_000 });
	await expect(page.getByText(/^Đồng bộ lần cuối/)).toBeVisible();
	const [first, ...rest] = pages.begun.slice(0, 4);
	expect(first, 'the first page is the beginning').toBe('');
	expect(rest).not.toContain('');
	expect(new Set(rest).size, 'each goes on behind the one before').toBe(3);
	for (const code of codes.slice(0, 3)) {
		await expect(page.getByRole('link', { name: code })).toBeVisible();
	}
});
