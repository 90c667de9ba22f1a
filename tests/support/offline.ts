import { expect, type Page } from '@playwright/test';

/** The app lies on the device, and its worker answers for this page. */
export async function untilKept(page: Page, timeout = 30_000): Promise<void> {
	await expect.poll(() => isKept(page), { timeout }).toBe(true);
}

/** The same after an installation failed: the line is back, and the app tries again. */
export async function untilKeptAfterAll(page: Page): Promise<void> {
	const tryAgain = async () => {
		await page.evaluate(() => dispatchEvent(new Event('online')));
		return isKept(page);
	};
	await expect.poll(tryAgain, { timeout: 30_000 }).toBe(true);
}

function isKept(page: Page): Promise<boolean> {
	return page.evaluate(async () => {
		const registration = await navigator.serviceWorker.getRegistration();
		return (
			registration?.active?.state === 'activated' && navigator.serviceWorker.controller !== null
		);
	});
}

/** The first installation failed, and the browser has forgotten it. */
export async function untilGivenUp(page: Page): Promise<void> {
	const hasWorker = () =>
		page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined);
	await expect.poll(hasWorker, { timeout: 30_000 }).toBe(false);
}

/** Asks for a newer version now, as the app does when it is shown again after a while. */
export async function lookForUpdate(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const registration = await navigator.serviceWorker.getRegistration();
		await registration?.update();
	});
}

/** Paths of all files that the worker keeps. */
export function keptFiles(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const names = await caches.keys();
		const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
		return keys.flat().map(({ url }) => new URL(url).pathname);
	});
}

/** Types into the form of an action, and waits until the device has written that down. */
export async function typeAndKeep(page: Page, type: () => Promise<void>): Promise<void> {
	const before = await typedRevisions(page);
	await type();
	await expect.poll(() => typedRevisions(page)).not.toEqual(before);
}

const typedRevisions = async (page: Page): Promise<number[]> =>
	(await rowsOf(page, 'typed')).map(({ revision }) => revision);

/** The dossier lies on the device, with its form and history: it is there without a network. */
export async function untilHeld(page: Page, dossier: string): Promise<void> {
	const held = async (shelf: string) => (await rowsOf(page, shelf)).map(({ id }) => id);
	await expect.poll(() => held('dossiers')).toContain(dossier);
	await expect.poll(() => held('details')).toContain(dossier);
}

interface Row {
	readonly owner: string;
	readonly id: string;
	readonly revision: number;
}

/** What of the rows of a shelf is not sealed; none where the app has not opened its database yet. */
export function rowsOf(page: Page, shelf: string): Promise<Row[]> {
	return page.evaluate(async (shelf) => {
		const name = 'ngoai-vu-so';
		// To open what is not there would make an empty one, which stands in the app's way.
		const databases = await indexedDB.databases();
		if (!databases.some((database) => database.name === name)) return [];
		return new Promise<Row[]>((resolve, reject) => {
			const opening = indexedDB.open(name);
			opening.onerror = () => reject(new Error('There is no database.'));
			opening.onsuccess = () => {
				const database = opening.result;
				const rows = database.transaction(shelf).objectStore(shelf).getAll();
				rows.onerror = () => reject(new Error('It cannot be read.'));
				rows.onsuccess = () => {
					database.close();
					resolve(
						(rows.result as Row[]).map(({ owner, id, revision }) => ({ owner, id, revision }))
					);
				};
			};
		});
	}, shelf);
}
