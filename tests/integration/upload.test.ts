import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { keepFile, type LocalFile } from '$data/attachments.ts';
import { holdKey } from '$data/storage/keys.ts';
import { sendFile, verdictsOf } from '$data/sync/upload.ts';
import { PART_BYTES } from '$domain/dossier/file-parts.ts';
import { launchWorker } from '../../scripts/worker-process.ts';
import { newId } from '../support/api.ts';
import { openBreakingLine } from '../support/breaking-line.ts';
import { becomeDevice } from '../support/device.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { arrivalOf, filesOnDisk, pdfOf, sendPart, sha256Of } from '../support/file-parts.ts';
import { signInCast, sql, type Cast } from '../support/people.ts';

let server: DisposableServer;
let worker: ChildProcess;
let cast: Cast;
beforeAll(async () => {
	server = await startDisposableServer();
	worker = launchWorker(server.url, server.environment.WORKER_KEY);
	cast = await signInCast(server);
	await holdKey(cast.applicant.id, 'a secret of the session');
});
afterAll(async () => {
	worker.kill('SIGTERM');
	await once(worker, 'exit');
	await server.stop();
});
afterEach(() => vi.unstubAllGlobals());

async function picked(bytes: Buffer, dossier = newId()): Promise<LocalFile> {
	const file = new File([new Uint8Array(bytes)], 'đơn.pdf', { type: 'application/pdf' });
	const kept = await keepFile({ owner: cast.applicant.id, dossier, toGive: 'submit' }, 'don', file);
	if (!kept.ok) throw new Error(kept.code);
	return kept.file;
}

/** The server's own SHA-256 of what lies on its disk; empty until it has read it back. */
const acknowledged = async (id: string) =>
	(
		await sql(server, cast.superuser, `SELECT storedSha256 FROM attachments WHERE id = '${id}'`)
	)[0]?.['storedSha256'];

/** Numbers from 0 to 1 that look like chance, the same ones every time. */
function* chances(seed: number): Generator<number, never> {
	for (let state = seed; ;) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		yield state / 2 ** 32;
	}
}

describe('a file of 20 MB', () => {
	it.each([1, 2])(
		'over a line that breaks ten times ends as one file, acknowledged by its hash (seed %i)',
		async (seed) => {
			const bytes = pdfOf(20_000_000);
			const file = await picked(bytes);
			const chance = chances(seed);
			const pieces = Array.from(
				{ length: 10 },
				() => 50_000 + Math.floor(chance.next().value * 1_900_000)
			);
			const line = await openBreakingLine(server.url, pieces);
			becomeDevice(line.url, cast.applicant);
			const shares: number[] = [];
			const sent = await sendFile(file, (share) => shares.push(share));
			expect(sent).toMatchObject({ ok: true, value: { id: file.id } });
			expect(line.breaks()).toBe(10);
			expect(shares.at(-1)).toBe(1);
			expect(shares).toEqual([...shares].sort((a, b) => a - b));
			// No part was begun anew but those that a cut tore: ten at most, of 77.
			expect(line.carried()).toBeLessThan(bytes.length + 11 * PART_BYTES);

			await expect.poll(() => acknowledged(file.id), { timeout: 20_000 }).toBe(sha256Of(bytes));
			const files = filesOnDisk(server, file.id);
			expect(files).toHaveLength(1);
			expect(sha256Of(readFileSync(files[0] ?? ''))).toBe(file.sha256);
			const rows = await sql(
				server,
				cast.superuser,
				`SELECT COUNT(*) AS attachments,
				(SELECT COUNT(*) FROM attachment_parts WHERE attachment = '${file.id}') AS parts
				FROM attachments WHERE dossier = '${file.dossier}'`
			);
			expect(rows).toEqual([{ attachments: '1', parts: '0' }]);
			const verdicts = await verdictsOf(file.dossier);
			expect(verdicts).toMatchObject({ ok: true, value: [{ id: file.id, state: 'verified' }] });
			await line.close();
		}
	);
});

