import { foldedWords } from '../../../src/lib/domain/procedure/fold.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { appendAudit } from '../lib/audit.ts';
import { writeDurably } from '../lib/durable.ts';
import { officerOf, personOf } from '../lib/person.ts';
import { reply, respond } from '../lib/reply.ts';
import { firstRow, newId } from '../lib/rows.ts';
import { secret } from '../lib/secrets.ts';
import { now, recordInstantBefore } from '../lib/time.ts';

/** Fields by which an officer's rights change. */
const RIGHTS = ['role', 'division', 'active'] as const;

/** Keeps the applicant's name findable at the counter. */
export function saveApplicant(e: RecordRequestEvent): void {
	e.record.set('nameKey', foldedWords(e.record.getString('name')).join(' '));
	e.next();
}

/** The administrator makes an officer's account. */
export function createOfficer(e: RecordRequestEvent): void {
	e.next();
	recordChange(e, 'officer.created', rightsOf(e.record));
}

/** Who gets other rights, or none, is signed out everywhere: old tokens must not outlive them. */
export function updateOfficer(e: RecordRequestEvent): void {
	const before = rightsOf(e.record.original());
	const after = rightsOf(e.record);
	const changed = RIGHTS.some((field) => before[field] !== after[field]);
	if (changed) e.record.refreshTokenKey();
	e.next();
	recordChange(e, 'officer.updated', { before, after });
}

/**
 * The codes go to an officer's address: who could move it to a mailbox of their own, or get a new
 * password through it, would need one factor only. The administrator changes both.
 */
export function refuseOwnAddress(): never {
	throw new ForbiddenError('The administrator changes the address of an officer.');
}

/** Answered like an unknown address, so that nobody learns whose it is. */
export function ignorePasswordReset(e: RequestEvent): void {
	e.noContent(204);
}

/** How long a password counts as the first factor (`mfa.duration` of the collection), milliseconds. */
const FIRST_FACTOR_LASTS_MS = 600_000;

/**
 * A code is mailed after the password only: PocketBase mails ten in five minutes to one address, so
 * strangers could use them up and keep officers from signing in. Else answered like an unknown
 * address.
 */
export function mailCode(e: CodeRequestEvent): void {
	const since = recordInstantBefore(FIRST_FACTOR_LASTS_MS);
	const firstFactor = firstRow(
		e.app.db(),
		{ id: '' },
		"SELECT id FROM _mfas WHERE recordRef = {:officer} AND method = 'password' AND created > {:since} LIMIT 1",
		{ officer: e.record?.id ?? '', since }
	);
	if (firstFactor) return e.next();
	e.json(200, { otpId: newId() });
}

/**
 * With the session goes the secret from which the device makes the key of what it keeps for this
 * account: the same at every sign-in, so that unsent work opens again.
 */
export function sendDeviceSecret(e: AuthEvent): void {
	const account = `${e.record.collection().name}/${e.record.id}`;
	e.meta = { deviceSecret: $security.hs256(account, secret('DEVICE_KEY')) };
	e.next();
}

/**
 * Ends every session of whoever asks. Tokens are not kept by the server, so a single one cannot be
 * ended: all of them are, with the key that they are signed with.
 */
export function signOutEverywhere(e: RequestEvent): void {
	respond(e, () => {
		const person = personOf(e.auth);
		if (!person || !e.auth) return refuse('actor.signed_out');
		const account = e.auth;
		account.refreshTokenKey();
		writeDurably(e.app, (tx) => {
			tx.saveNoValidate(account);
			appendAudit(tx, {
				at: now(),
				actor: person.actor,
				ip: e.realIP(),
				event: 'account.signed_out_everywhere',
				subject: account.id,
				detail: {}
			});
		});
		return reply({});
	});
}

function rightsOf(record: PocketRecord): Record<(typeof RIGHTS)[number], string> {
	return {
		role: record.getString('role'),
		division: record.getString('division'),
		active: record.getString('active')
	};
}

function recordChange(e: RecordRequestEvent, event: string, detail: object): void {
	const administrator = officerOf(e.auth);
	if (!administrator) return;
	writeDurably(e.app, (tx) =>
		appendAudit(tx, {
			at: now(),
			actor: administrator.actor,
			ip: e.realIP(),
			event,
			subject: e.record.id,
			detail
		})
	);
}
