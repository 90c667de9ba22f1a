import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, truncateSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchWorker } from '../../scripts/worker-process.ts';
import { MAX_FILE_BYTES, PART_BYTES } from '$domain/dossier/file-parts.ts';
import { act, ask, codeOf, newId } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import {
	announce,
	arrivalOf,
	filesOnDisk,
	partOf,
	pdfOf,
	sendInParts,
	sendPart,
	sha256Of
} from '../support/file-parts.ts';
import { signInCast, sql, type Cast } from '../support/people.ts';
import { Journey, send, uploadForm } from '../support/travel-request.ts';
import { openWaitingDoor } from '../support/waiting-door.ts';

let server: DisposableServer;
let cast: Cast;
beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
});
afterAll(() => server.stop());

/** Three parts, of which the last one is short. */
const SCAN = pdfOf(2 * PART_BYTES + 1000);

const partsLeft = async () =>
	Number(
		(await sql(server, cast.superuser, 'SELECT COUNT(*) AS n FROM attachment_parts'))[0]?.['n']
	);

describe('a file that is announced', () => {
	it('is arriving, and asks for the parts that are missing', async () => {
		const { id, answer } = await announce(server, cast.applicant, SCAN);
		expect(answer.status).toBe(200);
		await sendPart(server, cast.applicant, id, 2, partOf(SCAN, 2));
		await sendPart(server, cast.applicant, id, 0, partOf(SCAN, 0));
		expect(await arrivalOf(server, cast.applicant, id)).toMatchObject({
			attachment: { state: 'arriving', file: '' },
			arrived: [0, 2]
		});
	});

	it('may be announced again, and goes on where it was', async () => {
		const dossier = newId();
		const id = newId();
		await announce(server, cast.applicant, SCAN, { id, dossier });
		await sendPart(server, cast.applicant, id, 1, partOf(SCAN, 1));
		const { answer } = await announce(server, cast.applicant, SCAN, { id, dossier });
		expect(answer.status).toBe(200);
		expect((await arrivalOf(server, cast.applicant, id)).arrived).toEqual([1]);
	});

	it.each([
		['small enough to come whole', PART_BYTES, 'attachment.empty'],
		['too large', MAX_FILE_BYTES + 1, 'attachment.too_large']
	])('is refused when it is %s', async (_what, sizeBytes, code) => {
		const { answer } = await announce(server, cast.applicant, SCAN, { sizeBytes });
		expect([answer.status, codeOf(answer)]).toEqual([400, code]);
	});

	it('counts in full from the beginning, so that parts cannot fill the disk', async () => {
		const dossier = newId();
		const statuses: number[] = [];
		for (let file = 0; file < 5; file += 1) {
			const sizeBytes = MAX_FILE_BYTES;
			statuses.push(
				(await announce(server, cast.applicant, SCAN, { dossier, sizeBytes })).answer.status
			);
		}
		expect(statuses).toEqual([200, 200, 200, 200, 400]);
	});

	it('is not a way to claim what the server says of it', async () => {
		const { id } = await announce(server, cast.applicant, SCAN, {
			state: 'verified',
			missingParts: 0,
			storedSha256: sha256Of(SCAN)
		});
		const rows = await sql(
			server,
			cast.superuser,
			`SELECT state, missingParts, storedSha256 FROM attachments WHERE id = '${id}'`
		);
		expect(rows).toEqual([{ state: 'arriving', missingParts: '3', storedSha256: '' }]);
	});

	it('is not there for officers, and counts for no action, before it has been read back', async () => {
		const journey = await Journey.submitted(server, cast);
		await journey.take(cast.receivingOfficer, 'ask_completion', {
			papers: [{ paper: 'don', reason: 'Mờ' }],
			remark: ''
		});
		const { id, answer } = await announce(server, cast.applicant, SCAN, { dossier: journey.id });
		expect(answer.status).toBe(200);
		for (const as of [cast.receivingOfficer, cast.applicant]) {
			const seen = await ask(server, 'GET', `/api/app/dossiers/${journey.id}`, { as });
			expect(seen.status).toBe(200);
			expect(seen.text).not.toContain(id);
		}
		const file = { attachment: id, paper: 'don', sha256: sha256Of(SCAN), sizeBytes: SCAN.length };
		const supply = journey.intent('supply', { files: [file], remark: '' });
		expect(codeOf(await act(server, cast.applicant, supply))).toBe('papers.not_received');
	});

	it('must come in parts when it is longer than one', async () => {
		const whole = await send(server, cast.applicant, uploadForm(newId(), 'don', SCAN).form);
		expect([whole.status, codeOf(whole)]).toEqual([400, 'attachment.too_large']);
	});
});

