import type { ActionType } from './intent.ts';

/**
 * What can be done only while the server answers: it gives official numbers, starts or ends legal
 * time, or puts the Department's name under something. Everything else the law lets a person do
 * alone, so it is written down on the device and goes when there is a line.
 */
const ONLINE_ONLY: readonly ActionType[] = [
	'register_at_counter',
	'receive',
	'sign',
	'reject',
	'issue_result',
	'return_result',
	'stop',
	'change_due_date',
	'apologise',
	'close'
];

export const mustBeOnline = (type: ActionType): boolean => ONLINE_ONLY.includes(type);

/** Right whatever a colleague did meanwhile: it does not ask for the state its maker saw. */
export const standsAlone = (type: ActionType): boolean =>
	type === 'note' || type === 'write_message' || type === 'rate';
