import * as v from 'valibot';
import { STAFF_ROLES, type Actor } from '$domain/identity/actor.ts';
import { APPLICANT_KINDS } from '$domain/procedure/applicant-details.ts';
import { isMarkedShared } from './shared-device.ts';
import { NOBODY, type Owner } from './storage/rows.ts';
import { SESSION_KEY } from './who-is-here.ts';

const applicantAccount = v.object({
	type: v.literal('applicant'),
	id: v.string(),
	name: v.string(),
	email: v.string(),
	phone: v.string(),
	kind: v.picklist(APPLICANT_KINDS)
});

const officerAccount = v.object({
	type: v.literal('officer'),
	id: v.string(),
	name: v.string(),
	email: v.string(),
	role: v.picklist(STAFF_ROLES),
	division: v.string()
});

/** Who is signed in on this device: somebody with a dossier, or an officer of the Department. */
export const accountSchema = v.variant('type', [applicantAccount, officerAccount]);
export type Account = v.InferOutput<typeof accountSchema>;
export type ApplicantAccount = v.InferOutput<typeof applicantAccount>;
export type OfficerAccount = v.InferOutput<typeof officerAccount>;

/** The person as the rules see them. */
export function actorOf(account: Account): Actor {
	return account.type === 'applicant'
		? { role: 'applicant', id: account.id }
		: { role: account.role, id: account.id, division: account.division };
}

const stored = v.object({
	token: v.string(),
	account: accountSchema,
	/** On a device that many use the session stays with the tab, and ends with it. */
	shared: v.optional(v.boolean())
});
export type StoredSession = v.InferOutput<typeof stored>;

/** The session kept on this device; `null` when there is none, or where nothing can be kept. */
export function readStoredSession(): StoredSession | null {
	const ofTab = read(() => sessionStorage);
	// A tab that was closed, cleaned up after and then brought back by the browser is nobody's.
	if (ofTab && isMarkedShared(ofTab.account.id)) return ofTab;
	return read(() => localStorage);
}

export function writeStoredSession(session: StoredSession | null): void {
	write(() => sessionStorage, session?.shared ? session : null);
	write(() => localStorage, session?.shared ? null : session);
}

/** Whose is what is begun now. */
export const currentOwner = (): Owner => readStoredSession()?.account.id ?? NOBODY;

function read(storage: () => Storage): StoredSession | null {
	try {
		const parsed = v.safeParse(stored, JSON.parse(storage().getItem(SESSION_KEY) ?? 'null'));
		return parsed.success ? parsed.output : null;
	} catch {
		return null; // there is no storage here, it is forbidden, or holds something that is not ours
	}
}

function write(storage: () => Storage, session: StoredSession | null): void {
	try {
		if (session) storage().setItem(SESSION_KEY, JSON.stringify(session));
		else storage().removeItem(SESSION_KEY);
	} catch {
		// Storage is forbidden or full: nobody stays signed in.
	}
}
