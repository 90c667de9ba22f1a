import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, newId, NOBODY, type Visitor } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { insertTold } from '../support/ledger-rows.ts';
import { signInCast, sql, type Cast } from '../support/people.ts';
import { Journey } from '../support/travel-request.ts';

const Tray = v.object({
	items: v.array(
		v.object({
			id: v.string(),
			event: v.string(),
			dossier: v.string(),
			at: v.string(),
			openedAt: v.nullable(v.string())
		})
	),
	whole: v.boolean(),
	until: v.string()
});

let server: DisposableServer;
let cast: Cast;
let journey: Journey;
beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
	journey = await Journey.submitted(server, cast);
	await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
});
afterAll(() => server.stop());

async function tray(as: Visitor, since = '') {
	const answer = await ask(
		server,
		'GET',
		`/api/app/notifications?${new URLSearchParams({ since })}`,
		{
			as
		}
	);
	if (answer.status !== 200) throw new Error(answer.text);
	return v.parse(Tray, answer.body);
}

const read = (as: Visitor, ids: readonly string[]) =>
	ask(server, 'POST', '/api/app/notifications/read', { as, body: { ids } });

const row = async (id: string) =>
	(await sql(server, cast.superuser, `SELECT * FROM notifications WHERE id = '${id}'`))[0];

const insert = (columns: Record<string, string>) =>
	insertTold(server, cast.superuser, {
		recipient: cast.applicant.id,
		dossier: journey.id,
		...columns
	});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

describe('the tray', () => {
	it('holds what happened to the own dossiers, the newest first', async () => {
		const { items, whole } = await tray(cast.applicant);
		expect(whole).toBe(true);
		expect(items.map(({ event, dossier, openedAt }) => [event, dossier, openedAt])).toEqual([
			['received', journey.id, null],
			['submitted', journey.id, null]
		]);
	});

	it('holds for an officer what was told to that officer', async () => {
		const events = async (as: Visitor) => (await tray(as)).items.map(({ event }) => event);
		expect(await events(cast.receivingOfficer)).toEqual(['submitted']);
		expect(await events(cast.head)).toEqual(['received']);
		expect(await events(cast.otherHead)).toEqual([]);
		expect(await events(cast.administrator)).toEqual([]);
	});

	it('shows nobody what was told to somebody else', async () => {
		expect((await tray(cast.stranger)).items).toEqual([]);
		const guest = await ask(server, 'GET', '/api/app/notifications', { as: NOBODY });
		expect(guest.status).toBe(401);
	});

	it('tells only what changed since, and what was read meanwhile', async () => {
		// Further back than what is told twice for safety.
		await sql(server, cast.superuser, `UPDATE notifications SET at = '${daysAgo(1)}'`);
		const { until } = await tray(cast.applicant);
		const later = new Date(Date.parse(until) + 31_000).toISOString();
		expect(await tray(cast.applicant, later)).toMatchObject({ items: [], whole: false });

		const [first] = (await tray(cast.applicant)).items;
		await read(cast.applicant, [first?.id ?? '']);
		await insert({ event: 'signed' });
		const { items, whole } = await tray(cast.applicant, until);
		expect(whole).toBe(false);
		expect(items.map(({ event, openedAt }) => [event, openedAt !== null])).toEqual([
			['signed', false],
			[first?.event, true]
		]);
	});

	it('begins at the beginning where it cannot tell since when', async () => {
		for (const since of ['yesterday', "' OR 1=1 --", daysAgo(100)]) {
			expect((await tray(cast.applicant, since)).whole, since).toBe(true);
		}
	});

	it('reaches back 90 days', async () => {
		await insert({ event: 'fee_due', at: daysAgo(91) });
		await insert({ event: 'consulting', at: daysAgo(89) });
		const events = (await tray(cast.applicant)).items.map(({ event }) => event);
		expect(events).toContain('consulting');
		expect(events).not.toContain('fee_due');
	});

	it('tells the newest 200, all anew when more than that changed', async () => {
		const { until } = await tray(cast.stranger);
		for (let at = 0; at < 201; at += 1) await insert({ recipient: cast.stranger.id });
		const { items, whole } = await tray(cast.stranger, until);
		expect(items).toHaveLength(200);
		expect(whole).toBe(true);
	});

	it('does not show the other channels', async () => {
		const before = (await tray(cast.applicant)).items.length;
		await insert({ channel: 'push' });
		await insert({ channel: 'mail' });
		expect((await tray(cast.applicant)).items).toHaveLength(before);
	});
});

describe('reading', () => {
	it('is kept once: the first moment stays', async () => {
		const [item] = (await tray(cast.head)).items;
		const id = item?.id ?? '';
		expect((await read(cast.head, [id])).status).toBe(200);
		const first = await row(id);
		expect(first).toMatchObject({ state: 'opened' });
		await read(cast.head, [id]);
		expect((await row(id))?.['openedAt']).toBe(first?.['openedAt']);
	});

	it('is for the own ones only, and tells a stranger nothing', async () => {
		const [item] = (await tray(cast.receivingOfficer)).items;
		const id = item?.id ?? '';
		for (const as of [cast.applicant, cast.stranger, cast.head]) {
			expect((await read(as, [id])).status).toBe(200);
		}
		expect((await read(NOBODY, [id])).status).toBe(401);
		expect(await row(id)).toMatchObject({ openedAt: '', state: 'sent' });
	});

	it('refuses what is no list of ids', async () => {
		for (const ids of [[], ['x'], "a' OR 1", Array.from({ length: 201 }, newId)]) {
			const answer = await ask(server, 'POST', '/api/app/notifications/read', {
				as: cast.applicant,
				body: { ids }
			});
			expect(answer.status).toBe(400);
		}
	});

	it('spares the push and the mail that still wait, and leaves what has gone out', async () => {
		const cause = newId();
		const of = (channel: string, state: string, more: Record<string, string> = {}) =>
			insert({ cause, channel, state, ...more });
		const inTray = await of('tray', 'sent');
		const mail = await of('mail', 'queued');
		const push = await of('push', 'delivered');
		const strangers = await of('mail', 'queued', { recipient: cast.stranger.id });
		const another = await insert({ channel: 'mail', state: 'queued' });

		await read(cast.applicant, [inTray]);
		expect(await row(mail)).toMatchObject({ state: 'superseded', reason: 'read_in_app' });
		expect(await row(push)).toMatchObject({ state: 'delivered' });
		expect(await row(strangers), 'of somebody else').toMatchObject({ state: 'queued' });
		expect(await row(another), 'of another event').toMatchObject({ state: 'queued' });
	});
});
