/** With a mail server named (`SMTP_URL`), mail leaves, and what is not taken is not lost. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { act, ask } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { Ledger } from '../support/ledger.ts';
import { startMailServer, type MailServer } from '../support/mail-server.ts';
import { signInCast, type Cast } from '../support/people.ts';
import { counterRegistration } from '../support/travel-request.ts';

let mails: MailServer;
let server: DisposableServer;
let cast: Cast;
let ledger: Ledger;
let applicant: string;

beforeAll(async () => {
	mails = await startMailServer();
	server = await startDisposableServer();
	// Officers sign in with codes out of the outbox: the mail server is named afterwards.
	cast = await signInCast(server);
	await server.killAndRestart({ SMTP_URL: mails.url });
	ledger = new Ledger(server, cast);
	const [row] = await ledger.sql(`SELECT email FROM applicants WHERE id = '${cast.applicant.id}'`);
	applicant = row?.['email'] ?? '';
});
afterAll(async () => {
	await server.stop();
	await mails.stop();
});
beforeEach(async () => {
	await ledger.clear();
	mails.refuse(false);
});

/** A dossier that the applicant is to be told of by mail. */
async function registered(): Promise<string> {
	const intent = await counterRegistration(server, cast.applicant.id);
	expect((await act(server, cast.receivingOfficer, intent)).status).toBe(200);
	await ledger.sql("DELETE FROM notifications WHERE recipientKind = 'officer'");
	return intent.id;
}

const mailFor = (address: string) => mails.taken.filter(({ to }) => to.includes(address));

describe('a notification', () => {
	it('is handed to the mail server, signed in, from the address of the agency, and kept nowhere', async () => {
		const id = await registered();
		const [job] = await ledger.claimMail();
		if (!job) throw new Error('No mail was due.');
		const before = mailFor(applicant).length;
		expect((await ledger.sendMail(job)).text).toBe('{"sent":true}');
		const [mail, ...more] = mailFor(applicant).slice(before);
		expect(more).toEqual([]);
		expect(mail).toMatchObject({
			signedIn: 'clerk:s@cret',
			from: 'ngoaivu@example.gov.vn',
			to: [applicant]
		});
		expect(mail?.content).toContain('Subject: Có cập nhật');
		expect(mail?.content).toContain(`Thư ${job.id}`);
		expect(await ledger.states(id, cast.applicant.id)).toEqual(['tray sent', 'mail sent']);
		expect(await ledger.sql('SELECT id FROM mail_outbox')).toEqual([]);
	});

	it('waits and goes out later where the mail server is busy', async () => {
		const id = await registered();
		const [job] = await ledger.claimMail();
		if (!job) throw new Error('No mail was due.');
		mails.refuse(true);
		expect((await ledger.sendMail(job)).text).toBe('{"sent":false}');
		expect(await ledger.states(id, cast.applicant.id)).toEqual(['tray sent', 'mail queued']);
		expect(await ledger.claimMail()).toEqual([]);
		mails.refuse(false);
		await ledger.sql("UPDATE notifications SET sendAfter = '2020-01-01' WHERE channel = 'mail'");
		const [again] = await ledger.claimMail();
		if (!again) throw new Error('The mail was lost.');
		expect((await ledger.sendMail(again)).text).toBe('{"sent":true}');
		expect(await ledger.states(id, cast.applicant.id)).toEqual(['tray sent', 'mail sent']);
	});
});

describe('a new password', () => {
	it('is offered to the applicant who forgot theirs by mail', async () => {
		const before = mailFor(applicant).length;
		const answer = await ask(server, 'POST', '/api/collections/applicants/request-password-reset', {
			body: { email: applicant }
		});
		expect(answer.status).toBe(204);
		await expect.poll(() => mailFor(applicant).length).toBe(before + 1);
		expect(mailFor(applicant).at(-1)?.from).toBe('ngoaivu@example.gov.vn');
	});
});
