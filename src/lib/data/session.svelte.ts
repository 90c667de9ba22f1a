import * as v from 'valibot';
import { idleMinutes } from '$domain/identity/idle.ts';
import type { Actor } from '$domain/identity/actor.ts';
import { actorOf, readStoredSession, writeStoredSession, type Account } from './account.ts';
import { faulted, success, type Answer } from './answer.ts';
import { isIdle, noteUse, watchIdle } from './idle.ts';
import {
	closeBehindPin,
	isWrapped,
	openWithPin,
	pinOwner,
	removePin,
	rewrap,
	setPin,
	unwrapNothing,
	type PinOpened
} from './pin.ts';
import { pauseTelling, stopTelling, stopTellingOthers } from './push-withdrawal.ts';
import { whenSignedOut } from './remote.ts';
import {
	markShared,
	removeWhatSharedSessionsLeft,
	stayAlive,
	unmarkShared
} from './shared-device.ts';
import {
	askForCode,
	askRenewal,
	askSignIn,
	askSignOutEverywhere,
	askSignUp,
	askWithCode,
	type AccountCode,
	type CodeAwaited,
	type Entry,
	type NewAccount
} from './sign-in.ts';
import { clearWebStorage, forgetDraftsOfNobody, forgetOwner } from './storage/forget.ts';
import { holdKey, keyOf, releaseKey } from './storage/keys.ts';
import { isAgeing } from './token-age.ts';
import { whenOthersChangeWhoIsHere } from './who-is-here.ts';

/** Why a session is over that nobody ended. `idle`: the device was not used for a while. */
export type Ending = 'expired' | 'idle';

/** Tells the other tabs, which cannot see each other's storage, that a session is over. */
const CHANNEL = 'ngoai-vu-so.session';
const endedSchema = v.object({
	owner: v.string(),
	why: v.picklist(['expired', 'idle', 'signed_out'])
});
type Ended = v.InferOutput<typeof endedSchema>;

/** Who is using this device. There is one `session`; screens read it and call its verbs. */
class Session {
	#account = $state.raw<Account | null>(null);
	#ending = $state<Ending | null>(null);
	#locked = $state(false);
	#pinOwner = $state<string>();
	#channel: BroadcastChannel | undefined;

