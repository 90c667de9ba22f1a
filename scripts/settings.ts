import { resolve } from 'node:path';
import * as v from 'valibot';
import { ROOT } from './build.ts';

const port = v.pipe(
	v.string(),
	v.regex(/^\d+$/, 'must be a number'),
	v.transform(Number),
	v.minValue(1, 'must be 1 or more'),
	v.maxValue(65_535, 'must be 65535 or less')
);

const pool = v.pipe(
	v.string(),
	v.regex(/^\d+$/, 'must be a number'),
	v.transform(Number),
	v.minValue(1, 'must be 1 or more'),
	v.maxValue(1_000, 'must be 1000 or less')
);

const Environment = v.object({
	HOST: v.optional(v.string(), '127.0.0.1'),
	PORT: v.optional(port, '8090'),
	DATA_DIR: v.optional(v.string(), 'data'),
	SEED: v.optional(v.picklist(['demo', 'none'], 'must be "demo" or "none"')),
	PUBLIC_URL: v.optional(v.pipe(v.string(), v.url('must be an address such as https://…'))),
	DEMO_PUBLIC: v.optional(v.literal('1', 'must be 1 or absent')),
	HOOKS_POOL: v.optional(pool, '64'),
	SERVICE_WORKER: v.optional(
		v.picklist(['serve', 'remove'], 'must be "serve" or "remove"'),
		'serve'
	),
	VAPID_SUBJECT: v.optional(
		v.pipe(
			v.string(),
			v.regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'must be mailto:… or https://…')
		)
	),
	LLM_URL: v.optional(
		v.pipe(
			v.string(),
			v.url('must be an address such as https://…/v1'),
			v.check(isGuarded, 'must be https, or an address of this machine')
		)
	),
	LLM_MODEL: v.optional(v.string()),
	LLM_KEY: v.optional(v.string(), ''),
	NODE_ENV: v.optional(v.string())
});

/** What the person who starts the server decided, by environment variables. */
export interface Settings {
	host: string;
	port: number;
	dataDir: string;
	seed: 'demo' | 'none';
	/** Address that people use, without a slash at the end. */
	publicUrl: string;
	hooksPool: number;
	/** `remove` takes a bad service worker off every device (docs/deploy.md). */
	serviceWorker: 'serve' | 'remove';
	/** Whom a push service may write to about us: `mailto:` or `https:`. */
	vapidSubject: string;
	/** Puts replies of the assistant in other words, where the administrator turned it on. */
	model?: ModelSettings;
	/** Real people will use it: an https address, or NODE_ENV=production. */
	production: boolean;
}

/** A language model that is asked by chat completions, as OpenAI defines them. */
export interface ModelSettings {
	/** With the path of the chat completions. */
	url: string;
	name: string;
	/** Empty: none. */
	key: string;
}

/** A setting that cannot be used; the message names it. */
export class SettingsError extends Error {}

/** @throws {SettingsError} */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
	const parsed = v.safeParse(Environment, withoutEmpty(env));
	if (!parsed.success) {
		const lines = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? '?'} ${issue.message}`);
		throw new SettingsError(lines.join('\n'));
	}
	const { HOST, PORT, DATA_DIR, SEED, PUBLIC_URL, DEMO_PUBLIC } = parsed.output;
	const { LLM_URL, LLM_MODEL, LLM_KEY } = parsed.output;
	const { HOOKS_POOL, SERVICE_WORKER, VAPID_SUBJECT, NODE_ENV } = parsed.output;
	const publicUrl = (PUBLIC_URL ?? `http://${HOST}:${PORT}`).replace(/\/+$/, '');
	const isPublic = !isLoopback(new URL(publicUrl).hostname);
	const production = publicUrl.startsWith('https:') || NODE_ENV === 'production';
	if (SEED === 'demo' && isPublic && DEMO_PUBLIC !== '1') {
		throw new SettingsError(
			`SEED=demo makes accounts whose passwords everybody can read, and ${publicUrl} is public. ` +
				'Use SEED=none, or DEMO_PUBLIC=1 for a demonstration without real dossiers.'
		);
	}
	return {
		host: HOST,
		port: PORT,
		dataDir: resolve(ROOT, DATA_DIR),
		seed: SEED ?? (isPublic || production ? 'none' : 'demo'),
		publicUrl,
		hooksPool: HOOKS_POOL,
		serviceWorker: SERVICE_WORKER,
		vapidSubject: VAPID_SUBJECT ?? subjectFor(publicUrl),
		...(LLM_URL === undefined ? {} : { model: modelAt(LLM_URL, LLM_MODEL, LLM_KEY) }),
		production
	};
}

function modelAt(address: string, name: string | undefined, key: string): ModelSettings {
	if (name === undefined) throw new SettingsError('LLM_MODEL must name the model at LLM_URL.');
	const url = new URL(address);
	if (!url.pathname.endsWith('/chat/completions')) {
		url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`;
	}
	return { url: url.href, name, key };
}

/** On the way nobody reads along. */
function isGuarded(address: string): boolean {
	if (!URL.canParse(address)) return true; // said already
	const { protocol, hostname } = new URL(address);
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** A trial without an address of its own has nobody to write to; some services then refuse it. */
function subjectFor(publicUrl: string): string {
	return publicUrl.startsWith('https:') ? publicUrl : 'mailto:nobody@ngoai-vu-so.local';
}

function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** `PORT= npm start` means the same as no PORT. */
function withoutEmpty(env: NodeJS.ProcessEnv): Record<string, string> {
	return Object.fromEntries(
		Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1]))
	);
}
