import type PocketBase from 'pocketbase';
import * as v from 'valibot';
import { REFUSAL_CODES, type RefusalCode } from '$domain/refusal.ts';
import { readStoredSession } from './account.ts';
import { exchange } from './exchange.ts';
import type { Owner } from './storage/rows.ts';
import { faulted, refused, success, type Answer, type Faulted } from './answer.ts';

/**
 * The only door to the server. Questions and files go by `fetch`, live events by the PocketBase SDK, which is
 * loaded when a screen first watches something. Nothing here throws for trouble that must be
 * expected.
 */

/** A server that asks for longer is asked all the same. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** What stands in an error answer of PocketBase and of our routes. */
const errorBody = v.object({
	message: v.optional(v.string(), ''),
	mfaId: v.optional(v.string()),
	data: v.optional(
		v.object({
			code: v.optional(v.unknown()),
			field: v.optional(v.unknown()),
			subject: v.optional(v.unknown())
		})
	)
});

/** A raw "no": its HTTP status and its JSON body, for the few callers that read more than a code. */
export interface RawRefusal {
	readonly ok: false;
	readonly kind: 'http';
	readonly status: number;
	readonly body: unknown;
}

type RawAnswer = { readonly ok: true; readonly body: unknown } | RawRefusal | Faulted;

let onSignedOut: () => void = () => undefined;

/** Tells `listener` when the server no longer knows this device's session. */
export function whenSignedOut(listener: () => void): void {
	onSignedOut = listener;
}

export interface Request {
	readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Goes as JSON. */
	readonly body?: unknown;
	/** Goes as it is, instead of a `body`: bytes, or a form with a file. */
	readonly content?: Blob | FormData;
	/** Do not send the session: sign-in, and what must not tell who asks. */
	readonly anonymous?: boolean;
	/** `false`: nothing that the browser keeps for this address goes along either. */
	readonly cookies?: boolean;
	/** Account whose matter it is: asked by nobody else, should another have signed in meanwhile. */
	readonly as?: Owner;
	readonly withinMs?: number;
}

/** Asks the server and hands back what it said, unread. */
export async function askRaw(path: string, request: Request = {}): Promise<RawAnswer> {
	const session = request.anonymous ? undefined : readStoredSession();
	if (request.as !== undefined && session?.account.id !== request.as) return faulted('signed_out');
	const token = session?.token;
	const headers = new Headers();
	if (request.body !== undefined) headers.set('content-type', 'application/json');
	if (token) headers.set('authorization', token);
	const answer = await exchange(
		path,
		{
			method: request.method ?? 'GET',
			headers,
			credentials: request.cookies === false ? 'omit' : 'same-origin',
			body: request.content ?? jsonOf(request.body)
		},
		request.withinMs
	);
	if (!answer.ok) return answer;
	return rawAnswer(answer.status, answer.body, token, retryAfterMs(answer.headers));
}

function rawAnswer(
	status: number,
	body: unknown,
	token: string | undefined,
	retryAfterMs?: number
): RawAnswer {
	if (status >= 200 && status < 300) return { ok: true, body };
	if (status === 429) return faulted(tooMuch(body), retryAfterMs);
	if (status >= 500) return faulted('server', retryAfterMs);
	if (status === 401 && token !== undefined) {
		// Meanwhile another session may have begun: that one was not refused.
		if (readStoredSession()?.token === token) onSignedOut();
		return { ok: false, kind: 'fault', fault: 'signed_out' };
	}
	return { ok: false, kind: 'http', status, body };
}

/** Both pass by waiting: one in minutes, the other in hours. */
function tooMuch(body: unknown): 'too_many_requests' | 'day_full' {
	const parsed = v.safeParse(errorBody, body);
	const isDay = parsed.success && parsed.output.data?.code === 'attachment.day_full';
	return isDay ? 'day_full' : 'too_many_requests';
}

const jsonOf = (body: unknown): string | null => (body === undefined ? null : JSON.stringify(body));

/** `Retry-After` in seconds (RFC 9110, section 10.2.3); a date is not used by servers of ours. */
function retryAfterMs(headers: Headers): number | undefined {
	const seconds = Number(headers.get('retry-after') ?? NaN);
	return Number.isFinite(seconds) && seconds >= 0
		? Math.min(seconds * 1000, LONGEST_WAIT_MS)
		: undefined;
}

/** Asks the server and reads the answer by `schema`; what does not fit counts as a server fault. */
export async function ask<T>(
	path: string,
	schema: v.GenericSchema<unknown, T>,
	request: Request = {}
): Promise<Answer<T>> {
	return readAnswer(await askRaw(path, request), schema);
}

function readAnswer<T>(raw: RawAnswer, schema: v.GenericSchema<unknown, T>): Answer<T> {
	if (!raw.ok) return raw.kind === 'fault' ? raw : refusalOf(raw);
	const parsed = v.safeParse(schema, raw.body);
	return parsed.success ? success(parsed.output) : faulted('server');
}

const isRefusalCode = (code: unknown): code is RefusalCode =>
	REFUSAL_CODES.some((known) => known === code);

function refusalOf({ status, body }: RawRefusal): Answer<never> {
	const parsed = v.safeParse(errorBody, body);
	const data = parsed.success ? parsed.output.data : undefined;
	// Asked without a session: none has ended, and one behind a PIN must not.
	if (data?.code === 'actor.signed_out') return faulted('signed_out');
	if (isRefusalCode(data?.code)) {
		return refused(data.code, textOrNothing(data.field), textOrNothing(data.subject));
	}
	if (status === 401) return faulted('signed_out');
	return faulted('server');
}

const textOrNothing = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

let sdk: Promise<PocketBase> | undefined;

/** The SDK speaks with the session of the moment, also after another sign-in. */
async function realtimeClient() {
	sdk ??= import('pocketbase').then(
		({ default: Client, BaseAuthStore }) => new Client('/', new BaseAuthStore())
	);
	const client = await sdk;
	const token = readStoredSession()?.token ?? '';
	if (client.authStore.token !== token) client.authStore.save(token);
	return client;
}

export interface Watcher {
	/** A record of the topic was saved; unread. */
	readonly onRecord: (record: unknown) => void;
	/** The line is up (again): what happened meanwhile was not told, and must be fetched. */
	readonly onConnect: () => void;
}

/**
 * Watches a record, or a whole collection with `*`.
 * @returns what ends it. A refused or failed subscription is silent: watchers poll besides.
 */
export function watch(collection: string, id: string, watcher: Watcher): () => void {
	const stops: (() => Promise<void>)[] = [];
	let ended = false;
	void (async () => {
		try {
			const client = await realtimeClient();
			stops.push(await client.realtime.subscribe('PB_CONNECT', () => watcher.onConnect()));
			stops.push(
				await client.realtime.subscribe(`${collection}/${id}`, (event: { record?: unknown }) =>
					watcher.onRecord(event.record)
				)
			);
			if (ended) stopAll(stops);
		} catch {
			stopAll(stops);
		}
	})();
	return () => {
		ended = true;
		stopAll(stops);
	};
}

function stopAll(stops: (() => Promise<void>)[]): void {
	for (const stop of stops.splice(0)) stop().catch(() => undefined);
}
