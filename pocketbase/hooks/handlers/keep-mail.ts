import { hasMailServer, keepInOutbox } from '../lib/mail-outbox.ts';

/** Sends mail where a mail server is set; else keeps it in the outbox, and nothing leaves. */
export function keepMail(e: MailerEvent): void {
	if (hasMailServer()) return e.next();
	const { subject, html, text, to } = e.message;
	for (const { address } of to) {
		const mail = { recipient: address, subject, text: text || textOf(html) };
		keepInOutbox(e.app.nonconcurrentDB(), mail);
	}
}

/** Mail holds sign-in codes and links: a day is enough to read them. */
export function forgetMail(): void {
	const before = new Date(Date.now() - 24 * 60 * 60_000).toISOString();
	$app
		.nonconcurrentDB()
		.newQuery('DELETE FROM mail_outbox WHERE at < {:before}')
		.bind({ before })
		.execute();
}

/** Our own mails are simple: paragraphs, and links whose address must be seen. */
function textOf(html: string): string {
	return html
		.replace(/<style[\s\S]*?<\/style>/g, '')
		.replace(/<(head|style)\b[^>]*>[\s\S]*?<\/\1>/g, '')
		.replace(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g, '$2: $1')
		.replace(/<\/p>/g, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(/&amp;/g, '&')
		.replace(/\s*\n\s*/g, '\n')
		.trim();
}
