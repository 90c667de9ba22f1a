import { createHash } from 'node:crypto';
import { parseIntent } from '$domain/dossier/intent.ts';
import { maySee } from '$domain/dossier/permission.ts';
import { tellsOf, type Audience } from '$domain/dossier/steps.ts';
import { canonicalJson } from '../../pocketbase/hooks/lib/canonical.ts';
import { findBreak } from '../../scripts/audit-chain.ts';
import type { Rows } from './database.ts';
import type { Act, Evidence, ItemLife, ItemState } from './evidence.ts';

type StoredAction = Rows['actions'][number];

/** What was promised and did not hold, and where. */
export interface Violation {
	readonly invariant: Invariant;
	readonly where: string;
}

/** Finds what of a promise did not hold; nothing: it held. */
type Check = (evidence: Evidence) => Iterable<string>;

/** What is promised, by the sentence it is known by. */
const INVARIANTS = {
	'What was acknowledged is stored exactly once': acknowledgedButNotStored,
	'What is stored is what was made': storedButNotMade,
	'An item leaves the outbox by one of three doors': leftByNoDoor,
	'What was refused or discarded is not stored': storedAllTheSame,
	'Nothing waits when all is calm': stillWaiting,
	'Official codes are given once and without gaps': wrongCodes,
	'The history of a dossier has no gaps': gapsInHistory,
	'Every action has one audit row': wrongAuditRows,
	'The chain of audit rows is whole': brokenChain,
	'Everyone is told once of each event': wrongNotifications,
	'Every file is stored once and whole': wrongFiles,
	'Every device shows what the server has': differingDevices,
	'The database is undamaged': ({ rows }: Evidence) =>
		rows.integrity === 'ok' ? [] : [rows.integrity],
	'No error goes uncaught': ({ bugs }: Evidence) => bugs
} satisfies Readonly<Record<string, Check>>;

export type Invariant = keyof typeof INVARIANTS;

export function check(evidence: Evidence): Violation[] {
	return Object.entries<Check>(INVARIANTS).flatMap(([invariant, find]) =>
		// The keys of `INVARIANTS`, which `Object.entries` forgets.
		[...find(evidence)].map((where) => ({ invariant: invariant as Invariant, where }))
	);
}

function* acknowledgedButNotStored({ acts, lives, rows }: Evidence): Iterable<string> {
	const stored = new Map(rows.actions.map((row) => [row.id, row]));
	const kept = new Set(lives.map(({ id }) => id));
	for (const act of acts.filter(({ outcome }) => outcome === 'done')) {
		// Pressed twice, the same action is kept once, under the first one's id.
		if (!kept.has(act.id) && acts.some((other) => other !== act && isSame(other, act))) continue;
		yield* notStored(act, stored.get(act.id));
	}
	const takenOn = grouped(acts, ({ device, id }) => `${device} ${id}`);
	for (const life of lives) {
		if (wasAnswered(life.states) && !stored.has(life.id)) {
			yield `${life.device}: ${life.id} was answered with yes and is not stored`;
		}
		// What was done anew under its id counts as it was done last, also by a tab that died over it.
		const taken = takenOn.get(`${life.device} ${life.id}`) ?? [];
		const last = taken.findLastIndex(({ outcome }) => outcome === 'done' || outcome === 'waiting');
		const told = taken[last];
		if (told?.outcome !== 'waiting' || !wasAnswered(lastMadeOf(life))) continue;
		const row = stored.get(life.id);
		const untold = taken.slice(last + 1).filter(({ outcome }) => outcome === 'untold');
		if (!row || !untold.some((act) => isStoredAs(act, row))) yield* notStored(told, row);
	}
}

function* notStored(act: Act, row: StoredAction | undefined): Iterable<string> {
	if (!row) yield `${nameOf(act)} was acknowledged and is not stored`;
	else if (!isStoredAs(act, row)) yield `${nameOf(act)} is stored with another content`;
}

/** The states since the item was last written down anew. */
function lastMadeOf({ states }: ItemLife): ItemState[] {
	const last = states.findLast((state) => state !== 'gone');
	return states.filter((state) => state !== 'gone' && state.madeAt === last?.madeAt);
}

