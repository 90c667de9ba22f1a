import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'node:tls';
import { freePort } from '../../scripts/ports.ts';
import { collectOutput } from '../../scripts/pocketbase-server.ts';
import { ROOT } from './sources.ts';

/** Where Debian's package is unpacked. It is not installed: that would start a service. */
const UNPACKED = join(ROOT, 'node_modules/.cache/caddy');

/**
 * Path of Caddy: `CADDY_PATH`, the one on the machine, or Debian's package, unpacked.
 * @throws {Error} there is none; the message says what to do
 */
export function caddyPath(): string {
	const unpacked = join(UNPACKED, 'usr/bin/caddy');
	const candidates = [
		process.env.CADDY_PATH ?? '',
		'/usr/bin/caddy',
		'/usr/local/bin/caddy',
		unpacked
	];
	const found = candidates.find((path) => existsSync(path)) ?? (unpackFromDebian() && unpacked);
	if (found) return found;
	throw new Error(
		'The test of the Caddyfile needs Caddy. Install it (on Debian: apt-get install caddy) or set ' +
			'CADDY_PATH to the program.'
	);
}

function unpackFromDebian(): boolean {
	mkdirSync(UNPACKED, { recursive: true });
	const apt = (...args: string[]): boolean =>
		spawnSync('apt-get', ['-qq', ...args], { cwd: UNPACKED, stdio: 'ignore' }).status === 0;
	const downloaded = apt('download', 'caddy') || (apt('update') && apt('download', 'caddy'));
	const script = 'dpkg-deb --extract caddy_*.deb .';
	return downloaded && spawnSync('sh', ['-c', script], { cwd: UNPACKED }).status === 0;
}

export interface Caddy {
	/** `https://localhost:<port>`, with a certificate of its own authority. */
	url: string;
	stop: () => Promise<void>;
}

/** Runs our Caddyfile in front of `upstream` (`127.0.0.1:<port>`), on free ports. */
export async function startCaddy(upstream: string): Promise<Caddy> {
	const folder = mkdtempSync(join(tmpdir(), 'caddy-'));
	const [httpPort, httpsPort] = [await freePort(), await freePort()];
	const child = spawn(
		caddyPath(),
		['run', '--config', join(ROOT, 'Caddyfile'), '--adapter', 'caddyfile'],
		{
			env: {
				HOME: folder,
				XDG_DATA_HOME: folder,
				XDG_CONFIG_HOME: folder,
				SITE: 'localhost',
				TLS: 'tls internal',
				UPSTREAM: upstream,
				HTTP_PORT: String(httpPort),
				HTTPS_PORT: String(httpsPort)
			},
			stdio: ['ignore', 'pipe', 'pipe']
		}
	);
	process.once('exit', () => child.kill('SIGKILL')); // a test that broke down did not stop it
	const log = collectOutput(child);
	const ended = once(child, 'exit');
	while (!(await shakesHands(httpsPort))) {
		if (child.exitCode !== null) throw new Error(`Caddy did not start:\n${log()}`);
	}
	return {
		url: `https://localhost:${httpsPort}`,
		async stop() {
			child.kill('SIGTERM');
			await ended;
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** Caddy listens before it has made its certificate. */
async function shakesHands(port: number): Promise<boolean> {
	const socket = connect({ port, servername: 'localhost', rejectUnauthorized: false });
	try {
		await once(socket, 'secureConnect');
		return true;
	} catch {
		await pause(50);
		return false;
	} finally {
		socket.destroy();
	}
}