describe('a part', () => {
	it('that is sent twice is acknowledged twice and kept once, as it came first', async () => {
		const { id } = await announce(server, cast.applicant, SCAN);
		const first = await sendPart(server, cast.applicant, id, 0, partOf(SCAN, 0));
		const again = await sendPart(server, cast.applicant, id, 0, Buffer.alloc(PART_BYTES));
		expect([first.status, again.status]).toEqual([200, 200]);
		expect(again.text).toBe(first.text);
		const files = filesOnDisk(server, id);
		expect(files).toHaveLength(1);
		expect(readFileSync(files[0] ?? '').equals(partOf(SCAN, 0))).toBe(true);
	});

	it('that two devices send at the same moment is kept once', async () => {
		const { id } = await announce(server, cast.applicant, SCAN);
		const answers = await Promise.all(
			[1, 1, 1, 1].map((part) => sendPart(server, cast.applicant, id, part, partOf(SCAN, part)))
		);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect((await arrivalOf(server, cast.applicant, id)).arrived).toEqual([1]);
	});

	it.each([
		['too short', 0, PART_BYTES - 1, 400, 'attachment.length_differs'],
		['empty', 0, 0, 400, 'attachment.length_differs'],
		['too long for the last one', 2, 1001, 400, 'attachment.length_differs'],
		['longer than any part', 0, PART_BYTES + 1, 400, 'attachment.length_differs'],
		['beyond the end', 3, PART_BYTES, 400, 'field.invalid'],
		['before the beginning', -1, PART_BYTES, 400, 'field.invalid'],
		['between two others', 0.5, PART_BYTES, 400, 'field.invalid'],
		['no number', NaN, PART_BYTES, 400, 'field.invalid']
	])('that is %s is refused', async (_what, part, length, status, code) => {
		const { id } = await announce(server, cast.applicant, SCAN);
		const answer = await sendPart(server, cast.applicant, id, part, Buffer.alloc(length, 1));
		expect([answer.status, codeOf(answer)]).toEqual([status, code]);
		expect((await arrivalOf(server, cast.applicant, id)).arrived).toEqual([]);
	});

	it('of a file that came whole is refused', async () => {
		const { id, form } = uploadForm(newId(), 'don');
		await send(server, cast.applicant, form);
		const answer = await sendPart(server, cast.applicant, id, 0, Buffer.alloc(45));
		expect([answer.status, codeOf(answer)]).toEqual([400, 'field.invalid']);
	});

	it("of somebody else's file is taken from nobody, and tells nobody", async () => {
		const { id } = await announce(server, cast.applicant, SCAN);
		for (const as of [cast.stranger, cast.receivingOfficer]) {
			const answer = await sendPart(server, as, id, 0, partOf(SCAN, 0));
			expect([answer.status, codeOf(answer)]).toEqual([404, 'dossier.not_found']);
			const look = await ask(server, 'GET', `/api/app/attachments/${id}`, { as });
			expect(look.status).toBe(404);
		}
		expect((await arrivalOf(server, cast.applicant, id)).arrived).toEqual([]);
	});

	it('can be opened by nobody, not even by its sender', async () => {
		const { id } = await announce(server, cast.applicant, SCAN);
		await sendPart(server, cast.applicant, id, 0, partOf(SCAN, 0));
		const { body } = await ask(server, 'POST', '/api/files/token', { as: cast.applicant });
		const token = String((body as { token: unknown }).token);
		for (const path of ['0', 'parts/0', 'parts%2F0']) {
			const address = `/api/files/attachments/${id}/${path}?token=${token}`;
			expect((await ask(server, 'GET', address)).status).toBe(404);
		}
	});

	it('goes when its file is taken back', async () => {
		const { id } = await announce(server, cast.applicant, SCAN);
		await sendPart(server, cast.applicant, id, 0, partOf(SCAN, 0));
		const before = await partsLeft();
		const address = `/api/collections/attachments/records/${id}`;
		expect((await ask(server, 'DELETE', address, { as: cast.applicant })).status).toBe(204);
		expect(await partsLeft()).toBe(before - 1);
		await expect.poll(() => filesOnDisk(server, id)).toEqual([]);
		const late = await sendPart(server, cast.applicant, id, 1, partOf(SCAN, 1));
		expect(late.status).toBe(404);
		expect(filesOnDisk(server, id)).toEqual([]);
	});
});

