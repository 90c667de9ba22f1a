import * as v from 'valibot';
import { STAFF_ROLES } from '$domain/identity/actor.ts';
import { APPLICANT_KINDS, type ApplicantKind } from '$domain/procedure/applicant-details.ts';
import type { Account } from './account.ts';
import { faulted, refused, success, type Answer } from './answer.ts';
import { askRaw, type RawRefusal } from './remote.ts';

/** The questions by which one proves who one is. What follows from the answers: `session.svelte.ts`. */

/** Why signing in or up was refused; each has a sentence `account_error_…` in both languages. */
export type AccountCode =
	| 'account.wrong_password'
	| 'account.wrong_code'
	| 'account.email_taken'
	| 'account.weak_password'
	| 'account.link_expired'
	| 'field.required'
	| 'field.invalid';

export interface NewAccount {
	readonly name: string;
	readonly email: string;
	readonly password: string;
	readonly kind: ApplicantKind;
	readonly phone?: string;
	readonly locale?: string;
}

/** The first factor was right: a code is under way by mail, to be given with these. */
export interface CodeAwaited {
	readonly mfaId: string;
	readonly otpId: string;
}

const text = v.optional(v.string(), '');

/** The secret from which this account's key on the device is made. */
const meta = v.object({ deviceSecret: v.pipe(v.string(), v.minLength(32)) });

const applicantAnswer = v.object({
	token: v.string(),
	meta,
	record: v.object({
		id: v.string(),
		name: text,
		email: text,
		phone: text,
		kind: v.fallback(v.picklist(APPLICANT_KINDS), 'citizen')
	})
});

const officerAnswer = v.object({
	token: v.string(),
	meta,
	record: v.object({
		id: v.string(),
		name: text,
		email: text,
		role: v.picklist(STAFF_ROLES),
		division: text
	})
});

/** The server knows them: token, and the secret from which the key of this device is made. */
export interface Entry {
	readonly account: Account;
	readonly token: string;
	readonly deviceSecret: string;
}

/** A question that must not carry the session of whoever was here before. */
const askAsNobody = (path: string, body: object) =>
	askRaw(path, { method: 'POST', anonymous: true, body });

/** An applicant's password. */
export async function askSignIn(
	email: string,
	password: string
): Promise<Answer<Entry, AccountCode>> {
	const raw = await askAsNobody('/api/collections/applicants/auth-with-password', {
		identity: email.trim(),
		password
	});
	if (!raw.ok) return raw.kind === 'fault' ? raw : refused('account.wrong_password');
	return applicantEntry(raw.body);
}

/** Makes the account of a new applicant, and signs in. */
export async function askSignUp(account: NewAccount): Promise<Answer<Entry, AccountCode>> {
	const raw = await askAsNobody('/api/collections/applicants/records', {
		...account,
		email: account.email.trim(),
		passwordConfirm: account.password
	});
	if (!raw.ok) return raw.kind === 'fault' ? raw : signUpRefusal(raw);
	return askSignIn(account.email, account.password);
}

/** Mails a link to choose a new password; the answer does not tell whether the address is known. */
export async function requestPasswordReset(email: string): Promise<Answer<null, AccountCode>> {
	const raw = await askAsNobody('/api/collections/applicants/request-password-reset', {
		email: email.trim()
	});
	if (raw.ok) return success(null);
	return raw.kind === 'fault' ? raw : refused('field.invalid', 'email');
}

/** Sets a new password with the token from the mailed link; every other session of theirs ends. */
export async function resetPassword(
	token: string,
	password: string
): Promise<Answer<null, AccountCode>> {
	const raw = await askAsNobody('/api/collections/applicants/confirm-password-reset', {
		token,
		password,
		passwordConfirm: password
	});
	if (raw.ok) return success(null);
	if (raw.kind === 'fault') return raw;
	const ofToken = v.safeParse(v.object({ data: v.object({ token: v.unknown() }) }), raw.body);
	return ofToken.success
		? refused('account.link_expired')
		: refused('account.weak_password', 'password');
}