function* storedButNotMade({ acts, rows }: Evidence): Iterable<string> {
	const made = grouped(acts, ({ id }) => id);
	for (const row of rows.actions) {
		const candidates = made.get(row.id) ?? [];
		if (candidates.length === 0) yield `${row.id} is stored and nobody made it`;
		else if (!candidates.some((act) => isStoredAs(act, row))) {
			yield `${row.id} (${row.type}) is stored otherwise than it was made`;
		}
	}
	yield* doubles(rows.actions.map(({ id }) => id)).map((id) => `${id} is stored twice`);
}

function* leftByNoDoor({ lives, devices }: Evidence): Iterable<string> {
	for (const { device, id, states } of lives) {
		for (const [index, state] of states.entries()) {
			const before = states[index - 1] ?? 'gone';
			if (before === 'gone') continue;
			const isGone = state === 'gone';
			if (isGone ? !mayLeave(before) : !mayGiveWay(before) && state.madeAt !== before.madeAt) {
				yield `${device}: ${id} ${isGone ? 'vanished' : 'gave way'} while ${before.state}`;
			}
		}
		if (states.at(-1) === 'gone') continue;
		const shown = devices.find((end) => end.device === device)?.outbox ?? [];
		if (!shown.some((item) => item.id === id)) yield `${device}: ${id} is kept but not shown`;
	}
}

/** Confirmed and read back, refused and resolved, or taken back before it was sent. */
const mayLeave = ({ state, mayHaveArrived }: Exclude<ItemState, 'gone'>): boolean =>
	state === 'answered' || state === 'refused' || (state === 'waiting' && !mayHaveArrived);

/** What was refused may be done anew under its id. */
const mayGiveWay = ({ state }: Exclude<ItemState, 'gone'>): boolean => state === 'refused';

function* storedAllTheSame({ acts, lives, rows }: Evidence): Iterable<string> {
	const stored = new Map(rows.actions.map((row) => [row.id, row]));
	const lifeOf = new Map(lives.map((life) => [`${life.device} ${life.id}`, life]));
	for (const act of acts) {
		const row = stored.get(act.id);
		const life = lifeOf.get(`${act.device} ${act.id}`);
		const wasLetGo =
			life !== undefined && !wasAnswered(life.states) && life.states.at(-1) === 'gone';
		if (row && (wasLetGo || act.outcome === 'refused') && isStoredAs(act, row)) {
			yield `${nameOf(act)} was ${act.outcome} or discarded, and is stored`;
		}
	}
}

function* stillWaiting({ devices }: Evidence): Iterable<string> {
	for (const { device, outbox } of devices) {
		for (const item of outbox) {
			if (item.state !== 'refused') yield `${device}: ${JSON.stringify(item)}`;
		}
	}
}

function* wrongCodes({ rows }: Evidence): Iterable<string> {
	const given = rows.dossiers.map(({ code }) => code).filter(Boolean);
	const codes = new Set(given);
	yield* doubles(given).map((code) => `${code} was given twice`);
	yield* doubles(rows.dossiers.map(({ draftNumber }) => draftNumber)).map(
		(number) => `${number} names two drafts`
	);
	for (const { id: series, last } of rows.counters) {
		for (let number = 1; number <= last; number += 1) {
			const code = `${series}-${String(number).padStart(4, '0')}`;
			if (!codes.has(code)) yield `${code} was used up and nobody has it`;
		}
	}
}

function* gapsInHistory({ rows }: Evidence): Iterable<string> {
	const histories = grouped(rows.actions, ({ dossier }) => dossier);
	for (const { id, seq, status } of rows.dossiers) {
		const history = histories.get(id) ?? [];
		const gap = history.findIndex((action, index) => action.seq !== index + 1);
		if (gap >= 0) yield `${id} has no step ${gap + 1}`;
		const last = history.at(-1);
		if (last?.seq !== seq || last.statusAfter !== status) {
			yield `${id} stands at ${seq} ${status}, its last step is ${last?.seq} ${last?.statusAfter}`;
		}
		histories.delete(id);
	}
	for (const id of histories.keys()) yield `${id} has a history and is no dossier`;
}

