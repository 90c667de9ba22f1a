import type { Told } from '../../../src/lib/domain/dossier/context.ts';
import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import {
	NOTIFICATIONS,
	type NotificationEvent
} from '../../../src/lib/domain/notification/events.ts';
import { planChannels, type NotificationPlan } from '../../../src/lib/domain/notification/plan.ts';
import { DEFAULT_PREFERENCES } from '../../../src/lib/domain/notification/preferences.ts';
import type { Actor } from '../../../src/lib/domain/identity/actor.ts';
import type { QuestionTold } from '../../../src/lib/domain/question/decide.ts';
import type { Question } from '../../../src/lib/domain/question/question.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { department } from './department.ts';
import { preferencesOf } from './notification-settings.ts';
import { channelSwitches } from './notification-switches.ts';
import { subscriptionsOf } from './push-subscriptions.ts';
import { recipientsOf, recipientsOfQuestion, type Recipient } from './recipients.ts';
import { allRows, insertAll, newId } from './rows.ts';

/** One person to be told of one thing. */
export interface Telling extends Recipient {
	/** What makes it happen once: the action, or what the calendar or the catalogue says. */
	readonly cause: string;
	readonly event: NotificationEvent;
	/** What it is about: a dossier, or the question where the event is of one; empty: neither. */
	readonly dossier: string;
	/** Afterwards it says nothing any more. */
	readonly until?: Instant;
}

/**
 * Tells of an action, in its own transaction; the officer who acted knows already.
 * @param action id of what is told of
 */
export function tellOfAction(
	tx: App,
	action: string,
	dossier: Dossier,
	tells: readonly Told[],
	actor: Actor,
	at: Instant
): void {
	const tellings = tells.flatMap(({ audience, event }) =>
		recipientsOf(tx.db(), audience, dossier)
			.filter(({ recipient }) => audience === 'applicant' || recipient !== actor.id)
			.map((person) => ({ ...person, cause: action, event, dossier: dossier.id }))
	);
	tell(tx, tellings, at);
}

/** Tells of an act on a question, as `tellOfAction`. */
export function tellOfQuestion(
	tx: App,
	act: string,
	question: Question,
	tells: readonly QuestionTold[],
	actor: Actor,
	at: Instant
): void {
	const tellings = tells.flatMap(({ audience, event }) =>
		recipientsOfQuestion(tx.db(), audience, question)
			.filter(({ recipient }) => recipient !== actor.id)
			.map((person) => ({ ...person, cause: act, event, dossier: question.id }))
	);
	tell(tx, tellings, at);
}

/**
 * Writes the ledger: a row for each event, person and channel, and a job for each device. What is
 * told twice is left out; what a newer event makes needless ends.
 */
export function tell(tx: App, tellings: readonly Telling[], at: Instant): void {
	if (tellings.length === 0) return;
	const once = [...new Map(tellings.map((telling) => [keyOf(telling), telling])).values()];
	const people = [...new Set(once.map(({ recipient }) => recipient))];
	const chosen = preferencesOf(tx.db(), people);
	const devices = subscriptionsOf(tx.db(), people);
	const switches = channelSwitches(department(tx));
	const rows: LedgerRow[] = [];
	const jobs: JobRow[] = [];
	for (const telling of once) {
		const subscriptions = devices.get(telling.recipient) ?? [];
		const plans = planChannels({
			...telling,
			preferences: chosen.get(telling.recipient) ?? DEFAULT_PREFERENCES,
			hasSubscription: subscriptions.length > 0,
			switches,
			now: at
		});
		const topic = topicOf(telling);
		for (const plan of plans) {
			const row = ledgerRow(telling, plan, topic, at);
			rows.push(row);
			if (plan.channel !== 'push') continue;
			jobs.push(...subscriptions.map((subscription) => jobRow(row, subscription)));
		}
	}
	supersede(
		tx.db(),
		rows.filter(({ topic }) => topic !== '')
	);
	insertAll(tx.db(), 'notifications', rows);
	if (jobs.length > 0) insertAll(tx.db(), 'push_jobs', jobs);
}

/** What waits for the same people about the same dossiers, on the same channels, is needless now. */
function supersede(db: Database, newer: readonly LedgerRow[]): void {
	if (newer.length === 0) return;
	const ended = allRows(
		db,
		{ id: '', channel: '' },
		`UPDATE notifications SET state = 'superseded', reason = 'newer'
		WHERE state = 'queued' AND (topic, channel) IN (
			SELECT value ->> 'topic', value ->> 'channel' FROM json_each({:newer}))
		RETURNING id, channel`,
		{ newer: JSON.stringify(newer.map(({ topic, channel }) => ({ topic, channel }))) }
	);
	const pushes = ended.filter(({ channel }) => channel === 'push').map(({ id }) => id);
	if (pushes.length === 0) return;
	db.newQuery(
		`UPDATE push_jobs SET state = 'superseded', reason = 'newer'
		WHERE state = 'queued' AND notification IN (SELECT value FROM json_each({:pushes}))`
	)
		.bind({ pushes: JSON.stringify(pushes) })
		.execute();
}

type LedgerRow = ReturnType<typeof ledgerRow>;

function ledgerRow(telling: Telling, plan: NotificationPlan, topic: string, at: Instant) {
	const { cause, event, dossier, recipientKind, recipient } = telling;
	const { channel, state, sendAfter, expiresAt } = plan;
	return {
		id: newId(),
		cause,
		event,
		dossier,
		recipientKind,
		recipient,
		channel,
		state,
		// The tray keeps everything that happened.
		topic: channel === 'tray' ? '' : topic,
		at,
		sendAfter,
		expiresAt,
		sentAt: state === 'sent' ? at : ''
	};
}

type JobRow = ReturnType<typeof jobRow>;

function jobRow({ id, sendAfter, expiresAt }: LedgerRow, subscription: string) {
	return { id: newId(), notification: id, subscription, state: 'queued', sendAfter, expiresAt };
}

/** 32 characters, as many as a push service takes; empty where nothing is replaced. */
function topicOf({ event, dossier, recipient }: Telling): string {
	if (!NOTIFICATIONS[event].replaces || dossier === '') return '';
	return $security.sha256(`${dossier}|${recipient}`).slice(0, 32);
}

function keyOf({ cause, event, recipient }: Telling): string {
	return `${cause} ${event} ${recipient}`;
}
