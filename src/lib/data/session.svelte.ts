import * as v from 'valibot';
import { STAFF_ROLES, type Actor } from '$domain/identity/actor.ts';
import { APPLICANT_KINDS, type ApplicantKind } from '$domain/procedure/applicant-details.ts';
import {
	actorOf,
	isStoredSessionKey,
	readStoredSession,
	writeStoredSession,
	type Account
} from './account.ts';
import { faulted, refused, success, type Answer } from './answer.ts';
import { askRaw, whenSignedOut, type RawRefusal } from './remote.ts';
import { forgetOwner } from './storage/forget.ts';
import { holdKey, keyOf, releaseKey } from './storage/keys.ts';

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

/** After this share of its life a token is exchanged for a fresh one. */
const RENEW_AFTER_SHARE = 0.5;

/** Who is using this device. There is one `session`; screens read it and call its verbs. */
class Session {
	#account = $state.raw<Account | null>(readStoredSession()?.account ?? null);
	#expired = $state(false);

	constructor() {
		whenSignedOut(() => this.#expire());
		if (typeof window === 'undefined') return;
		addEventListener('storage', (event) => {
			if (isStoredSessionKey(event.key)) this.#account = readStoredSession()?.account ?? null;
		});
	}

	/** `null`: nobody, or the session ended. */
	get current(): Account | null {
		return this.#account;
	}

	get actor(): Actor | null {
		return this.#account ? actorOf(this.#account) : null;
	}

	/** The session ended by itself; nothing on the device was lost. Signing in again clears it. */
	get expired(): boolean {
		return this.#expired;
	}

	/** An applicant signs in. */
	async signIn(email: string, password: string): Promise<Answer<Account, AccountCode>> {
		const raw = await askRaw('/api/collections/applicants/auth-with-password', {
			method: 'POST',
			anonymous: true,
			body: { identity: email.trim(), password }
		});
		if (!raw.ok) return raw.kind === 'fault' ? raw : refused('account.wrong_password');
		return this.#enterAsApplicant(raw.body);
	}

	/** A new applicant; signed in at once. */
	async signUp(account: NewAccount): Promise<Answer<Account, AccountCode>> {
		const raw = await askRaw('/api/collections/applicants/records', {
			method: 'POST',
			anonymous: true,
			body: { ...account, email: account.email.trim(), passwordConfirm: account.password }
		});
		if (!raw.ok) return raw.kind === 'fault' ? raw : signUpRefusal(raw);
		return this.signIn(account.email, account.password);
	}

	/** Mails a link to choose a new password; the answer does not tell whether the address is known. */
	async requestPasswordReset(email: string): Promise<Answer<null, AccountCode>> {
		const raw = await askRaw('/api/collections/applicants/request-password-reset', {
			method: 'POST',
			anonymous: true,
			body: { email: email.trim() }
		});
		if (raw.ok) return success(null);
		return raw.kind === 'fault' ? raw : refused('field.invalid', 'email');
	}

	/** Sets a new password with the token from the mailed link; every other session of theirs ends. */
	async resetPassword(token: string, password: string): Promise<Answer<null, AccountCode>> {
		const raw = await askRaw('/api/collections/applicants/confirm-password-reset', {
			method: 'POST',
			anonymous: true,
			body: { token, password, passwordConfirm: password }
		});
		if (raw.ok) return success(null);
		if (raw.kind === 'fault') return raw;
		const ofToken = v.safeParse(v.object({ data: v.object({ token: v.unknown() }) }), raw.body);
		return ofToken.success
			? refused('account.link_expired')
			: refused('account.weak_password', 'password');
	}

	/** First factor of an officer. A code is then mailed; `confirmOfficerCode` takes it. */
	async signInOfficer(
		email: string,
		password: string
	): Promise<Answer<CodeAwaited, AccountCode>> {
		const first = await askRaw('/api/collections/officers/auth-with-password', {
			method: 'POST',
			anonymous: true,
			body: { identity: email.trim(), password }
		});
		if (first.ok) return faulted('server'); // one factor is never enough for an officer
		if (first.kind === 'fault') return first;
		const mfa = v.safeParse(v.object({ mfaId: v.string() }), first.body);
		if (!mfa.success) return refused('account.wrong_password');
		const second = await askRaw('/api/collections/officers/request-otp', {
			method: 'POST',
			anonymous: true,
			body: { email: email.trim() }
		});
		if (!second.ok) return second.kind === 'fault' ? second : faulted('server');
		const otp = v.safeParse(v.object({ otpId: v.string() }), second.body);
		if (!otp.success) return faulted('server');
		return success({ mfaId: mfa.output.mfaId, otpId: otp.output.otpId });
	}

	/** Second factor of an officer. */
	async confirmOfficerCode(
		{ mfaId, otpId }: CodeAwaited,
		code: string
	): Promise<Answer<Account, AccountCode>> {
		const raw = await askRaw('/api/collections/officers/auth-with-otp', {
			method: 'POST',
			anonymous: true,
			body: { otpId, mfaId, password: code.replace(/\s/g, '') }
		});
		if (!raw.ok) return raw.kind === 'fault' ? raw : refused('account.wrong_code');
		return this.#enterAsOfficer(raw.body);
	}

	/** Leaves, and takes what is personal off this device. */
	async signOut(): Promise<void> {
		const account = this.#account;
		this.#account = null;
		this.#expired = false;
		writeStoredSession(null);
		if (account) await forgetOwner(account.id);
	}

	/**
	 * Exchanges an ageing token for a fresh one, and gets the key again should the browser have
	 * cleared it away. Called at start.
	 */
	async renew(): Promise<void> {
		const stored = readStoredSession();
		if (!stored) return;
		const hasKey = (await keyOf(stored.account.id)) !== undefined;
		if (!hasKey || isAgeing(stored.token)) await this.confirm();
	}

	/**
	 * Makes sure the server still knows this session, and exchanges its token. Asked before files
	 * are sent: to a collection a forgotten session is a guest, who is refused without a reason.
	 */
	async confirm(): Promise<Answer<Account, AccountCode>> {
		const stored = readStoredSession();
		if (!stored) return faulted('signed_out');
		const { type } = stored.account;
		const raw = await askRaw(`/api/collections/${type}s/auth-refresh`, { method: 'POST' });
		if (raw.ok) {
			return type === 'applicant' ? this.#enterAsApplicant(raw.body) : this.#enterAsOfficer(raw.body);
		}
		if (raw.kind === 'fault') return raw;
		this.#expire();
		return faulted('signed_out');
	}

	async #enterAsApplicant(body: unknown): Promise<Answer<Account, AccountCode>> {
		const parsed = v.safeParse(applicantAnswer, body);
		if (!parsed.success) return faulted('server');
		const { token, record, meta } = parsed.output;
		return success(await this.#enter({ type: 'applicant', ...record }, token, meta.deviceSecret));
	}

	async #enterAsOfficer(body: unknown): Promise<Answer<Account, AccountCode>> {
		const parsed = v.safeParse(officerAnswer, body);
		if (!parsed.success) return faulted('server');
		const { token, record, meta } = parsed.output;
		return success(await this.#enter({ type: 'officer', ...record }, token, meta.deviceSecret));
	}

	async #enter(account: Account, token: string, deviceSecret: string): Promise<Account> {
		await holdKey(account.id, deviceSecret);
		writeStoredSession({ token, account });
		this.#account = account;
		this.#expired = false;
		return account;
	}

	#expire(): void {
		// What stays here is closed until they sign in again.
		if (this.#account) void releaseKey(this.#account.id);
		writeStoredSession(null);
		this.#expired = this.#account !== null;
		this.#account = null;
	}
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

const tokenLife = v.object({ exp: v.number(), iat: v.optional(v.number()) });

/** Unknown `iat` counts as ageing: renewing too early does no harm. */
function isAgeing(token: string): boolean {
	try {
		const claims: unknown = JSON.parse(atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')));
		const { exp, iat } = v.parse(tokenLife, claims);
		if (iat === undefined) return true;
		return Date.now() / 1000 > iat + (exp - iat) * RENEW_AFTER_SHARE;
	} catch {
		return true;
	}
}

export const session = new Session();