function* wrongAuditRows({ rows }: Evidence): Iterable<string> {
	const audited = rows.audit
		.filter(({ event }) => event.startsWith('action.'))
		.map(
			(row) => `${row.event.slice('action.'.length)} ${row.subject} ${row.actor} ${actionIn(row)}`
		);
	const expected = rows.actions.map(
		({ id, type, dossier, actor }) => `${type} ${dossier} ${actor} ${id}`
	);
	yield* differences(expected, audited, 'has no audit row', 'was audited and did not happen');
}

function* brokenChain({ rows, auditKey }: Evidence): Iterable<string> {
	const broken = findBreak(rows.audit, auditKey);
	if (broken) yield `row ${broken.seq} is ${broken.fault}`;
}

function* wrongNotifications({ rows }: Evidence): Iterable<string> {
	// What the calendar says is told too; here it is about what people did.
	const actions = new Set(rows.actions.map(({ id }) => id));
	const ofActions = rows.notifications.filter(
		({ cause, event }) => actions.has(cause) || !isTimed(event)
	);
	const told = ofActions
		.filter(({ channel }) => channel === 'tray')
		.map(({ cause, event, recipient }) => `${cause} ${event} ${recipient}`);
	const expected = rows.actions.flatMap((action) =>
		tellsOf(action.type, action.actorRole).flatMap(([audience, event]) =>
			recipients(rows, audience, action).map((recipient) => `${action.id} ${event} ${recipient}`)
		)
	);
	yield* differences(expected, told, 'was not told', 'was told without reason');
	const channels = rows.notifications.map(
		({ cause, event, recipient, channel }) => `${cause} ${event} ${recipient} ${channel}`
	);
	yield* doubles(channels).map((one) => `${one} was told twice`);
}

const isTimed = (event: string): boolean =>
	['supplement_reminder', 'due_soon', 'overdue', 'catalogue_changed'].includes(event);

function recipients(
	{ officers }: Rows,
	audience: Audience,
	{ actor, answer: { dossier } }: StoredAction
): string[] {
	if (audience === 'applicant') return dossier.applicant === null ? [] : [dossier.applicant];
	const active = officers.filter((officer) => officer.active !== 0);
	const withRole = (role: string, division?: string): string[] =>
		active
			.filter((officer) => officer.role === role)
			.filter((officer) => division === undefined || officer.division === division)
			.map(({ id }) => id);
	const heads = (): string[] => withRole('head_of_division', dossier.division);
	const inCharge = (): string[] => (dossier.caseOfficer === null ? heads() : [dossier.caseOfficer]);
	const found = {
		case_officer: inCharge,
		in_charge: () => (dossier.receivedAt === null ? withRole('receiving_officer') : inCharge()),
		division: heads,
		reception: () => withRole('receiving_officer'),
		leader: () => withRole('leader'),
		clerk: () => withRole('clerk')
	}[audience]();
	return found.filter((id) => id !== actor);
}

function* wrongFiles({ rows, stored, files }: Evidence): Iterable<string> {
	const made = new Map(files.map((file) => [file.id, file]));
	const held = new Map(rows.attachments.map((attachment) => [attachment.id, attachment]));
	for (const { id, file, uploader, sha256, sizeBytes, state } of rows.attachments) {
		const origin = made.get(id);
		if (origin?.owner !== uploader || origin.sha256 !== sha256 || origin.sizeBytes !== sizeBytes) {
			yield `${id} is stored otherwise than it was made`;
		}
		if (state !== 'verified') continue;
		const onDisk = stored.get(id) ?? [];
		if (onDisk.length !== 1) yield `${id} lies ${onDisk.length} times on the disk`;
		const whole = onDisk.find(({ name }) => name === file);
		if (whole?.sha256 !== sha256 || whole.sizeBytes !== sizeBytes) yield `${id} is not whole`;
	}
	for (const { id, payload } of rows.actions) {
		for (const name of filesNamed(payload)) {
			if (held.get(name)?.state !== 'verified') yield `${id} names ${name}, which is not there`;
		}
	}
}

