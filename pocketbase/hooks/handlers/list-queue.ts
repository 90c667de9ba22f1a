import { readFilter } from '../../../src/lib/domain/official/worklist.ts';
import { fold } from '../../../src/lib/domain/procedure/fold.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { recordRead } from '../lib/audited-read.ts';
import { department } from '../lib/department.ts';
import { officerOf } from '../lib/person.ts';
import { FIRST_PAGE, queuePage, type Cursor } from '../lib/queue.ts';
import { replyJson, respond } from '../lib/reply.ts';
import { secret } from '../lib/secrets.ts';
import { now } from '../lib/time.ts';

const PAGE = 25;
const LARGEST_PAGE = 100;

/** The work queue of an officer, a page at a time. It shows names: every look is recorded. */
export function listQueue(e: RequestEvent): void {
	respond(e, () => {
		const officer = officerOf(e.auth);
		if (!officer) return refuse(e.auth ? 'dossier.wrong_role' : 'actor.signed_out');
		if (officer.actor.role === 'administrator') return refuse('dossier.wrong_role');
		const query = e.request.url.query();
		const filter = readFilter((name) => query.get(name) || null, officer.actor.role);
		const limit = Math.min(
			Math.max(Math.trunc(Number(query.get('limit'))) || PAGE, 1),
			LARGEST_PAGE
		);
		const cursor = readCursor(query.get('cursor'));

		const { text, ...rest } = filter;
		const searched = text && $security.hs256(fold(text), secret('AUDIT_KEY')).slice(0, 16);
		recordRead(e, officer, 'read.queue', '', { ...rest, searched });
		const found = queuePage(
			e.app.db(),
			officer,
			filter,
			cursor,
			limit,
			now(),
			department(e.app).calendar
		);
		const page = found.slice(0, limit);
		const last = found.length > limit ? page[limit - 1] : undefined;
		const items = page.map(({ json }) => json).join(',');
		const next = last ? `,"next":${JSON.stringify(writeCursor(last))}` : '';
		return replyJson(`{"items":[${items}]${next}}`);
	});
}

/** `<queue key>_<id>`; what cannot be read begins at the beginning. */
function readCursor(text: string): Cursor {
	const [, key, id] = /^([0-9TZ:.-]{1,30})_([a-z0-9]{15})$/.exec(text) ?? [];
	return key !== undefined && id !== undefined ? { key, id } : FIRST_PAGE;
}

function writeCursor({ key, id }: Cursor): string {
	return `${key}_${id}`;
}
