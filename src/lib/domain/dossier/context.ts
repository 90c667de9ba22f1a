import type { Instant } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import type { Dossier, Id, TimeLimit } from './dossier.ts';
import type { Refusal, RefusalCode } from '../refusal.ts';
import type { Audience, DossierEvent } from './steps.ts';

/** What the catalogue says of this procedure in this person's case. */
export interface ProcedureTerms {
	readonly slug: string;
	readonly version: string;
	readonly inForce: boolean;
	/** Whether a dossier may be submitted through this app (else: national portal, or counter only). */
	readonly filedHere: boolean;
	readonly eligible: boolean;
	readonly division: string;
	readonly limit: TimeLimit;
	/** Slots of every paper the procedure knows. */
	readonly papers: readonly string[];
	/** Slots that must be filled in this case. */
	readonly requiredPapers: readonly string[];
	/** First question of the checklist without an answer; `null`: all are answered. */
	readonly unanswered: string | null;
	/** What is wrong with the form, in the order of the screen; the first one is told. */
	readonly formFaults: readonly { readonly field: string; readonly code: RefusalCode }[];
}

/** A file the decider knows to be stored for this dossier. */
export interface StoredFile {
	readonly id: Id;
	readonly paper: string;
	readonly sha256: string;
	readonly sizeBytes: number;
	/** `verified`: the server read it back and its hash is the declared one. */
	readonly state: 'uploaded' | 'verified' | 'mismatch';
}

/** Everything outside the dossier that a decision depends on. */
export interface Context {
	readonly now: Instant;
	readonly calendar: WorkCalendar;
	/** `null`: no such procedure or version. */
	readonly procedure: ProcedureTerms | null;
	readonly files: readonly StoredFile[];
	/** The officer named in `assign`, if there is one. */
	readonly officer: {
		readonly id: string;
		readonly division: string;
		readonly active: boolean;
	} | null;
}

export interface Told {
	readonly audience: Audience;
	readonly event: DossierEvent;
}

export type Decision =
	| {
			readonly ok: true;
			/** The dossier after the action. */
			readonly dossier: Dossier;
			readonly tells: readonly Told[];
			/** An official code has to be allocated and written into `dossier.code`. */
			readonly needsCode: boolean;
	  }
	| Refusal;
