import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bundle } from '../../soak/bundle.ts';
import type { Written } from '../../soak/browser/database-door.ts';
import { Profile } from '../../soak/browser/profile.ts';
import { Tab } from '../../soak/browser/tab.ts';

/** The storage of the app, as one tab of a browser would have it. */
interface App {
	readonly Shelf: new (name: string) => {
		put(row: object): unknown;
		get(owner: string, id: string): Promise<{ readonly content: unknown } | undefined>;
		list(owner: string): Promise<readonly { readonly id: string }[]>;
	};
	commit(changes: readonly unknown[]): Promise<{ readonly ok: boolean; readonly reason?: string }>;
	holdKey(owner: string, secret: string): Promise<void>;
	whenChanged(shelf: string, listener: () => void): () => void;
	isVolatile(): Promise<boolean>;
	lead(work: () => Promise<void>): Promise<void>;
	now(): number;
}

const program = await bundle(
	[],
	`export { Shelf, commit } from '$data/storage/shelf.ts';
	export { holdKey } from '$data/storage/keys.ts';
	export { whenChanged } from '$data/storage/changes.ts';
	export { isVolatile } from '$data/storage/rows-at-hand.ts';
	export const lead = (work) => navigator.locks.request('lead', work);
	export const now = () => new Date().getTime();`
);

const OWNER = 'owner0000000001';
const row = (id: string) => ({
	owner: OWNER,
	id,
	dossier: '',
	content: { told: `secret of ${id}` }
});

function aTab(profile: Profile): App & { kill: () => void } {
	const tab = new Tab<App>(program, profile, () => Promise.reject(new Error('no line')));
	return { ...tab.app, kill: () => tab.kill() };
}

describe('A tab of the soak', () => {
	it('keeps sealed what the app commits, and the next tab of the profile opens it', async () => {
		const profile = new Profile(0);
		const first = aTab(profile);
		await first.holdKey(OWNER, 'ab'.repeat(32));
		expect(await first.commit([new first.Shelf('outbox').put(row('a'))])).toEqual({ ok: true });
		first.kill();
		const second = aTab(profile);
		expect(await new second.Shelf('outbox').get(OWNER, 'a')).toMatchObject({
			content: { told: 'secret of a' }
		});
		expect(await second.isVolatile()).toBe(false);
	});

	it('leaves whole transactions or nothing when it is killed', async () => {
		const profile = new Profile(0);
		const written: Written[] = [];
		profile.onWritten = (writes) =>
			written.push(...writes.filter(({ store }) => store === 'outbox'));
		const setUp = aTab(profile);
		await setUp.holdKey(OWNER, 'ab'.repeat(32));
		// Each lives a little longer than the one before, until one lived long enough.
		let tabs = 0;
		for (; tabs < 12 || written.length === 0; tabs += 1) {
			const tab = aTab(profile);
			const shelf = new tab.Shelf('outbox');
			void tab.commit([0, 1, 2, 3].map((n) => shelf.put(row(`${tabs}-${n}`))));
			await pause(tabs);
			tab.kill();
		}
		const left = await new setUp.Shelf('outbox').list(OWNER);
		expect(left.length % 4).toBe(0);
		expect(left.length).toBe(written.length);
		expect(left.length).toBeGreaterThan(0);
		expect(left.length).toBeLessThan(4 * tabs);
	});

	it('tells the other tab of a change', async () => {
		const profile = new Profile(0);
		const [here, there] = [aTab(profile), aTab(profile)];
		await here.holdKey(OWNER, 'ab'.repeat(32));
		const heard = new Promise<void>((resolve) => there.whenChanged('outbox', resolve));
		await here.commit([new here.Shelf('outbox').put(row('a'))]);
		await heard;
	});

	it('hands the lock on when it is killed', async () => {
		const profile = new Profile(0);
		const [here, there] = [aTab(profile), aTab(profile)];
		await new Promise<void>((resolve) => {
			void here.lead(async () => {
				resolve();
				await new Promise(() => undefined);
			});
		});
		let leads = false;
		const led = there.lead(async () => void (leads = true));
		await pause(5);
		expect(leads).toBe(false);
		here.kill();
		await led;
		expect(leads).toBe(true);
	});

	it('finds the disk full as a browser does', async () => {
		const profile = new Profile(0);
		const tab = aTab(profile);
		await tab.holdKey(OWNER, 'ab'.repeat(32));
		profile.isFull = () => true;
		const shelf = new tab.Shelf('outbox');
		expect(await tab.commit([shelf.put(row('a'))])).toEqual({ ok: false, reason: 'full' });
		profile.isFull = () => false;
		expect(await tab.commit([shelf.put(row('a'))])).toEqual({ ok: true });
	});

	it('has the clock of its device', () => {
		const hour = 60 * 60_000;
		const ahead = aTab(new Profile(5 * hour)).now() - Date.now();
		expect(ahead).toBeGreaterThan(4.9 * hour);
		expect(ahead).toBeLessThan(5.1 * hour);
	});
});
