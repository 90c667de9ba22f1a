import * as v from 'valibot';

const Environment = v.object({
	/** Where PocketBase answers, `http://127.0.0.1:8090`. */
	SERVER_URL: v.pipe(v.string(), v.url(), v.startsWith('http')),
	/** What the server knows the worker by. */
	WORKER_KEY: v.pipe(v.string(), v.minLength(16))
});

export interface WorkerSettings {
	readonly serverUrl: string;
	readonly key: string;
}

/** @throws Error naming the variable at fault, never its value */
export function readSettings(environment: Record<string, string | undefined>): WorkerSettings {
	const parsed = v.safeParse(Environment, environment);
	if (!parsed.success) {
		const names = parsed.issues.map((issue) => v.getDotPath(issue)).join(', ');
		throw new Error(`The worker needs other values for: ${names}.`);
	}
	return { serverUrl: parsed.output.SERVER_URL, key: parsed.output.WORKER_KEY };
}