describe('sending', () => {
	it('ends as one file also when the server dies while it arrives, and while it is joined', async () => {
		becomeDevice(server.url, cast.applicant);
		const file = await picked(pdfOf(12 * PART_BYTES));
		let dying = Promise.resolve();
		let deaths = 0;
		const dieOnceAt = (share: number) => {
			if (share < (deaths + 1) / 3) return;
			deaths += 1;
			// The server may take the next parts before its restart is known to be over.
			dying = dying.then(() => server.killAndRestart());
		};
		const send = () => sendFile(file, dieOnceAt);
		await expect.poll(async () => (await send()).ok, { timeout: 30_000 }).toBe(true);
		await dying;
		expect(deaths).toBe(3);
		await expect.poll(() => acknowledged(file.id), { timeout: 20_000 }).toBe(file.sha256);
		expect(filesOnDisk(server, file.id)).toHaveLength(1);
	});

	it('gives up when nothing gets through, and goes on another time where it was', async () => {
		const bytes = pdfOf(3 * PART_BYTES);
		const file = await picked(bytes);
		// Two parts get through, and from then on not even a question.
		const line = await openBreakingLine(server.url, [2.5 * PART_BYTES, 1, 1, 1]);
		becomeDevice(line.url, cast.applicant);
		expect(await sendFile(file, () => undefined)).toMatchObject({ ok: false, fault: 'offline' });
		expect((await arrivalOf(server, cast.applicant, file.id)).arrived).toEqual([0, 1]);
		await line.close();
		vi.unstubAllGlobals();
		becomeDevice(server.url, cast.applicant);
		const shares: number[] = [];
		expect(await sendFile(file, (share) => shares.push(share))).toMatchObject({ ok: true });
		expect(shares).toEqual([2 / 3, 1]);
		await expect.poll(() => acknowledged(file.id), { timeout: 10_000 }).toBe(file.sha256);
	});

	it('takes several files, small and large, and leaves those that are there', async () => {
		becomeDevice(server.url, cast.applicant);
		const dossier = newId();
		const files = [
			await picked(pdfOf(1000), dossier),
			await picked(pdfOf(PART_BYTES), dossier),
			await picked(pdfOf(PART_BYTES + 1), dossier)
		];
		for (const file of files)
			expect(await sendFile(file, () => undefined)).toMatchObject({ ok: true });
		for (const { id, sha256 } of files) {
			await expect.poll(() => acknowledged(id), { timeout: 10_000 }).toBe(sha256);
		}
		const again = vi.fn();
		for (const file of files) {
			expect(await sendFile(file, again)).toMatchObject({ ok: true, value: { state: 'verified' } });
		}
		expect(again.mock.calls).toEqual([[1], [1], [1]]);
	});

	it('is refused at once when the server says no, and tells why', async () => {
		becomeDevice(server.url, cast.applicant);
		const file = await picked(pdfOf(1000));
		const longer = { ...file, sizeBytes: 1001 };
		expect(await sendFile(longer, () => undefined)).toMatchObject({
			ok: false,
			code: 'attachment.length_differs'
		});
	});

	it('of somebody whose sign-in ended is a fault, never a refusal', async () => {
		becomeDevice(server.url, { id: cast.applicant.id, token: '' });
		const file = await picked(pdfOf(2 * PART_BYTES));
		expect(await sendFile(file, () => undefined)).toMatchObject({ ok: false, fault: 'signed_out' });
	});

	it('tells of a file that was damaged on its way', async () => {
		becomeDevice(server.url, cast.applicant);
		const bytes = pdfOf(PART_BYTES + 1);
		const file = await picked(bytes);
		// Another tab, whose storage is broken, has sent another last byte.
		const state = async () => {
			const answer = await sendFile(file, () => undefined);
			return answer.ok ? answer.value.state : answer.kind;
		};
		const { dossier, paper, name, sha256, sizeBytes, id } = file;
		const announced = await fetch('/api/collections/attachments/records', {
			method: 'POST',
			headers: { Authorization: cast.applicant.token, 'Content-Type': 'application/json' },
			body: JSON.stringify({ id, dossier, paper, name, sha256, sizeBytes })
		});
		expect(announced.status).toBe(200);
		await sendPart(server, cast.applicant, id, 1, Buffer.from([~(bytes.at(-1) ?? 0)]));
		await expect.poll(state, { timeout: 10_000 }).toBe('mismatch');
	});
});
