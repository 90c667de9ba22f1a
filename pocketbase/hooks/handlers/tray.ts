import * as v from 'valibot';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { writeDurably } from '../lib/durable.ts';
import { personOf } from '../lib/person.ts';
import { readJson, reply, respond } from '../lib/reply.ts';
import { now } from '../lib/time.ts';
import { markRead, trayOf } from '../lib/tray.ts';

/** As `now` writes it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The own notifications (thông báo), newest first. */
export function listTray(e: RequestEvent): void {
	respond(e, () => {
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		const since = e.request.url.query().get('since');
		// What cannot be read begins at the beginning.
		return reply(trayOf(e.app.db(), person, INSTANT.test(since) ? since : '', now()));
	});
}

const Read = v.object({
	ids: v.pipe(
		v.array(v.pipe(v.string(), v.regex(/^[a-z0-9]{15}$/))),
		v.minLength(1),
		v.maxLength(200)
	)
});

/** They were read on some device. Those of others, and those that were read before, stay as they are. */
export function readTray(e: RequestEvent): void {
	respond(e, () => {
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		const read = v.safeParse(Read, readJson(e));
		if (!read.success) return refuse('field.invalid', v.getDotPath(read.issues[0]) ?? '');
		writeDurably(e.app, (tx) => markRead(tx, person, read.output.ids, now()));
		return reply({});
	});
}