describe('the worker', () => {
	let worker: ChildProcess | undefined;
	const work = (url = server.url): ChildProcess => {
		worker = launchWorker(url, server.environment.WORKER_KEY);
		return worker;
	};
	const end = async (signal: NodeJS.Signals) => {
		if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
		worker.kill(signal);
		await once(worker, 'exit');
	};
	afterEach(() => end('SIGTERM'));

	const stateOf = async (id: string) =>
		(await arrivalOf(server, cast.applicant, id)).attachment.state;

	async function expectOneFile(id: string, bytes: Buffer): Promise<void> {
		await expect.poll(() => stateOf(id), { timeout: 20_000 }).toBe('verified');
		const files = filesOnDisk(server, id);
		expect(files).toHaveLength(1);
		expect(sha256Of(readFileSync(files[0] ?? ''))).toBe(sha256Of(bytes));
		const rows = await sql(
			server,
			cast.superuser,
			`SELECT storedSha256, (SELECT COUNT(*) FROM attachment_parts WHERE attachment = '${id}') AS parts
			FROM attachments WHERE id = '${id}'`
		);
		expect(rows).toEqual([{ storedSha256: sha256Of(bytes), parts: '0' }]);
	}

	it('makes one file of the parts, and says that it is whole', async () => {
		work();
		const id = await sendInParts(server, cast.applicant, SCAN);
		await expectOneFile(id, SCAN);
		const again = await sendPart(server, cast.applicant, id, 0, partOf(SCAN, 0));
		expect(again.status).toBe(200);
		expect(filesOnDisk(server, id)).toHaveLength(1);
	});

	it('makes the largest file that is taken', async () => {
		work();
		const bytes = pdfOf(MAX_FILE_BYTES);
		await expectOneFile(await sendInParts(server, cast.applicant, bytes), bytes);
	});

	it('waits until the last part is there', async () => {
		work();
		const { id } = await announce(server, cast.applicant, SCAN);
		await sendPart(server, cast.applicant, id, 0, partOf(SCAN, 0));
		await sendPart(server, cast.applicant, id, 1, partOf(SCAN, 1));
		// Another file goes all the way meanwhile: the worker has looked.
		await expectOneFile(await sendInParts(server, cast.applicant, SCAN), SCAN);
		expect(await stateOf(id)).toBe('arriving');
		await sendPart(server, cast.applicant, id, 2, partOf(SCAN, 2));
		await expectOneFile(id, SCAN);
	});

	it('tells a file that is not what was announced', async () => {
		work();
		const id = await sendInParts(server, cast.applicant, SCAN, { sha256: 'b'.repeat(64) });
		await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('mismatch');
		expect(filesOnDisk(server, id).filter((path) => path.includes('/parts/'))).toEqual([]);
	});

	it.each([
		['a web page', '<!doctype html><script>alert(1)</script>'],
		['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
		['a program', '\x7fELF\x02\x01\x01'],
		['an archive', 'PK\x03\x04'],
		['nothing known', '']
	])('stores no file that is %s, whatever its name', async (_what, start) => {
		work();
		const bytes = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(PART_BYTES + 1, 1)]);
		const id = await sendInParts(server, cast.applicant, bytes);
		await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('mismatch');
		expect((await arrivalOf(server, cast.applicant, id)).attachment.file).toBe('');
		await expect.poll(() => filesOnDisk(server, id)).toEqual([]);
	});

	it('keeps no ending that would run', async () => {
		work();
		const id = await sendInParts(server, cast.applicant, SCAN, { name: 'đơn.pdf.hta' });
		await expectOneFile(id, SCAN);
		expect((await arrivalOf(server, cast.applicant, id)).attachment.file).toBe(id);
	});

	it.each([
		['before the joined file is stored', 'content'],
		['before the stored file is read back', 'verdict']
	])('killed %s, does it again and ends with one file', async (_when, step) => {
		const door = await openWaitingDoor(
			server.url,
			(method, path) => method === 'POST' && path.endsWith(`/${step}`)
		);
		const id = await sendInParts(server, cast.applicant, SCAN);
		work(door.url);
		await door.knocked;
		await end('SIGKILL');
		await door.close();
		expect(await stateOf(id)).toBe(step === 'content' ? 'arriving' : 'uploaded');
		work();
		await expectOneFile(id, SCAN);
	});

	it('asks again for a part that the disk lost', async () => {
		const id = await sendInParts(server, cast.applicant, SCAN);
		const lost = filesOnDisk(server, id).find((path) => path.endsWith('/1'));
		truncateSync(lost ?? '');
		work();
		const arrived = async () => (await arrivalOf(server, cast.applicant, id)).arrived;
		await expect.poll(arrived, { timeout: 10_000 }).toEqual([0, 2]);
		await sendPart(server, cast.applicant, id, 1, partOf(SCAN, 1));
		await expectOneFile(id, SCAN);
	});
});

