import type { RefusalCode } from '$domain/refusal.ts';

/**
 * Why the server could not be asked, or did not answer as it should. Trying again may help;
 * nothing a person typed is at fault.
 */
export type Fault =
	| 'offline'
	| 'timeout'
	| 'server'
	| 'signed_out'
	| 'too_many_requests'
	/** As many bytes of files as one person may send in 24 hours. */
	| 'day_full'
	| 'device_full';

/** A rule on the server said no; `field` is the path of the input at fault. */
export interface Refused<Code extends string = RefusalCode> {
	readonly ok: false;
	readonly kind: 'refusal';
	readonly code: Code;
	readonly field?: string;
	readonly subject?: string;
}

export interface Faulted {
	readonly ok: false;
	readonly kind: 'fault';
	readonly fault: Fault;
	/** The server asks not to be asked again before, in milliseconds. */
	readonly retryAfterMs?: number;
}

/** No value came back: a rule said no, or the server could not be asked. */
export type Unanswered<Code extends string = RefusalCode> = Refused<Code> | Faulted;

/** What comes back from every question to the server: expected trouble is a value, never thrown. */
export type Answer<T, Code extends string = RefusalCode> =
	{ readonly ok: true; readonly value: T } | Unanswered<Code>;

export const success = <T>(value: T): { readonly ok: true; readonly value: T } => ({
	ok: true,
	value
});

export const faulted = (fault: Fault, retryAfterMs?: number): Faulted => ({
	ok: false,
	kind: 'fault',
	fault,
	...(retryAfterMs === undefined ? {} : { retryAfterMs })
});

export function refused<Code extends string>(
	code: Code,
	field?: string,
	subject?: string
): Refused<Code> {
	return {
		ok: false,
		kind: 'refusal',
		code,
		...(field === undefined ? {} : { field }),
		...(subject === undefined ? {} : { subject })
	};
}
