import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { ExtraService } from './push/dial.ts';
import type { ModelAddress } from './rewording/model.ts';
import { readVapidKeys, type VapidKeys } from './push/vapid-keys.ts';

const Environment = v.object({
	/** Where PocketBase answers, `http://127.0.0.1:8090`. */
	SERVER_URL: v.pipe(v.string(), v.url(), v.startsWith('http')),
	/** What the server knows the worker by. */
	WORKER_KEY: v.pipe(v.string(), v.minLength(16))
});

const OutsideEnvironment = v.object({
	/** Address that people use, for links in mails. */
	PUBLIC_URL: v.pipe(v.string(), v.url(), v.startsWith('http')),
	/** Where the keys lie by which push services know us. */
	VAPID_FILE: v.pipe(v.string(), v.minLength(1)),
	/** Whom a push service may write to about us. */
	VAPID_SUBJECT: v.pipe(v.string(), v.regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/)),
	/** A push service besides the public ones, and the file of its certificate: for tests. */
	PUSH_EXTRA_ORIGIN: v.optional(v.pipe(v.string(), v.regex(/^https:\/\/[a-z0-9.-]+:\d+$/))),
	PUSH_EXTRA_CA: v.optional(v.string(), '')
});

const ModelEnvironment = v.object({
	/** Where the server hands over what is to be put in other words. */
	REWORDING_PORT: v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number)),
	LLM_URL: v.pipe(v.string(), v.url()),
	LLM_MODEL: v.pipe(v.string(), v.minLength(1)),
	LLM_KEY: v.optional(v.string(), '')
});

export interface WorkerSettings {
	readonly serverUrl: string;
	readonly key: string;
	/** Without it nothing leaves the house: neither push nor mail. */
	readonly outside?: OutsideSettings;
	/** Without it no reply is put in other words. */
	readonly rewording?: RewordingSettings;
}

export interface RewordingSettings {
	readonly port: number;
	readonly model: ModelAddress;
}

export interface OutsideSettings {
	/** Without a slash at the end. */
	readonly publicUrl: string;
	readonly keys: VapidKeys;
	readonly subject: string;
	readonly extra?: ExtraService;
}

/** @throws Error naming the variable at fault, never its value */
export function readSettings(environment: Record<string, string | undefined>): WorkerSettings {
	const { SERVER_URL, WORKER_KEY } = read(Environment, environment);
	const settings = { serverUrl: SERVER_URL, key: WORKER_KEY };
	return {
		...settings,
		...(environment.VAPID_FILE ? { outside: readOutside(environment) } : {}),
		...(environment.LLM_URL ? { rewording: readRewording(environment) } : {})
	};
}

function readRewording(environment: Record<string, string | undefined>): RewordingSettings {
	const { REWORDING_PORT, LLM_URL, LLM_MODEL, LLM_KEY } = read(ModelEnvironment, environment);
	return { port: REWORDING_PORT, model: { url: LLM_URL, name: LLM_MODEL, key: LLM_KEY } };
}

function readOutside(environment: Record<string, string | undefined>): OutsideSettings {
	const found = read(OutsideEnvironment, environment);
	const origin = found.PUSH_EXTRA_ORIGIN;
	return {
		publicUrl: found.PUBLIC_URL.replace(/\/+$/, ''),
		keys: readVapidKeys(found.VAPID_FILE),
		subject: found.VAPID_SUBJECT,
		...(origin && {
			extra: { origin, certificate: readFileSync(found.PUSH_EXTRA_CA, 'utf8') }
		})
	};
}

function read<Schema extends v.GenericSchema>(
	schema: Schema,
	environment: Record<string, string | undefined>
): v.InferOutput<Schema> {
	const parsed = v.safeParse(schema, environment);
	if (parsed.success) return parsed.output;
	const names = parsed.issues.map((issue) => v.getDotPath(issue)).join(', ');
	throw new Error(`The worker needs other values for: ${names}.`);
}