function* differingDevices({ rows, devices }: Evidence): Iterable<string> {
	const histories = grouped(rows.actions, ({ dossier }) => dossier);
	for (const { device, actor, dossiers } of devices) {
		const shown = new Map(dossiers.map((dossier) => [dossier.id, dossier]));
		for (const { id, seq, status, applicant, division } of rows.dossiers) {
			const here = shown.get(id);
			const theirs = maySee({ applicant, division }, actor);
			if (!theirs) {
				if (here) yield `${device}: shows ${id}, which is not theirs to see`;
				continue;
			}
			if (!here) yield `${device}: does not show ${id}`;
			else if (here.seq !== seq || here.status !== status) {
				yield `${device}: shows ${id} at ${here.seq} ${here.status}, it is at ${seq} ${status}`;
			} else if (here.steps !== null) {
				const steps = (histories.get(id) ?? [])
					.filter(({ type }) => actor.role !== 'applicant' || type !== 'note')
					.map((step) => step.seq);
				if (here.steps.join() !== steps.join()) {
					yield `${device}: shows steps ${here.steps.join()} of ${id}, there are ${steps.join()}`;
				}
			}
		}
	}
}

const wasAnswered = (states: readonly ItemState[]): boolean =>
	states.some((state) => state !== 'gone' && state.state === 'answered');

const nameOf = ({ id, device, type }: Act): string => `${device}: ${type} ${id}`;

function isSame(one: Act, other: Act): boolean {
	return (
		one.dossier === other.dossier &&
		one.type === other.type &&
		JSON.stringify(one.payload) === JSON.stringify(other.payload)
	);
}

/** More than any device has in line for one dossier. */
const LONGEST_LINE = 40;

/**
 * Does a row hold this act, by actor and content? A device adds to what its maker saw the actions
 * that wait before it, so the number it expected is found by trying.
 */
function isStoredAs(act: Act, row: StoredAction): boolean {
	if (row.actor !== act.owner || row.type !== act.type || row.dossier !== act.dossier) return false;
	const { id, dossier, type, payload, seenSeq } = act;
	for (let ahead = 0; ahead <= LONGEST_LINE; ahead += 1) {
		const parsed = parseIntent({ id, dossier, type, payload, expectedSeq: seenSeq + ahead });
		if (parsed.ok && hashOf(parsed.intent) === row.bodyHash) return true;
	}
	return false;
}

const hashOf = (intent: unknown): string =>
	createHash('sha256').update(canonicalJson(intent)).digest('hex');

function actionIn({ detail }: { readonly detail: string }): string {
	const parsed: unknown = JSON.parse(detail);
	const has = typeof parsed === 'object' && parsed !== null && 'action' in parsed;
	return has ? String(parsed.action) : '';
}

function filesNamed(payload: unknown): string[] {
	if (typeof payload !== 'object' || payload === null || !('files' in payload)) return [];
	const { files } = payload;
	return Array.isArray(files)
		? files.map(({ attachment }: { attachment: string }) => attachment)
		: [];
}

function doubles(list: readonly string[]): string[] {
	const same = [...grouped(list, (one) => one)];
	return same.filter(([, ones]) => ones.length > 1).map(([one]) => one);
}

function grouped<T>(list: readonly T[], by: (one: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const one of list) {
		const group = groups.get(by(one));
		if (group) group.push(one);
		else groups.set(by(one), [one]);
	}
	return groups;
}

/** What stands in one list more often than in the other. */
function* differences(
	expected: readonly string[],
	found: readonly string[],
	missing: string,
	surplus: string
): Iterable<string> {
	const counts = new Map<string, number>();
	for (const one of expected) counts.set(one, (counts.get(one) ?? 0) + 1);
	for (const one of found) counts.set(one, (counts.get(one) ?? 0) - 1);
	for (const [one, count] of counts) {
		if (count > 0) yield `${one} ${missing}`;
		if (count < 0) yield `${one} ${surplus}`;
	}
}