/** First factor of an officer. A code is then mailed; `askWithCode` takes it. */
export async function askForCode(
	email: string,
	password: string
): Promise<Answer<CodeAwaited, AccountCode>> {
	const first = await askAsNobody('/api/collections/officers/auth-with-password', {
		identity: email.trim(),
		password
	});
	if (first.ok) return faulted('server'); // one factor is never enough for an officer
	if (first.kind === 'fault') return first;
	const mfa = v.safeParse(v.object({ mfaId: v.string() }), first.body);
	if (!mfa.success) return refused('account.wrong_password');
	const second = await askAsNobody('/api/collections/officers/request-otp', {
		email: email.trim()
	});
	if (!second.ok) return second.kind === 'fault' ? second : faulted('server');
	const otp = v.safeParse(v.object({ otpId: v.string() }), second.body);
	if (!otp.success) return faulted('server');
	return success({ mfaId: mfa.output.mfaId, otpId: otp.output.otpId });
}

/** Second factor of an officer. */
export async function askWithCode(
	{ mfaId, otpId }: CodeAwaited,
	code: string
): Promise<Answer<Entry, AccountCode>> {
	const raw = await askAsNobody('/api/collections/officers/auth-with-otp', {
		otpId,
		mfaId,
		password: code.replace(/\s/g, '')
	});
	if (!raw.ok) return raw.kind === 'fault' ? raw : refused('account.wrong_code');
	return officerEntry(raw.body);
}

/**
 * Exchanges the token of the session at hand for a fresh one.
 * @returns fault `signed_out` when the server does not know it any more
 */
export async function askRenewal(type: Account['type']): Promise<Answer<Entry, AccountCode>> {
	const raw = await askRaw(`/api/collections/${type}s/auth-refresh`, { method: 'POST' });
	if (raw.ok) return type === 'applicant' ? applicantEntry(raw.body) : officerEntry(raw.body);
	return raw.kind === 'fault' ? raw : faulted('signed_out');
}

/** Ends all sessions of the account, on whatever device, this one's too. */
export async function askSignOutEverywhere(): Promise<Answer<null>> {
	const raw = await askRaw('/api/app/sign-out-everywhere', { method: 'POST' });
	if (raw.ok) return success(null);
	return raw.kind === 'fault' ? raw : faulted('signed_out');
}

function applicantEntry(body: unknown): Answer<Entry, AccountCode> {
	const parsed = v.safeParse(applicantAnswer, body);
	if (!parsed.success) return faulted('server');
	const { token, record, meta } = parsed.output;
	return success({
		account: { type: 'applicant', ...record },
		token,
		deviceSecret: meta.deviceSecret
	});
}

function officerEntry(body: unknown): Answer<Entry, AccountCode> {
	const parsed = v.safeParse(officerAnswer, body);
	if (!parsed.success) return faulted('server');
	const { token, record, meta } = parsed.output;
	return success({
		account: { type: 'officer', ...record },
		token,
		deviceSecret: meta.deviceSecret
	});
}

/** PocketBase names each field at fault with a code of its own. */
function signUpRefusal({ body }: RawRefusal): Answer<never, AccountCode> {
	const fault = v.object({ code: text });
	const parsed = v.safeParse(v.object({ data: v.record(v.string(), fault) }), body);
	const [field, code] = parsed.success
		? (Object.entries(parsed.output.data).map(([name, { code }]) => [name, code])[0] ?? [])
		: [];
	if (field === 'email' && code === 'validation_not_unique') {
		return refused('account.email_taken', 'email');
	}
	if (field === 'password' || field === 'passwordConfirm') {
		return refused('account.weak_password', 'password');
	}
	return refused(code === 'validation_required' ? 'field.required' : 'field.invalid', field);
}
