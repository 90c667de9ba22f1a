import * as v from 'valibot';
import type { Answer } from './answer.ts';
import { ask } from './remote.ts';

/** Whether the server puts answers in other words, as the administrator decides it. */

const switchSchema = v.object({
	on: v.boolean(),
	/** Without a model nothing happens, on or off. */
	hasModel: v.boolean()
});
export type RewordingSwitch = v.InferOutput<typeof switchSchema>;

const SWITCH = '/api/app/assistant/rewording-switch';

export function fetchRewordingSwitch(): Promise<Answer<RewordingSwitch>> {
	return ask(SWITCH, switchSchema);
}

/** Turns it on or off for everybody; the server records who did. */
export function switchRewording(on: boolean): Promise<Answer<RewordingSwitch>> {
	return ask(SWITCH, switchSchema, { method: 'POST', body: { on } });
}
