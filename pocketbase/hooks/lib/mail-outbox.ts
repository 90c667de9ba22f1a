import { insertRow, newId } from './rows.ts';
import { now } from './time.ts';

export interface KeptMail {
	readonly recipient: string;
	readonly subject: string;
	readonly text: string;
}

/** Without a mail server nothing leaves: mail lies in the outbox (hộp thư đi) for a day. */
export function hasMailServer(): boolean {
	return $os.getenv('SMTP_URL') !== '';
}

export function keepInOutbox(db: Database, mail: KeptMail): void {
	insertRow(db, 'mail_outbox', { id: newId(), at: now(), ...mail });
}
