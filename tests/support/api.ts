import * as v from 'valibot';
import { ACTION_TYPES, type ActionType, type Payload } from '$domain/dossier/intent.ts';
import { STATUSES } from '$domain/dossier/status.ts';
import type { DisposableServer } from './disposable-server.ts';

/** What came back over HTTP, with its JSON if it was any. */
export interface Answer {
	readonly status: number;
	readonly body: unknown;
	readonly text: string;
	readonly headers: Headers;
}

/** Somebody at the door: with the token of an account, or without. */
export interface Visitor {
	readonly id: string;
	readonly token: string;
}

export const NOBODY: Visitor = { id: '', token: '' };

export interface RequestOptions {
	readonly as?: Visitor;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

/** One request to the server, whatever it answers. */
export async function ask(
	{ url }: Pick<DisposableServer, 'url'>,
	method: string,
	path: string,
	{ as = NOBODY, body, headers = {} }: RequestOptions = {}
): Promise<Answer> {
	const raw = body instanceof FormData || body instanceof Blob || typeof body === 'string';
	const response = await fetch(url + path, {
		method,
		headers: {
			...(as.token ? { Authorization: as.token } : {}),
			...(body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
			...headers
		},
		...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
		redirect: 'manual'
	});
	const text = await response.text();
	return { status: response.status, body: parseJson(text), text, headers: response.headers };
}

const Failure = v.object({ data: v.object({ code: v.string(), field: v.optional(v.string()) }) });

/** The refusal code of an answer; empty when it carries none. */
export function codeOf({ body }: Answer): string {
	const failure = v.safeParse(Failure, body);
	return failure.success ? failure.output.data.code : '';
}

export function newId(): string {
	const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
	return Array.from({ length: 15 }, () => letters[Math.floor(Math.random() * 36)]).join('');
}

const Dossier = v.looseObject({
	id: v.string(),
	draftNumber: v.string(),
	code: v.nullable(v.string()),
	status: v.picklist(STATUSES),
	seq: v.number()
});
const Taken = v.object({
	action: v.object({
		id: v.string(),
		dossier: v.string(),
		type: v.picklist(ACTION_TYPES),
		seq: v.number(),
		at: v.string(),
		statusAfter: v.picklist(STATUSES)
	}),
	dossier: Dossier,
	trackingSecret: v.optional(v.string())
});
export type Taken = v.InferOutput<typeof Taken>;

/** An action's answer, which must be a yes. */
export function taken(answer: Answer): Taken {
	if (answer.status !== 200) throw new Error(`Refused: ${answer.status} ${answer.text}`);
	return v.parse(Taken, answer.body);
}

export interface IntentBody<T extends ActionType = ActionType> {
	readonly id: string;
	readonly dossier: string;
	readonly type: T;
	readonly expectedSeq: number;
	readonly payload: Payload<T>;
}

export function act(
	server: Pick<DisposableServer, 'url'>,
	as: Visitor,
	intent: IntentBody | object
): Promise<Answer> {
	return ask(server, 'POST', '/api/app/actions', { as, body: intent });
}

const Standing = v.object({ dossier: v.object({ seq: v.number() }) });

/** Takes an action on a dossier as it stands now, as a screen that was just opened would. */
export async function takeNow<T extends ActionType>(
	server: Pick<DisposableServer, 'url'>,
	as: Visitor,
	dossier: string,
	type: T,
	payload: Payload<T>
): Promise<Taken> {
	const { body } = await ask(server, 'GET', `/api/app/dossiers/${dossier}`, { as });
	const { seq } = v.parse(Standing, body).dossier;
	return taken(await act(server, as, { id: newId(), dossier, type, expectedSeq: seq, payload }));
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
