import type { Refusal, RefusalCode } from '../../../src/lib/domain/refusal.ts';

/** What a route answers: a body as JSON, or why not. */
export type Reply = { readonly ok: true; readonly json: string } | Refusal;

export function reply(body: object): Reply {
	return replyJson(JSON.stringify(body));
}

/** For what SQLite wrote as JSON already. */
export function replyJson(json: string): Reply {
	return { ok: true, json };
}

const STATUS: Partial<Record<RefusalCode, number>> = {
	'actor.signed_out': 401,
	'dossier.wrong_role': 403,
	'dossier.wrong_division': 403,
	'dossier.not_assigned_to_you': 403,
	'dossier.not_found': 404,
	'tracking.not_found': 404,
	'dossier.changed_meanwhile': 409,
	'dossier.exists': 409,
	'dossier.wrong_status': 409,
	'dossier.already_rated': 409,
	'dossier.too_late_to_withdraw': 409,
	'action.id_reused': 409,
	'attachment.day_full': 429,
	'question.not_found': 404,
	'question.exists': 409,
	'question.wrong_role': 403,
	'question.wrong_division': 403,
	'question.wrong_state': 409,
	'question.changed_meanwhile': 409,
	'question.taken_by_colleague': 409,
	'question.already_followed_up': 409,
	'question.day_full': 429,
	too_many_requests: 429
};

/**
 * Runs a route's work and sends what it answers. An exception is a bug or a broken disk: it is
 * logged and answered 500, so that a device keeps its action and tries again.
 */
export function respond(e: RequestEvent, work: () => Reply): void {
	let answer: Reply | undefined;
	try {
		answer = work();
	} catch (error) {
		e.app.logger().error('A route failed.', 'path', e.request.url.path, 'error', String(error));
	}
	e.response.header().set('Cache-Control', 'no-store');
	if (answer === undefined) {
		const data = { code: 'server.failed' };
		sendJson(e, 500, JSON.stringify({ status: 500, message: 'The server failed.', data }));
	} else if (answer.ok) {
		sendJson(e, 200, answer.json);
	} else {
		sendRefusal(e, answer);
	}
}

/** A day's amount comes free by and by: until then a device does not ask every minute. */
const DAY_FULL_RETRY_SECONDS = 60 * 60;

export function sendRefusal(e: RequestEvent, { code, field, subject }: Refusal): void {
	const status = STATUS[code] ?? 400;
	if (code === 'attachment.day_full' || code === 'question.day_full') {
		e.response.header().set('Retry-After', String(DAY_FULL_RETRY_SECONDS));
	}
	const data = {
		code,
		...(field === undefined ? {} : { field }),
		...(subject === undefined ? {} : { subject })
	};
	sendJson(e, status, JSON.stringify({ status, message: code, data }));
}

/** Not `e.json`: it answers 200 with half a body when something cannot be written. */
function sendJson(e: RequestEvent, status: number, json: string): void {
	e.blob(status, 'application/json; charset=utf-8', json);
}

/**
 * The body as it came; empty when it is longer than the route allows, or was cut.
 * @param longest what is beyond so many bytes is left away; PocketBase leaves away from 16 MB on
 * when it is told nothing
 */
export function readBytes(e: RequestEvent, longest: number): Bytes {
	try {
		return toBytes(e.request.body, longest);
	} catch {
		return { length: 0 };
	}
}

/**
 * Many times what an action with every paper and file has. Each bracket may be a nesting, and that
 * takes the engine hundreds of bytes: half a megabyte of them took 120 MB.
 */
const MOST_BRACKETS = 1000;

/** The parsed body, or `undefined` when it is no JSON. Routes limit its size before. */
export function readJson(e: RequestEvent): unknown {
	try {
		const text = toString(e.request.body);
		const parts = text.split('[', MOST_BRACKETS).length + text.split('{', MOST_BRACKETS).length;
		if (parts > MOST_BRACKETS) return undefined;
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
