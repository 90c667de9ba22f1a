import * as v from 'valibot';
import {
	claimSchema,
	mailSchema,
	pushReportSchema
} from '../../../src/lib/domain/notification/errands.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { department } from '../lib/department.ts';
import { writeDurably } from '../lib/durable.ts';
import {
	claimMail,
	giveUpMail,
	heldMail,
	markMailSent,
	putOffMail,
	type HeldMail
} from '../lib/mail-jobs.ts';
import { hasMailServer, keepInOutbox } from '../lib/mail-outbox.ts';
import { channelSwitches } from '../lib/notification-switches.ts';
import { claimPushJobs } from '../lib/push-claim.ts';
import { takeResults } from '../lib/push-report.ts';
import { readJson, reply, respond, type Reply } from '../lib/reply.ts';
import { now } from '../lib/time.ts';
import { strangerAt } from '../lib/worker-key.ts';

// What the worker asks for to send notifications: it encrypts and sends, the ledger stays here.

/** Push messages that are due, each for one device. */
export function claimPush(e: RequestEvent): void {
	forWorker(e, claimSchema, ({ limit }) => {
		if (!channelSwitches(department(e.app)).push) return reply({ jobs: [] });
		return claimed(e.app, (tx) => claimPushJobs(tx, limit, now()));
	});
}

/** What became of them. */
export function reportPush(e: RequestEvent): void {
	forWorker(e, pushReportSchema, ({ results }) => {
		writeDurably(e.app, (tx) => takeResults(tx, results, now()));
		return reply({});
	});
}

/** Mail that is due: the worker knows the words, the server the address. */
export function claimMails(e: RequestEvent): void {
	forWorker(e, claimSchema, ({ limit }) => {
		if (!channelSwitches(department(e.app)).mail) return reply({ jobs: [] });
		return claimed(e.app, (tx) => claimMail(tx, limit, now()));
	});
}

type Mail = v.InferOutput<typeof mailSchema>;

/**
 * Sends one of them. Without a mail server it lies in the outbox, in the same step in which it is
 * marked: exactly once. A mail server is asked first: cut short there, the mail goes out again when
 * the lease has ended, rather than never.
 */
export function sendMail(e: RequestEvent): void {
	forWorker(e, mailSchema, (mail) => {
		if (hasMailServer()) return handOver(e.app, mail);
		let sent = false;
		writeDurably(e.app, (tx) => {
			const held = addressed(tx, mail);
			if (!held) return;
			keepInOutbox(tx.db(), {
				recipient: held.address,
				subject: mail.subject,
				text: mail.text
			});
			markMailSent(tx.db(), held.id, now());
			sent = true;
		});
		return reply({ sent });
	});
}

function handOver(app: App, mail: Mail): Reply {
	const held = addressed(app, mail);
	if (!held) return reply({ sent: false });
	const { senderAddress: address, senderName: name } = app.settings().meta;
	const { subject, text } = mail;
	try {
		const to = [{ address: held.address }];
		const message = { from: { address, name }, to, subject, text, html: htmlOf(text) };
		app.newMailClient().send(new MailerMessage(message));
	} catch (error) {
		app.logger().error('A mail was not taken.', 'notification', held.id, 'error', String(error));
		writeDurably(app, (tx) => putOffMail(tx.db(), held, now()));
		return reply({ sent: false });
	}
	writeDurably(app, (tx) => markMailSent(tx.db(), held.id, now()));
	return reply({ sent: true });
}

/** The mail, if it still is to be sent and somebody is there to read it. */
function addressed(app: App, { id, lease }: Mail): HeldMail | undefined {
	const held = heldMail(app.db(), id, lease);
	if (held?.address !== '') return held;
	giveUpMail(app.db(), held, 'no_address');
	return undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function htmlOf(text: string): string {
	const escaped = text.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);
	return `<p>${escaped.replace(/\n/g, '<br>')}</p>`;
}

function claimed(app: App, claim: (tx: App) => object[]): Reply {
	let jobs: object[] = [];
	writeDurably(app, (tx) => {
		jobs = claim(tx);
	});
	return reply({ jobs });
}

function forWorker<T>(
	e: RequestEvent,
	schema: v.GenericSchema<unknown, T>,
	work: (input: T) => Reply
): void {
	respond(e, () => {
		const stranger = strangerAt(e);
		if (stranger) return stranger;
		const parsed = v.safeParse(schema, readJson(e));
		if (!parsed.success) return refuse('field.invalid', v.getDotPath(parsed.issues[0]) ?? '');
		return work(parsed.output);
	});
}
