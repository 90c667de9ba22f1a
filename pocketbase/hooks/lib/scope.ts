import type { Actor } from '../../../src/lib/domain/identity/actor.ts';
import type { Bindings } from './rows.ts';

/** A condition on rows of `dossiers` with the values it binds. */
export interface Condition {
	readonly sql: string;
	readonly values: Bindings;
}

/** All dossiers that `actor` may see, as `maySee` says; `undefined`: none. */
export function seenBy(actor: Actor): Condition | undefined {
	switch (actor.role) {
		case 'applicant':
			return { sql: 'dossiers.applicant = {:me}', values: { me: actor.id } };
		case 'case_officer':
		case 'head_of_division':
			return ofDivision(actor.division);
		case 'receiving_officer':
		case 'leader':
		case 'clerk':
			return { sql: 'TRUE', values: {} };
		case 'administrator':
			return undefined;
	}
}

export function ofDivision(division: string): Condition {
	return { sql: 'dossiers.division = {:division}', values: { division } };
}
