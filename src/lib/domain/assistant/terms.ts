import type { Facet } from './reply.ts';

/**
 * Short words that stand between facts: "hẹn trả", "còn thiếu". The message catalogues have them in
 * each language; the engine is given them, since it composes facts and texts of facts only.
 */
export const REPLY_TERMS = [
	'vnd',
	'amount_unknown',
	'decided_by',
	'days',
	'now',
	'aim',
	'replaced_by',
	'in_force_true',
	'in_force_false',
	'in_force_unknown',
	'working-days',
	'calendar-days',
	'level_offline',
	'level_partly-online',
	'level_online',
	'level_3',
	'level_4',
	'received',
	'due',
	'today',
	'late',
	'daysLeft',
	'daysLate',
	'paused',
	'missing',
	'before',
	'resultOn',
	'document',
	'pickUp',
	'reason',
	'pending',
	'approved',
	'refused',
	'decision',
	'on',
	'signedBy',
	'dossier',
	'here',
	'notHere',
	'cancelled',
	'movedFrom',
	'online',
	'join',
	'chair',
	'documents',
	'none',
	'phone_general',
	'phone_consular',
	'phone_cooperation',
	'phone_complaints',
	'address',
	'counter',
	'email'
] as const;

export type Term = (typeof REPLY_TERMS)[number];
/** Those words, and what each facet is called. */
export type ReplyTerms = Readonly<Record<Term | `facet_${Facet}`, string>>;
