import * as v from 'valibot';
import {
	mailJobSchema,
	pushJobSchema,
	type MailJob,
	type PushJob,
	type PushResult
} from '$domain/notification/errands.ts';
import { ask, newId, type Answer } from './api.ts';
import type { DisposableServer } from './disposable-server.ts';
import { sql, type Cast } from './people.ts';

/** The ledger of notifications as a test sees it: as the worker at its routes, and past every rule. */
export class Ledger {
	readonly #server: DisposableServer;
	readonly #cast: Cast;

	constructor(server: DisposableServer, cast: Cast) {
		this.#server = server;
		this.#cast = cast;
	}

	sql(query: string): Promise<Record<string, string>[]> {
		return sql(this.#server, this.#cast.superuser, query);
	}

	/** How each channel of an event stands, for one person: `push sent`. */
	async states(cause: string, recipient: string): Promise<string[]> {
		const rows = await this.sql(
			`SELECT channel || ' ' || state AS state FROM notifications
			WHERE cause = '${cause}' AND recipient = '${recipient}' ORDER BY channel DESC`
		);
		return rows.map(({ state }) => state ?? '');
	}

	worker(path: string, body: object): Promise<Answer> {
		const headers = { 'X-Worker-Key': this.#server.environment.WORKER_KEY };
		return ask(this.#server, 'POST', `/api/worker/${path}`, { headers, body });
	}

	async claimPush(limit = 500): Promise<PushJob[]> {
		const { body } = await this.worker('push/claim', { limit });
		return v.parse(v.object({ jobs: v.array(pushJobSchema) }), body).jobs;
	}

	async report(results: readonly PushResult[]): Promise<void> {
		const answer = await this.worker('push/report', { results });
		if (answer.status !== 200) throw new Error(`Not taken: ${answer.text}`);
	}

	async claimMail(limit = 500): Promise<MailJob[]> {
		const { body } = await this.worker('mail/claim', { limit });
		return v.parse(v.object({ jobs: v.array(mailJobSchema) }), body).jobs;
	}

	sendMail({ id, lease }: Pick<MailJob, 'id' | 'lease'>): Promise<Answer> {
		return this.worker('mail/send', { id, lease, subject: 'Có cập nhật', text: `Thư ${id}` });
	}

	acknowledge(ack: string, what: 'delivered' | 'opened' = 'delivered'): Promise<Answer> {
		return ask(this.#server, 'POST', '/api/app/notifications/ack', { body: { ack, what } });
	}

	/** A device of this person, as if it had asked for push messages. @returns id of the subscription */
	async subscribe(recipient: string, recipientKind = 'applicant'): Promise<string> {
		const id = newId();
		const at = new Date().toISOString();
		await this.sql(
			`INSERT INTO push_subscriptions
				(id, endpoint, p256dh, auth, vapidKey, recipientKind, recipient, createdAt, seenAt)
			VALUES ('${id}', 'https://updates.push.services.mozilla.com/wpush/v2/${id}', 'p', 'a', 'k',
				'${recipientKind}', '${recipient}', '${at}', '${at}')`
		);
		return id;
	}

	/** Runs what the server does by the clock, and waits until `done`. */
	async runCron(name: string): Promise<void> {
		const answer = await ask(this.#server, 'POST', `/api/crons/${name}`, {
			as: this.#cast.superuser
		});
		if (answer.status >= 300) throw new Error(`${name} did not run: ${answer.text}`);
	}

	/** Forgets everything that is told, every device, and what people chose. */
	async clear(): Promise<void> {
		for (const table of [
			'notifications',
			'push_jobs',
			'push_subscriptions',
			'notification_settings',
			'mail_outbox'
		]) {
			await this.sql(`DELETE FROM ${table}`);
		}
	}
}

export const sent = ({ id, lease }: PushJob): PushResult => ({
	id,
	lease,
	outcome: 'sent',
	status: 201
});
