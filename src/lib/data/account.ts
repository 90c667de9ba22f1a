import * as v from 'valibot';
import { STAFF_ROLES, type Actor } from '$domain/identity/actor.ts';
import { APPLICANT_KINDS } from '$domain/procedure/applicant-details.ts';
import { NOBODY, type Owner } from './storage/rows.ts';

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
const accountSchema = v.variant('type', [applicantAccount, officerAccount]);
export type Account = v.InferOutput<typeof accountSchema>;
export type ApplicantAccount = v.InferOutput<typeof applicantAccount>;
export type OfficerAccount = v.InferOutput<typeof officerAccount>;

/** The person as the rules see them. */
export function actorOf(account: Account): Actor {
	return account.type === 'applicant'
		? { role: 'applicant', id: account.id }
		: { role: account.role, id: account.id, division: account.division };
}

const stored = v.object({ token: v.string(), account: accountSchema });
export type StoredSession = v.InferOutput<typeof stored>;

const KEY = 'nvs.session';

/** The session kept on this device; `null` when there is none, or where nothing can be kept. */
export function readStoredSession(): StoredSession | null {
	if (typeof localStorage === 'undefined') return null;
	try {
		const parsed = v.safeParse(stored, JSON.parse(localStorage.getItem(KEY) ?? 'null'));
		return parsed.success ? parsed.output : null;
	} catch {
		return null; // storage is forbidden here, or holds something that is not ours
	}
}

export function writeStoredSession(session: StoredSession | null): void {
	try {
		if (session) localStorage.setItem(KEY, JSON.stringify(session));
		else localStorage.removeItem(KEY);
	} catch {
		// Storage is forbidden or full: the session then lasts as long as the page.
	}
}

export const isStoredSessionKey = (key: string | null): boolean => key === KEY || key === null;

/** Whose is what is begun now. */
export const currentOwner = (): Owner => readStoredSession()?.account.id ?? NOBODY;
