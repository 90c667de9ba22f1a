import { BinaryError } from './pocketbase-binary.ts';
import { SettingsError } from './settings.ts';

/** Prints why a command ends: a sentence when the person can mend it, all we know when it is a bug. */
export function explain(error: unknown): void {
	const canBeMended = error instanceof SettingsError || error instanceof BinaryError;
	console.error(canBeMended ? error.message : error);
}
