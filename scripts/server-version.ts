import { execFileSync } from 'node:child_process';

/** Older servers of this line can be stopped by a single request (upstream #7762). */
const SAFE_IN_PRODUCTION = '0.39.7';

/** A warning that nobody overlooks when `binary` is too old for real use; empty when it is not. */
export function oldServerWarning(binary: string): string[] {
	const version = /\d+\.\d+\.\d+/.exec(execFileSync(binary, ['--version']).toString())?.[0];
	if (version !== undefined && !isOlder(version, SAFE_IN_PRODUCTION)) return [];
	const line = '!'.repeat(78);
	return [
		line,
		`PocketBase ${version ?? 'of unknown version'} is too old for production: versions before`,
		`${SAFE_IN_PRODUCTION} can be stopped by a request and lack later security fixes. Download the`,
		'newest official 0.39.x release and set POCKETBASE_BIN to it (docs/deploy.md).',
		line
	];
}

/** Compares versions of three numbers. */
export function isOlder(version: string, than: string): boolean {
	const [a, b] = [version, than].map((text) => text.split('.').map(Number));
	for (const [index, number] of (a ?? []).entries()) {
		const other = b?.[index] ?? 0;
		if (number !== other) return number < other;
	}
	return false;
}
