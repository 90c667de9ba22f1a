import { appendAudit } from './audit.ts';
import { writeDurably } from './durable.ts';
import type { Officer } from './person.ts';
import { now } from './time.ts';

/**
 * Records that an officer reads personal data, before it is shown: what cannot be recorded is not
 * shown.
 * @param subject id of the dossier or file; empty for a list
 */
export function recordRead(
	e: Pick<RequestEvent, 'app' | 'realIP'>,
	{ actor }: Officer,
	event: string,
	subject: string,
	detail: object = {}
): void {
	writeDurably(e.app, (tx) =>
		appendAudit(tx, { at: now(), actor, ip: e.realIP(), event, subject, detail })
	);
}