describe('what belongs to nothing', () => {
	const age = (id: string, days: number) =>
		sql(
			server,
			cast.superuser,
			`UPDATE attachments SET created = strftime('%Y-%m-%d %H:%M:%fZ', 'now', '-${days} days') WHERE id = '${id}'`
		);
	const agePart = (id: string, days: number) =>
		sql(
			server,
			cast.superuser,
			`UPDATE attachment_parts SET at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-${days} days') WHERE attachment = '${id}'`
		);
	const forget = () => ask(server, 'POST', '/api/crons/forget_attachments', { as: cast.superuser });
	const isThere = async (id: string) =>
		(await sql(server, cast.superuser, `SELECT id FROM attachments WHERE id = '${id}'`)).length > 0;

	it('is removed from the disk after its time, and nothing else is', async () => {
		const whole = async (days: number, dossier = newId()) => {
			const { id, form } = uploadForm(dossier, 'don');
			await send(server, cast.applicant, form);
			await age(id, days);
			return id;
		};
		const arriving = async (days: number, lastPart: number) => {
			const { id } = await announce(server, cast.applicant, SCAN);
			await sendPart(server, cast.applicant, id, 0, partOf(SCAN, 0));
			await age(id, days);
			await agePart(id, lastPart);
			return id;
		};
		const journey = await Journey.submitted(server, cast);
		const submitted = await sql(
			server,
			cast.superuser,
			`SELECT id FROM attachments WHERE dossier = '${journey.id}'`
		);
		for (const { id } of submitted) await age(id ?? '', 400);
		const kept = [
			...submitted.map(({ id }) => id ?? ''),
			await whole(29),
			await arriving(6, 6),
			await arriving(20, 6)
		];
		const removed = [await whole(31), await arriving(8, 8), await arriving(31, 1)];
		await forget();
		for (const id of removed) {
			await expect.poll(() => isThere(id)).toBe(false);
			await expect.poll(() => filesOnDisk(server, id)).toEqual([]);
		}
		for (const id of kept) {
			expect(await isThere(id)).toBe(true);
			expect(filesOnDisk(server, id)).toHaveLength(1);
		}
		const left = await sql(
			server,
			cast.superuser,
			'SELECT attachment FROM attachment_parts WHERE attachment NOT IN (SELECT id FROM attachments)'
		);
		expect(left).toEqual([]);
	});

	it('stays when it came to be needed while others were being removed', async () => {
		const sent = async () => {
			const { id, form } = uploadForm(newId(), 'don');
			await send(server, cast.applicant, form);
			return id;
		};
		const [removed, needed, last] = [await sent(), await sent(), await sent()];
		await sql(
			server,
			cast.superuser,
			`CREATE TRIGGER meanwhile AFTER DELETE ON attachments WHEN old.id = '${removed}'
			BEGIN UPDATE attachments SET created = '2999-01-01 00:00:00.000Z' WHERE id = '${needed}'; END`
		);
		// All at once: the server forgets by its own clock too.
		await sql(
			server,
			cast.superuser,
			`UPDATE attachments SET created = strftime('%Y-%m-%d %H:%M:%fZ', 'now',
				CASE id WHEN '${removed}' THEN '-33 days' WHEN '${needed}' THEN '-32 days' ELSE '-31 days' END)
			WHERE id IN ('${removed}', '${needed}', '${last}')`
		);
		await forget();
		for (const id of [removed, last]) await expect.poll(() => isThere(id)).toBe(false);
		expect(await isThere(needed)).toBe(true);
	});
});
