import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeStoredSession } from '$data/account.ts';
import { heldDetail, heldDossiers, holdDetail } from '$data/held-dossiers.ts';
import type { WorkDetail } from '$data/mappers.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { freshness, pullChanges } from '$data/sync/pull.ts';
import type { Dossier } from '$domain/dossier/dossier.ts';
import { aDossier } from '../../support/dossier-makers.ts';
import { memoryStorage } from '../../support/device-of-a-test.ts';

const ME = 'officer00000001';

interface Asked {
	readonly since: string;
	readonly after?: string;
	readonly limit: number;
	readonly witness?: string;
	readonly confirm?: readonly string[];
}

/** What the server tells, change by change; it answers as the real one, minute by minute. */
class FakeServer {
	readonly asked: Asked[] = [];
	readonly #dossiers = new Map<string, { at: number; dossier: Dossier; detailed: boolean }>();
	/** Minutes since the day began. */
	minute = 1;
	gone: string[] = [];
	witness = 'action000000001';
	cutNext = false;
	/** Runs before a page is answered. */
	beforeAnswer: () => Promise<void> | void = () => undefined;

	save(dossier: Dossier, detailed = false): void {
		this.minute += 1;
		this.#dossiers.set(dossier.id, { at: this.minute, dossier, detailed });
	}

	restoreBackup(...dossiers: Dossier[]): void {
		this.#dossiers.clear();
		for (const dossier of dossiers) this.save(dossier);
		this.witness = 'action000000002';
	}

