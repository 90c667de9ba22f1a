/** The same app as another version would be: every hashed file has another name. */
import { createHash } from 'node:crypto';
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import * as v from 'valibot';
import { WEB_DIR } from '../../scripts/build.ts';
import { writePrecacheList } from '../../scripts/precache-list.ts';
import { writeStaticManifest } from '../../scripts/static-manifest.ts';

const IMMUTABLE = '_app/immutable/';

/** Of `name.HASH.js` or `HASH.js`. */
const HASH = /([\w-]{8})\.(?:js|css)$/;

export interface Build {
	readonly webDir: string;
	remove: () => void;
}

/** A copy of the built app, which `change` may change before it is listed anew. */
export function copyOfBuild(change: (webDir: string) => void): Build {
	const webDir = mkdtempSync(join(tmpdir(), 'web-'));
	cpSync(WEB_DIR, webDir, {
		recursive: true,
		filter: (path) => !/\.(br|gz)$/.test(path)
	});
	change(webDir);
	writeStaticManifest(webDir);
	return { webDir, remove: () => rmSync(webDir, { recursive: true, force: true }) };
}

/** A newer version of the built app, named `version`, none of whose hashed files the older one has. */
export function newerBuild(version: string): Build {
	return copyOfBuild((webDir) => {
		const renamed = new Map([[versionOf(webDir), version]]);
		for (const name of filesBelow(webDir)) {
			const hash = name.startsWith(IMMUTABLE) ? HASH.exec(name)?.[1] : undefined;
			if (hash === undefined) continue;
			renamed.set(hash, `${hash}-new`);
			renameSync(join(webDir, name), join(webDir, name.replace(hash, `${hash}-new`)));
		}
		const olds = new RegExp([...renamed.keys()].join('|'), 'g');
		for (const name of filesBelow(webDir)) {
			if (!['.js', '.css', '.html', '.json'].includes(extname(name))) continue;
			const text = readFileSync(join(webDir, name), 'utf8');
			const changed = text.replace(olds, (old) => renamed.get(old) ?? old);
			writeFileSync(join(webDir, name), extname(name) === '.html' ? withPolicy(changed) : changed);
		}
		writePrecacheList(webDir);
	});
}

/** Runs in a page: is it of the newer version? */
export function isNewer(): boolean {
	return performance.getEntriesByType('resource').some(({ name }) => name.endsWith('-new.js'));
}

function versionOf(webDir: string): string {
	const file: unknown = JSON.parse(readFileSync(join(webDir, '_app/version.json'), 'utf8'));
	return v.parse(v.object({ version: v.string() }), file).version;
}

/** The policy of a page names the hash of the script within it. */
function withPolicy(html: string): string {
	const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
		([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`
	);
	return html.replace(/(script-src 'self')[^;]*/, `$1 ${scripts.join(' ')}`);
}

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
		/\.\w+$/.test(name)
	);
}
