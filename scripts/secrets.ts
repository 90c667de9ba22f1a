import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeDurably } from './write-durably.ts';

const key = v.pipe(v.string(), v.length(32));
const Secrets = v.object({
	PB_KEY: key,
	WORKER_KEY: key,
	TRACKING_KEY: key,
	AUDIT_KEY: key,
	DEVICE_KEY: key
});
export type Secrets = v.InferOutput<typeof Secrets>;

/**
 * Keys of this installation, made at its first start and kept in `secrets.json`, readable by the
 * owner only. Without them stored settings, tracking codes, the audit chain and what devices
 * have not sent yet are worthless, so a file that cannot be read is never replaced.
 * @throws {Error} the file is damaged
 */
export function readOrMakeSecrets(dataDir: string): Secrets {
	const file = join(dataDir, 'secrets.json');
	if (existsSync(file)) {
		const parsed = v.safeParse(Secrets, parseJson(readFileSync(file, 'utf8')));
		if (parsed.success) return parsed.output;
		throw new Error(`${file} is damaged. Restore it from a backup; do not delete it.`);
	}
	const secrets: Secrets = {
		PB_KEY: randomKey(),
		WORKER_KEY: randomKey(),
		TRACKING_KEY: randomKey(),
		AUDIT_KEY: randomKey(),
		DEVICE_KEY: randomKey()
	};
	writeDurably(file, JSON.stringify(secrets, null, '\t'));
	return secrets;
}

/** 32 hexadecimal digits: 128 random bits. */
export function randomKey(): string {
	return randomBytes(16).toString('hex');
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
