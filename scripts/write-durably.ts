import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/**
 * Writes a file that only its owner may read: whole or not at all, even when the power fails
 * meanwhile.
 */
export function writeDurably(file: string, content: string): void {
	const temporary = `${file}.new`;
	const descriptor = openSync(temporary, 'w', 0o600);
	writeSync(descriptor, content);
	fsyncSync(descriptor);
	closeSync(descriptor);
	renameSync(temporary, file);
}