	constructor() {
		whenSignedOut(() => this.#end('expired'));
		this.#read();
		if (typeof window === 'undefined') return;
		const limitMs = this.#idleLimitMs();
		if (limitMs !== null && isIdle(limitMs)) this.#pause();
		if (this.#locked) void this.#releaseAll(pinOwner() ?? '');
		removeWhatSharedSessionsLeft();
		whenOthersChangeWhoIsHere(() => this.#read());
		if (typeof BroadcastChannel === 'undefined') return;
		this.#channel = new BroadcastChannel(CHANNEL);
		this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
			const parsed = v.safeParse(endedSchema, data);
			if (parsed.success) this.#hear(parsed.output);
		});
	}

	/** `null`: nobody, or the session ended, or it waits behind a PIN. */
	get current(): Account | null {
		return this.#account;
	}

	get actor(): Actor | null {
		return this.#account ? actorOf(this.#account) : null;
	}

	/** The session ended by itself; nothing on the device was lost. Signing in again clears it. */
	get expired(): boolean {
		return this.#ending !== null;
	}

	get ending(): Ending | null {
		return this.#ending;
	}

	/** Nobody is to see anything until the PIN is given, or somebody signs in. */
	get locked(): boolean {
		return this.#locked;
	}

	/** It ends with the tab, and nothing is kept. */
	get isShared(): boolean {
		return this.#account !== null && (readStoredSession()?.shared ?? false);
	}

	get hasPin(): boolean {
		return this.#account !== null && this.#pinOwner === this.#account.id;
	}

	/** An applicant signs in. @param shared many people use this device */
	async signIn(
		email: string,
		password: string,
		shared = false
	): Promise<Answer<Account, AccountCode>> {
		return this.#enter(await askSignIn(email, password), shared);
	}

	/** A new applicant; signed in at once. */
	async signUp(account: NewAccount, shared = false): Promise<Answer<Account, AccountCode>> {
		return this.#enter(await askSignUp(account), shared);
	}

	/** First factor of an officer. A code is then mailed; `confirmOfficerCode` takes it. */
	signInOfficer(email: string, password: string): Promise<Answer<CodeAwaited, AccountCode>> {
		return askForCode(email, password);
	}

	/** Second factor of an officer. @param pin opens the screen again after a pause, if chosen */
	async confirmOfficerCode(
		awaited: CodeAwaited,
		code: string,
		{ shared = false, pin }: { readonly shared?: boolean; readonly pin?: string | undefined } = {}
	): Promise<Answer<Account, AccountCode>> {
		const entry = await askWithCode(awaited, code);
		const entered = await this.#enter(entry, shared);
		if (entry.ok && entered.ok && pin && !shared) await this.#setPin(pin, entry.value);
		return entered;
	}

	/** Leaves, and takes what is personal off this device, in every tab. */
	async signOut({ withDraftsOfNobody = false } = {}): Promise<void> {
		const account = this.#account;
		// Should the page be closed in the middle, the next start goes on with it.
		if (account) markShared(account.id);
		await removePin();
		writeStoredSession(null);
		clearWebStorage();
		this.#read();
		this.#ending = null;
		if (!account) return;
		this.#tell({ owner: account.id, why: 'signed_out' });
		await forgetOwner(account.id);
		if (withDraftsOfNobody) await forgetDraftsOfNobody();
		unmarkShared(account.id);
	}

	/** Ends every session of the account; the other devices keep what they hold closed. */
	async signOutEverywhere(leaving: { withDraftsOfNobody?: boolean } = {}): Promise<Answer<null>> {
		const answer = await askSignOutEverywhere();
		if (answer.ok) await this.signOut(leaving);
		return answer;
	}

	/**
	 * Exchanges an ageing token for a fresh one, or gets the key of what is kept here when the browser
	 * lost it. Called at start and when the app is shown again.
	 */
	async renew(): Promise<void> {
		const stored = readStoredSession();
		if (!stored) return;
		if (isAgeing(stored.token) || !(await keyOf(stored.account.id))) await this.confirm();
	}

	/**
	 * Makes sure the server still knows this session, and exchanges its token. Asked before files
	 * are sent: to a collection a forgotten session is a guest, who is refused without a reason.
	 */
	async confirm(): Promise<Answer<Account, AccountCode>> {
		const entry = await this.#askRenewal();
		return entry.ok ? this.#renewed(entry.value) : entry;
	}

	/** Chooses the PIN of this device; needs the network. */
	async choosePin(pin: string): Promise<Answer<Account, AccountCode>> {
		const entry = await this.#askRenewal();
		if (!entry.ok) return entry;
		const renewed = await this.#renewed(entry.value);
		if (!renewed.ok || (await this.#setPin(pin, entry.value))) return renewed;
		return faulted('device_full');
	}

	async dropPin(): Promise<void> {
		await removePin();
		this.#read();
	}

	/** Locks the screen in every tab, until the PIN is given. Without a PIN the session ends. */
	lock(): void {
		this.#pause();
	}

	/** Opens the screen again. After too many wrong tries only signing in anew helps. */
	async unlock(pin: string): Promise<PinOpened> {
		const opened = await openWithPin(pin);
		if (opened.ok) await this.#admit(opened.session, false);
		else if (opened.triesLeft === 0) this.giveUpPin();
		return opened;
	}

	/** Signs in anew instead: what is unsent stays here, closed. */
	giveUpPin(): void {
		void removePin();
		this.#read();
		this.#ending = 'idle';
	}

	/**
	 * Watches for a pause, and locks the screen or ends the session.
	 * @param onEnd the session ended: leave what is on the screen
	 * @returns what ends the watching
	 */
	watchIdle(onEnd: (account: Account) => void): () => void {
		const account = this.#account;
		const limitMs = this.#idleLimitMs();
		if (!account || limitMs === null) return () => undefined;
		return watchIdle(limitMs, () => {
			this.#pause();
			if (!this.#locked) onEnd(account);
		});
	}

	#idleLimitMs(): number | null {
		if (!this.#account) return null;
		const minutes = idleMinutes(actorOf(this.#account).role, this.isShared);
		return minutes === null ? null : minutes * 60_000;
	}

	async #askRenewal(): Promise<Answer<Entry, AccountCode>> {
		const stored = readStoredSession();
		if (!stored) return faulted('signed_out');
		const { token } = stored;
		const entry = await askRenewal(stored.account.type);
		const now = readStoredSession();
		// Meanwhile somebody left, or another came: the answer is nobody's.
		if (now?.account.id !== stored.account.id) return faulted('signed_out');
		if (!entry.ok && entry.kind === 'fault' && entry.fault === 'signed_out') {
			if (now.token === token) this.#end('expired');
		}
		return entry;
	}

	/** Somebody proved who they are. */
	async #enter(
		entry: Answer<Entry, AccountCode>,
		shared: boolean
	): Promise<Answer<Account, AccountCode>> {
		if (!entry.ok) return entry;
		const before = readStoredSession()?.account.id;
		if (before !== undefined && before !== entry.value.account.id) await releaseKey(before);
		await (shared ? removePin() : rewrap(entry.value));
		return success(await this.#admit(entry.value, shared));
	}

	async #admit({ account, token, deviceSecret }: Entry, shared: boolean): Promise<Account> {
		noteUse();
		await (shared ? stopTelling() : stopTellingOthers(account.id));
		if (shared) markShared(account.id);
		else unmarkShared(account.id);
		await holdKey(account.id, deviceSecret, !shared);
		writeStoredSession({ token, account, shared });
		this.#read();
		return account;
	}

	/** The session goes on with another token, unless it was ended or locked meanwhile. */
	async #renewed(entry: Entry): Promise<Answer<Account, AccountCode>> {
		const { account, token, deviceSecret } = entry;
		const shared = this.isShared;
		writeStoredSession({ token, account, shared });
		this.#read();
		if (!shared) await rewrap(entry);
		await holdKey(account.id, deviceSecret, !shared);
		if (readStoredSession()?.account.id === account.id) return success(account);
		await releaseKey(account.id);
		return faulted('signed_out');
	}

	async #setPin(pin: string, entry: Entry): Promise<boolean> {
		const isSet = await setPin(pin, entry);
		this.#read();
		return isSet;
	}

	/** Nobody used the device for a while. */
	#pause(): void {
		const account = this.#account;
		if (!account) return;
		if (!this.hasPin || !isWrapped()) return this.#end('idle');
		writeStoredSession(null);
		this.#read();
		void this.#releaseAll(account.id);
	}

	/** What stays here is closed until they sign in again. */
	#end(why: Ending): void {
		const account = this.#account;
		unwrapNothing();
		writeStoredSession(null);
		this.#read();
		if (!account) return;
		this.#ending = why;
		void releaseKey(account.id);
		// An applicant whose session ran out is still told: that is when one looks least.
		if (account.type === 'officer' || why === 'idle') void pauseTelling(account.id);
		this.#tell({ owner: account.id, why });
	}

	async #releaseAll(owner: string): Promise<void> {
		await closeBehindPin(owner);
		await releaseKey(owner);
		await pauseTelling(owner);
	}

	/** What is kept tells who is here. */
	#read(): void {
		const stored = readStoredSession();
		const account = stored?.account ?? null;
		if (JSON.stringify(account) !== JSON.stringify(this.#account)) this.#account = account;
		this.#locked = stored === null && isWrapped();
		this.#pinOwner = pinOwner();
		if (stored) this.#ending = null;
		if (stored?.shared) stayAlive(stored.account.id);
	}

	#tell(ended: Ended): void {
		this.#channel?.postMessage(ended);
	}

	#hear({ owner, why }: Ended): void {
		const stored = readStoredSession();
		// The tab of a shared session holds a copy of its own.
		if (stored?.account.id === owner && stored.shared) writeStoredSession(null);
		else if (stored) return;
		this.#read();
		this.#ending = why === 'signed_out' ? null : why;
	}
}

export const session = new Session();
