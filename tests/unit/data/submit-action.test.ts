import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { resendActions, submitAction, unsentActions } from '$data/submit-action.ts';
import { aDossier } from '../../support/dossier-makers.ts';

const DOSSIER = aDossier('in_review');
const answer = (status: number, body: unknown) =>
	new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const accepted = () => answer(200, { dossier: { ...DOSSIER, seq: DOSSIER.seq + 1 } });

/** What was sent, in order; `replies` are given one after another. */
function serverThat(...replies: (() => Response | Error)[]): unknown[] {
	const sent: unknown[] = [];
	vi.stubGlobal('fetch', (_path: string, init: RequestInit) => {
		sent.push(JSON.parse(String(init.body)));
		const reply = (replies.length > 1 ? replies.shift() : replies[0])?.();
		return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
	});
	return sent;
}

const cut = () => new TypeError('Failed to fetch');
const withdraw = (reason = 'Đổi ý') =>
	submitAction('account-a', DOSSIER, 'ask_withdrawal', { reason });

beforeEach(async () => {
	await forgetOwner('account-a');
	await holdKey('account-a', 'a'.repeat(64));
});
afterEach(() => vi.unstubAllGlobals());

describe('An action', () => {
	it('that the server took is forgotten', async () => {
		serverThat(accepted);
		expect(await withdraw()).toMatchObject({ ok: true });
		expect(await unsentActions('account-a', DOSSIER.id)).toEqual([]);
	});

	it('whose answer was cut off goes out again under the same id', async () => {
		const sent = serverThat(cut, accepted);
		expect(await withdraw()).toEqual({ ok: false, kind: 'fault', fault: 'offline' });
		expect(await unsentActions('account-a', DOSSIER.id)).toHaveLength(1);
		expect(await withdraw()).toMatchObject({ ok: true });
		expect(sent[1]).toEqual(sent[0]);
		expect(await unsentActions('account-a', DOSSIER.id)).toEqual([]);
	});

	it('is another one when something else is said', async () => {
		const sent = serverThat(cut);
		await withdraw('Đổi ý');
		await withdraw('Hoãn chuyến đi');
		const [first, second] = sent as { id: string }[];
		expect(second?.id).not.toBe(first?.id);
	});

	it('that a rule refused is not kept for another try', async () => {
		serverThat(() => answer(409, { data: { code: 'dossier.changed_meanwhile' } }));
		expect(await withdraw()).toMatchObject({
			kind: 'refusal',
			code: 'dossier.changed_meanwhile'
		});
		expect(await unsentActions('account-a', DOSSIER.id)).toEqual([]);
	});

	it('waits on through a fault of the server, and is sent when asked for', async () => {
		const sent = serverThat(() => answer(503, {}), accepted);
		expect(await withdraw()).toMatchObject({ fault: 'server' });
		expect(await resendActions('account-a', DOSSIER.id)).toMatchObject({ ok: true });
		expect(sent[1]).toEqual(sent[0]);
	});
});
