import type { MailServer } from './server.ts';
import { mailOf } from './push/message.ts';

const CLAIMED_AT_ONCE = 20;

/**
 * Words the mails that are due and gives them back to the server, which knows the addresses and sends
 * them. One that fails stays claimed until its lease ends, and does not hold up the others.
 * @param publicUrl address that people use, without a slash at the end
 * @throws {Error} the server does not say which are due
 */
export async function sendDueMail(
	server: MailServer,
	publicUrl: string,
	onFailure: (id: string, error: unknown) => void
): Promise<void> {
	for (;;) {
		const jobs = await server.claimMail(CLAIMED_AT_ONCE);
		for (const job of jobs) {
			const { id, lease } = job;
			await server
				.sendMail({ id, lease, ...mailOf(job, publicUrl) })
				.catch((error: unknown) => onFailure(id, error));
		}
		if (jobs.length < CLAIMED_AT_ONCE) return;
	}
}
