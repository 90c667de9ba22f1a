import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey, releaseKey } from '$data/storage/keys.ts';
import { rowsAtHand } from '$data/storage/rows-at-hand.ts';
import {
	countUnread,
	keepTray,
	markDossierRead,
	markRead,
	trayItems,
	trayReadAt
} from '$data/tray.ts';
import { signInHere } from '../../support/device-of-a-test.ts';

const ANNA = 'account-a';

interface Told {
	id: string;
	event: string;
	dossier: string;
	at: string;
	openedAt: string | null;
}

/** The server as the device meets it; another device of the same person reads there too. */
let server: {
	items: Told[];
	asked: string[];
	read: string[][];
	most: number;
	reachable: boolean;
	refusesMarks: boolean;
};

beforeEach(async () => {
	server = { items: [], asked: [], read: [], most: 200, reachable: true, refusesMarks: false };
	vi.stubGlobal('fetch', serve);
	await forgetOwner(ANNA);
	signInHere(ANNA);
	await holdKey(ANNA, 'a'.repeat(64));
});
afterEach(() => vi.unstubAllGlobals());

async function serve(path: string, { body }: { body?: string }): Promise<Response> {
	if (!server.reachable) throw new TypeError('Failed to fetch');
	server.asked.push(path);
	if (path === '/api/app/notifications/read') {
		if (server.refusesMarks) return Response.json({}, { status: 400 });
		const { ids } = JSON.parse(body ?? '') as { ids: string[] };
		server.read.push(ids);
		for (const item of server.items) if (ids.includes(item.id)) item.openedAt ??= stamp();
		return Response.json({});
	}
	const since = new URL(path, 'http://server').searchParams.get('since') ?? '';
	const changed = server.items.filter(
		({ at, openedAt }) => at >= since || (openedAt ?? '') >= since
	);
	const whole = since === '' || changed.length > server.most;
	const items = (whole ? server.items : changed).slice(0, server.most);
	return Response.json({ items, whole, until: stamp() });
}

let clock = Date.now();
const stamp = (): string => new Date((clock += 1)).toISOString();

/** Something happens; the newest first. */
function tell(event: string, dossier = 'dossier-1', at = stamp()): string {
	const id = `n${server.items.length}`;
	server.items.unshift({ id, event, dossier, at, openedAt: null });
	return id;
}

const shown = async () => (await trayItems(ANNA)).map(({ event, isRead }) => [event, isRead]);

describe('The tray', () => {
	it('holds what the server told, the newest first, and says since when', async () => {
		expect(await trayReadAt(ANNA)).toBeNull();
		tell('submitted');
		tell('received');
		await keepTray(ANNA);
		expect(await shown()).toEqual([
			['received', false],
			['submitted', false]
		]);
		expect(await countUnread(ANNA)).toBe(2);
		expect(await trayReadAt(ANNA)).not.toBeNull();
	});

	it('asks only for what changed since', async () => {
		tell('submitted');
		await keepTray(ANNA);
		tell('received');
		await keepTray(ANNA);
		expect(server.asked[0]).toMatch(/since=$/);
		expect(server.asked[1]).toMatch(/since=\d{4}-/);
		expect(await shown()).toEqual([
			['received', false],
			['submitted', false]
		]);
	});

	it('shows what was read on another device as read', async () => {
		const id = tell('received');
		await keepTray(ANNA);
		server.items = server.items.map((item) => ({ ...item, openedAt: stamp() }));
		await keepTray(ANNA);
		expect(await shown()).toEqual([['received', true]]);
		expect(id).toBe('n0');
	});

	it('lets go what is no more, when there was too much news to tell of each', async () => {
		tell('submitted');
		await keepTray(ANNA);
		server.most = 1;
		server.items = [];
		tell('received');
		tell('signed');
		await keepTray(ANNA);
		expect(await shown()).toEqual([['signed', false]]);
	});

	it('lets go what is older than 90 days', async () => {
		tell('submitted', 'dossier-1', new Date(Date.now() - 91 * 86_400_000).toISOString());
		await keepTray(ANNA);
		tell('received');
		await keepTray(ANNA);
		expect(await shown()).toEqual([['received', false]]);
	});

	it('keeps the newest 200', async () => {
		for (let at = 0; at < 150; at += 1) tell('submitted');
		await keepTray(ANNA);
		for (let at = 0; at < 100; at += 1) tell('received');
		await keepTray(ANNA);
		const events = (await trayItems(ANNA)).map(({ event }) => event);
		expect(events).toHaveLength(200);
		expect(events.filter((event) => event === 'received')).toHaveLength(100);
	});

	it('does not lie open on the device, and goes with the session', async () => {
		tell('refused');
		await keepTray(ANNA);
		const rows = await rowsAtHand();
		expect(JSON.stringify(await rows.list('notifications', ANNA))).not.toContain('refused');
		await releaseKey(ANNA);
		expect(await trayItems(ANNA)).toEqual([]);
		await forgetOwner(ANNA);
		expect(await rows.list('notifications', ANNA)).toEqual([]);
	});
});

describe('What was read', () => {
	it('is told to the server at once', async () => {
		const id = tell('received');
		await keepTray(ANNA);
		await markRead(ANNA, [id]);
		await expect.poll(() => server.read).toEqual([[id]]);
		expect(await shown()).toEqual([['received', true]]);
	});

	it('without a network is kept, and told when the line is back, before anything is asked', async () => {
		const id = tell('received');
		await keepTray(ANNA);
		server.reachable = false;
		await markRead(ANNA, [id]);
		expect(await shown()).toEqual([['received', true]]);
		expect(await countUnread(ANNA)).toBe(0);

		expect((await keepTray(ANNA)).ok).toBe(false);
		server.reachable = true;
		server.asked = [];
		await keepTray(ANNA);
		expect(server.asked[0]).toBe('/api/app/notifications/read');
		expect(server.read).toEqual([[id]]);
		expect(await shown()).toEqual([['received', true]]);
		await keepTray(ANNA);
		expect(server.read, 'told once').toHaveLength(1);
	});

	it('stays read when the server tells of it in its older state', async () => {
		const id = tell('received');
		await keepTray(ANNA);
		server.reachable = false;
		await markRead(ANNA, [id]);
		server.reachable = true;
		server.refusesMarks = true;
		await keepTray(ANNA);
		expect(await shown()).toEqual([['received', true]]);
	});

	it('is everything that was told of a dossier that was opened', async () => {
		tell('received', 'dossier-1');
		tell('received', 'dossier-2');
		tell('signed', 'dossier-1');
		await keepTray(ANNA);
		await markDossierRead(ANNA, 'dossier-1');
		expect((await trayItems(ANNA)).map(({ dossier, isRead }) => [dossier, isRead])).toEqual([
			['dossier-1', true],
			['dossier-2', false],
			['dossier-1', true]
		]);
	});
});