	async answer(_path: string, init: RequestInit): Promise<Response> {
		const asked = JSON.parse(String(init.body)) as Asked;
		this.asked.push(asked);
		this.minute += 1;
		const until = instant(this.minute);
		await this.beforeAnswer();
		if (this.cutNext) {
			this.cutNext = false;
			throw new TypeError('Failed to fetch');
		}
		const confirmed = (asked.confirm ?? []).map((id) => ({ id, dossier: idOf(1), seq: 1 }));
		if (asked.witness !== undefined && asked.witness !== this.witness) {
			return json({ items: [], gone: [], confirmed, until, restored: true });
		}
		const from = asked.after ?? (asked.since && `${asked.since}_`);
		const changes = [...this.#dossiers.values()]
			.sort((a, b) => a.at - b.at)
			.filter(({ at, dossier }) => `${instant(at)}_${dossier.id}` > from);
		const page = changes.slice(0, asked.limit);
		const last = changes.length > page.length ? page.at(-1) : undefined;
		return json({
			items: page.map(({ dossier, detailed }) => ({
				dossier,
				applicantName: 'Trần Thị Mẫu',
				organisation: '',
				caseOfficerName: '',
				detail: detailed ? { actions: [], form: { fullName: 'Trần Thị Mẫu' } } : null
			})),
			gone: this.gone,
			confirmed,
			until,
			witness: this.witness,
			...(last && { next: `${instant(last.at)}_${last.dossier.id}` })
		});
	}
}

const instant = (minute: number) => new Date(Date.UTC(2026, 5, 9, 0, minute)).toISOString();
const idOf = (number: number) => `d${String(number).padStart(14, '0')}`;
const json = (body: unknown) => new Response(JSON.stringify(body), { status: 200 });
const numbered = (number: number, changes: Partial<Dossier> = {}) =>
	aDossier('in_review', { id: idOf(number), ...changes });

let server: FakeServer;
beforeEach(async () => {
	vi.stubGlobal('localStorage', memoryStorage());
	signIn('case_officer');
	await forgetOwner(ME);
	await holdKey(ME, 'a'.repeat(64));
	server = new FakeServer();
	vi.stubGlobal('fetch', server.answer.bind(server));
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

function signIn(role: 'case_officer' | 'leader'): void {
	const account = { id: ME, name: '', email: '', role, division: 'phong-ls-nvnonn' };
	writeStoredSession({ token: 'token', account: { type: 'officer', ...account } });
}

const held = async () =>
	(await heldDossiers(ME)).map(({ dossier }) => `${dossier.id} ${dossier.seq}`).sort();

const seen = (dossier: Dossier): WorkDetail => ({
	dossier,
	applicantName: '',
	papers: [],
	actions: [],
	attachments: []
});

describe('Reading what changed', () => {
	it('begins with everything and goes on with what is new', async () => {
		server.save(numbered(1));
		server.save(numbered(2));
		expect(await pullChanges(ME)).toEqual({
			ok: true,
			value: { changed: 2, confirmed: [], complete: true }
		});
		server.save(numbered(2, { seq: 4 }));
		expect(await pullChanges(ME)).toMatchObject({ value: { changed: 1 } });
		expect(await held()).toEqual([`${idOf(1)} 3`, `${idOf(2)} 4`]);
		expect(server.asked[1]?.since).toBe(instant(4));
		expect(await pullChanges(ME)).toMatchObject({ value: { changed: 0 } });
		expect(server.asked).toHaveLength(3);
	});

	it('goes on where it was interrupted, and tells how far it is', async () => {
		for (let number = 1; number <= 250; number += 1) server.save(numbered(number));
		const interrupted = new AbortController();
		interrupted.abort();
		const read: number[] = [];
		const options = { signal: interrupted.signal, onProgress: (count: number) => read.push(count) };
		expect(await pullChanges(ME, options)).toMatchObject({ value: { complete: false } });
		expect(await freshness(ME)).toEqual({ completedAt: null, underWay: 100 });
		// Changed behind the reading: it is met again at the end of it.
		server.save(numbered(1, { seq: 8 }));
		server.cutNext = true;
		expect(await pullChanges(ME, { onProgress: options.onProgress })).toMatchObject({
			fault: 'offline'
		});
		expect(await pullChanges(ME, { onProgress: options.onProgress })).toMatchObject({
			value: { complete: true }
		});
		expect(await held()).toHaveLength(250);
		expect(await held()).toContain(`${idOf(1)} 8`);
		expect(read).toEqual([100, 200, 251]);
		expect(server.asked.map(({ after }) => after?.slice(-15))).toEqual([
			undefined,
			idOf(100),
			idOf(100),
			idOf(200)
		]);
		// From the first page on everything is asked for again.
		await pullChanges(ME);
		expect(server.asked.at(-1)?.since).toBe(instant(252));
	});

	it('keeps form and history where they are told, and drops them with what is gone', async () => {
		server.save(numbered(1), true);
		server.save(numbered(2), true);
		await pullChanges(ME);
		expect(await heldDetail(ME, idOf(1))).toMatchObject({
			detail: { form: { fullName: 'Trần Thị Mẫu' } },
			isOlder: false
		});
		server.save(numbered(1, { seq: 4 }));
		server.gone = [idOf(2)];
		await pullChanges(ME);
		// It waits for somebody else now: what is known of its history ends earlier.
		expect(await heldDetail(ME, idOf(1))).toMatchObject({
			detail: { dossier: { seq: 4 } },
			isOlder: true
		});
		expect(await held()).toEqual([`${idOf(1)} 4`]);
		expect(await heldDetail(ME, idOf(2))).toBeUndefined();
	});

	it('never replaces newer by older, even while it is storing', async () => {
		server.save(numbered(1));
		server.save(numbered(2));
		await pullChanges(ME);
		server.save(numbered(1, { seq: 4 }));
		server.save(numbered(2, { seq: 4 }));
		server.beforeAnswer = () => holdDetail(ME, seen(numbered(1, { seq: 5 })));
		await pullChanges(ME);
		expect(await held()).toEqual([`${idOf(1)} 5`, `${idOf(2)} 4`]);
	});

	it('asks after actions once, and says which are kept', async () => {
		for (let number = 1; number <= 150; number += 1) server.save(numbered(number));
		const confirm = ['action000000007'];
		expect(await pullChanges(ME, { confirm })).toMatchObject({ value: { confirmed: confirm } });
		expect(server.asked.map((asked) => asked.confirm)).toEqual([confirm, undefined]);
	});

	it('stores nothing once the session has ended', async () => {
		server.save(numbered(1));
		server.beforeAnswer = () => forgetOwner(ME);
		expect(await pullChanges(ME)).toMatchObject({ fault: 'signed_out' });
		expect(await held()).toEqual([]);
	});

	it('leaves it to the other tab that has read on', async () => {
		server.save(numbered(1));
		let isFirst = true;
		server.beforeAnswer = async () => {
			if (!isFirst) return;
			isFirst = false;
			await pullChanges(ME);
		};
		expect(await pullChanges(ME)).toMatchObject({ value: { complete: false } });
		expect(await held()).toEqual([`${idOf(1)} 3`]);
		expect(await freshness(ME)).toMatchObject({ underWay: null });
	});
});

describe('Reading afresh', () => {
	it('replaces what never happened when a backup was put back', async () => {
		server.save(numbered(1, { seq: 9 }));
		server.save(numbered(2));
		await pullChanges(ME);
		server.restoreBackup(numbered(1, { seq: 5 }));
		await pullChanges(ME);
		expect(await held()).toEqual([`${idOf(1)} 5`]);
		expect(server.asked.map(({ since }) => since === '')).toEqual([true, false, true]);
	});

	it('happens when the server’s clock stands before the cursor', async () => {
		server.minute = 600;
		server.save(numbered(1));
		await pullChanges(ME);
		server.minute = 1;
		server.save(numbered(1, { seq: 4 }));
		await pullChanges(ME);
		expect(await held()).toEqual([`${idOf(1)} 4`]);
	});

	it('happens with another role, and drops what that may not see', async () => {
		server.save(numbered(1));
		await pullChanges(ME);
		signIn('leader');
		server.restoreBackup(numbered(2));
		await pullChanges(ME);
		expect(await held()).toEqual([`${idOf(2)} 3`]);
	});
});

describe('What ended', () => {
	it('leaves an officer’s device after thirty days', async () => {
		const endedOn = (heldSince: string) => ({ status: 'closed' as const, heldSince });
		server.save(numbered(1, endedOn('2026-05-09T00:00:00.000Z')));
		server.save(numbered(2, endedOn('2026-05-12T00:00:00.000Z')));
		vi.useFakeTimers({ now: Date.UTC(2026, 5, 9), toFake: ['Date'] });
		await pullChanges(ME);
		expect(await held()).toHaveLength(2);
		vi.setSystemTime(Date.UTC(2026, 5, 10));
		await pullChanges(ME);
		expect(await held()).toEqual([`${idOf(2)} 3`]);
	});
});
