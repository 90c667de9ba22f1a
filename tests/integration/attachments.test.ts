import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PART_BYTES } from '$domain/dossier/file-parts.ts';
import { act, ask, codeOf, newId } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { signInCast, sql, type Cast } from '../support/people.ts';
import {
	Journey,
	PDF,
	readBack,
	RESULT_PAPER,
	send,
	submission,
	upload,
	uploadForm
} from '../support/travel-request.ts';

let server: DisposableServer;
let cast: Cast;
beforeAll(async () => {
	server = await startDisposableServer({ hooksPool: 16 });
	cast = await signInCast(server);
});
afterAll(() => server.stop());

const stored = async (id: string) =>
	(
		await sql(
			server,
			cast.superuser,
			`SELECT uploader, uploaderKind, state, storedSha256, resultOf, file FROM attachments WHERE id = '${id}'`
		)
	)[0];

describe('a file that is sent', () => {
	it('belongs to whoever sent it, unchecked, whatever the sender claims', async () => {
		const { id, form } = uploadForm(newId(), 'don', PDF, {
			uploader: cast.clerk.id,
			uploaderKind: 'officers',
			state: 'verified',
			storedSha256: 'a'.repeat(64),
			resultOf: newId()
		});
		expect((await send(server, cast.applicant, form)).status).toBe(200);
		expect(await stored(id)).toMatchObject({
			uploader: cast.applicant.id,
			uploaderKind: 'applicants',
			state: 'uploaded',
			storedSha256: '',
			resultOf: ''
		});
	});

	it('is stored under a name that tells nothing', async () => {
		const { id, form } = uploadForm(newId(), 'don');
		const answer = await send(server, cast.applicant, form);
		expect((await stored(id))?.['file']).toMatch(/^[a-z0-9]{15}\.pdf$/);
		expect(v.parse(v.object({ name: v.string() }), answer.body).name).toContain('Nguyen Van A');
	});

	it('is there once and whole when it comes in several times at once', async () => {
		const { id, form } = uploadForm(newId(), 'don');
		const answers = await Promise.all([1, 2, 3, 4].map(() => send(server, cast.applicant, form)));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		await readBack(server);
		expect(await stored(id)).toMatchObject({ state: 'verified' });
	});

	it('is not harmed by another one under its id', async () => {
		const { id, form } = uploadForm(newId(), 'don');
		expect((await send(server, cast.applicant, form)).status).toBe(200);
		const other = uploadForm(newId(), 'don', Buffer.concat([PDF, PDF]), { id });
		expect((await send(server, cast.stranger, other.form)).status).toBe(400);
		await readBack(server);
		expect(await stored(id)).toMatchObject({ state: 'verified', uploader: cast.applicant.id });
	});

	it('may be sent again under the same id: it is there once', async () => {
		const { id, form } = uploadForm(newId(), 'don');
		const [first, again] = [
			await send(server, cast.applicant, form),
			await send(server, cast.applicant, form)
		];
		expect([first.status, again.status]).toEqual([200, 200]);
		expect(v.parse(v.object({ id: v.string() }), again.body).id).toBe(id);
		const other = await send(server, cast.stranger, form);
		expect(other.status).toBeGreaterThanOrEqual(400);
	});

	const executable = Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(200)]);
	it.each([
		['a web page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'don.pdf'],
		[
			'a drawing with a script',
			Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
			'a.svg'
		],
		['a program', executable, 'don.pdf'],
		['an archive', Buffer.from('PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), 'don.pdf'],
		['plain text', Buffer.from('hello'), 'don.pdf'],
		['a script that says it is a picture', Buffer.from('#!/bin/sh\nrm -rf /'), 'a.jpg']
	])('is refused when it is %s, whatever its name', async (_what, bytes, name) => {
		const { id, form } = uploadForm(newId(), 'don', bytes, {}, name);
		const answer = await send(server, cast.applicant, form);
		expect(answer.status).toBe(400);
		expect(await stored(id)).toBeUndefined();
	});

	it.each([
		['empty', Buffer.alloc(0), {}, 'attachment.empty'],
		['not as long as declared', PDF, { sizeBytes: '7' }, 'attachment.length_differs'],
		[
			'longer than a part',
			Buffer.concat([PDF, Buffer.alloc(PART_BYTES)]),
			{},
			'attachment.too_large'
		]
	])('is refused when it is %s', async (_what, bytes, changes, code) => {
		const { id, form } = uploadForm(newId(), 'don', bytes, changes);
		const answer = await send(server, cast.applicant, form);
		expect([answer.status, codeOf(answer)]).toEqual([400, code]);
		expect(await stored(id)).toBeUndefined();
	});

	it.each(['don.html', 'don.hta', 'don.pdf.exe', 'don.svg', 'don.bat'])(
		'begins like a PDF, but is saved by nobody as %s',
		async (name) => {
			const bytes = Buffer.concat([PDF, Buffer.from('<script>alert(1)</script>')]);
			const { id, form } = uploadForm(newId(), 'don', bytes, {}, name);
			expect((await send(server, cast.applicant, form)).status).toBe(200);
			expect((await stored(id))?.['file']).toMatch(/^[a-z0-9]{15}$/);
		}
	);

	it.each([
		'../../../../etc/passwd.pdf',
		'..\\..\\windows\\don.pdf',
		'a\u0000b.pdf',
		'don\r\nSet-Cookie: a=b.pdf',
		`${'x'.repeat(500)}.pdf`,
		'.htaccess.pdf',
		'đơn xin phép <script>.pdf'
	])('finds no way out through the name %j', async (name) => {
		const { id, form } = uploadForm(newId(), 'don', PDF, { name: name.slice(0, 200) }, name);
		const answer = await send(server, cast.applicant, form);
		expect(answer.status).toBeLessThan(500);
		if (answer.status === 200) expect((await stored(id))?.['file']).toMatch(/^[a-z0-9]{15}\.pdf$/);
	});

	it('is one of at most sixty for a dossier', async () => {
		const dossier = newId();
		const statuses = new Set<number>();
		for (let sent = 0; sent < 60; sent += 1) {
			statuses.add((await send(server, cast.applicant, uploadForm(dossier, 'don').form)).status);
		}
		expect(statuses).toEqual(new Set([200]));
		expect((await send(server, cast.applicant, uploadForm(dossier, 'don').form)).status).toBe(400);
	});
});

describe('one applicant', () => {
	it('sends at most 500 MB in 24 hours, for however many drafts', async () => {
		const sent = (at: string) =>
			sql(
				server,
				cast.superuser,
				`INSERT INTO attachments (id, dossier, paper, uploader, uploaderKind, file, sha256, sizeBytes, state, created)
				SELECT substr(lower(hex(randomblob(8))), 1, 15), lower(hex(randomblob(7))), 'don', '${cast.stranger.id}',
				'applicants', 'x.pdf', '${'a'.repeat(64)}', 10485760, 'verified', ${at}
				FROM json_each('[${Array.from({ length: 50 }, () => 0).join()}]')`
			);
		const sendAnother = () => send(server, cast.stranger, uploadForm(newId(), 'don').form);
		await sent("'2020-01-01 00:00:00.000Z'");
		expect((await sendAnother()).status).toBe(200);
		await sent("strftime('%Y-%m-%d %H:%M:%fZ', 'now')");
		const more = await sendAnother();
		expect([more.status, codeOf(more)]).toEqual([429, 'attachment.day_full']);
		expect(Number(more.headers.get('retry-after'))).toBe(3600);
		expect((await send(server, cast.applicant, uploadForm(newId(), 'don').form)).status).toBe(200);
		await sql(server, cast.superuser, "DELETE FROM attachments WHERE file = 'x.pdf'");
	});
});

describe('files that come in at once', () => {
	it('stay within the limit of their dossier together', async () => {
		const dossier = newId();
		for (let sent = 0; sent < 55; sent += 1) {
			await send(server, cast.applicant, uploadForm(dossier, 'don').form);
		}
		const atOnce = Array.from({ length: 15 }, () =>
			send(server, cast.applicant, uploadForm(dossier, 'don').form)
		);
		const statuses = (await Promise.all(atOnce)).map(({ status }) => status);
		expect(statuses.filter((status) => status === 200)).toHaveLength(5);
		expect(statuses.filter((status) => status === 400)).toHaveLength(10);
	});
});

describe('a dossier and its files', () => {
	it('does not begin on a file that was not read back, or that is not what was declared', async () => {
		const dossier = newId();
		const complete = await submission(server, cast.applicant, dossier);
		const { form, file } = uploadForm(dossier, 'don', PDF, { sha256: 'b'.repeat(64) });
		await send(server, cast.applicant, form);
		const claimed = { ...file, sha256: 'b'.repeat(64) };
		const intent = {
			...complete,
			payload: { ...complete.payload, files: [...complete.payload.files, claimed] }
		};
		expect(codeOf(await act(server, cast.applicant, intent))).toBe('papers.not_received');
		await readBack(server);
		expect(codeOf(await act(server, cast.applicant, intent))).toBe('attachment.hash_differs');
	});

	it("cannot be made complete with somebody else's files", async () => {
		const theirs = await submission(server, cast.applicant);
		expect(codeOf(await act(server, cast.stranger, theirs))).toBe('papers.not_received');
	});

	it('takes further files of the applicant only while it asks for some', async () => {
		const journey = await Journey.submitted(server, cast);
		const early = await send(server, cast.applicant, uploadForm(journey.id, 'don').form);
		expect([early.status, codeOf(early)]).toEqual([409, 'dossier.wrong_status']);
		await journey.take(cast.receivingOfficer, 'ask_completion', {
			papers: [{ paper: 'don', reason: 'Mờ' }],
			remark: ''
		});
		expect((await send(server, cast.applicant, uploadForm(journey.id, 'don').form)).status).toBe(
			200
		);
		const stranger = await send(server, cast.stranger, uploadForm(journey.id, 'don').form);
		expect([stranger.status, codeOf(stranger)]).toEqual([404, 'dossier.not_found']);
	});

	it('keeps the files it was submitted with, and lets others be taken back', async () => {
		const draft = await upload(server, cast.applicant, newId(), 'don');
		const remove = (id: string) =>
			ask(server, 'DELETE', `/api/collections/attachments/records/${id}`, { as: cast.applicant });
		expect((await remove(draft.attachment)).status).toBe(204);
		const intent = await submission(server, cast.applicant);
		await act(server, cast.applicant, intent);
		const used = intent.payload.files[0]?.attachment ?? '';
		expect((await remove(used)).status).toBe(409);
		expect(await stored(used)).toBeDefined();
	});

	it('never loses one that is taken back in the moment it is submitted', async () => {
		const address = '/api/collections/attachments/records';
		for (let moment = 0; moment < 8; moment += 1) {
			const intent = await submission(server, cast.applicant);
			const used = intent.payload.files[0]?.attachment ?? '';
			const submitting = act(server, cast.applicant, intent);
			await new Promise((resolve) => setTimeout(resolve, moment));
			const removing = ask(server, 'DELETE', `${address}/${used}`, { as: cast.applicant });
			const [submitted] = await Promise.all([submitting, removing]);
			expect((await stored(used)) !== undefined).toBe(submitted.status === 200);
		}
	});

	it('shows the applicant the result once it is issued, and nothing else of the officers', async () => {
		const journey = await Journey.submitted(server, cast);
		await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
		await journey.take(cast.caseOfficer, 'take', {});
		await journey.take(cast.caseOfficer, 'propose', { proposal: 'approve', remark: 'Đủ' });
		await journey.take(cast.leader, 'sign', { remark: '' });
		const inner = await upload(server, cast.caseOfficer, journey.id, RESULT_PAPER);
		const result = await upload(server, cast.clerk, journey.id, RESULT_PAPER);
		const visible = async () => {
			const { body } = await ask(server, 'GET', `/api/app/dossiers/${journey.id}`, {
				as: cast.applicant
			});
			const view = v.object({ attachments: v.array(v.object({ id: v.string() })) });
			return v.parse(view, body).attachments.map(({ id }) => id);
		};
		expect(await visible()).not.toContain(result.attachment);
		await journey.take(cast.clerk, 'issue_result', {
			number: '12/QĐ-SNgV',
			issuedOn: '2026-01-05',
			attachment: result.attachment
		});
		expect(await visible()).toContain(result.attachment);
		expect(await visible()).not.toContain(inner.attachment);
		expect((await open(result.attachment)).status).toBe(200);
		expect((await open(inner.attachment)).status).toBe(404);
	});

	it('sends files to be saved, not run, and kept by no cache', async () => {
		const { attachment } = await upload(server, cast.applicant, newId(), 'don');
		const { status, headers } = await open(attachment);
		expect(status).toBe(200);
		expect(headers.get('cache-control')).toBe('private, no-store');
		expect(headers.get('content-disposition')).toMatch(/^attachment/);
		expect(headers.get('content-security-policy')).toContain('sandbox');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
	});

	async function open(id: string) {
		const { body } = await ask(server, 'POST', '/api/files/token', { as: cast.applicant });
		const { token } = v.parse(v.object({ token: v.string() }), body);
		const file = (await stored(id))?.['file'];
		return ask(server, 'GET', `/api/files/attachments/${id}/${file}?token=${token}`);
	}
});

describe('the door of the worker', () => {
	it.each(['', 'wrong', 'w'.repeat(32)])('stays closed to the key %j', async (key) => {
		const headers = { 'X-Worker-Key': key };
		const answer = await ask(server, 'GET', '/api/worker/attachments', { headers });
		expect([answer.status, codeOf(answer)]).toEqual([401, 'actor.signed_out']);
	});

	it('lets no verdict be changed afterwards', async () => {
		const { attachment, sizeBytes } = await upload(server, cast.applicant, newId(), 'don');
		await ask(server, 'POST', `/api/worker/attachments/${attachment}/verdict`, {
			headers: { 'X-Worker-Key': server.environment.WORKER_KEY },
			body: { storedSha256: 'c'.repeat(64), sizeBytes }
		});
		expect((await stored(attachment))?.['state']).toBe('verified');
	});
});
