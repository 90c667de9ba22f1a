import { isQuestionActType } from '$domain/question/act.ts';
import { currentOwner } from '../account.ts';
import { whenChanged } from '../storage/changes.ts';
import { NOBODY, type Owner } from '../storage/rows.ts';
import { settle } from './delivery.ts';
import { keepGround } from './ground.ts';
import { leadWhenAsked } from './leader.ts';
import { outboxOf, type OutboxEntry } from './outbox.ts';
import { forgetPauses } from './outbox-progress.ts';
import { keepPapers } from './papers.ts';
import { pullChanges } from './pull.ts';
import { Repeater } from './repeater.ts';
import { pauseAfter } from './retry.ts';
import { Sending } from './sending.ts';
import { keepQuestions, readsQuestions } from '../questions.ts';
import { keepTray } from '../tray.ts';
import { tellStatus } from './status.ts';

/**
 * Keeps device and server the same: sends what waits, fetches what changed. One tab does it; any tab
 * may ask for it. It goes at start, when the page is seen or the line is back, when something was
 * written down, when a watched dossier changed, and every minute besides.
 */

const LOOK_EVERY_MS = 60_000;
/** The server looks up so many at once. */
const MOST_CONFIRMED = 100;

const WISHES = ['fetch', 'hurry', 'pause', 'go_on'] as const;
type Wish = (typeof WISHES)[number];
const channel =
	typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('ngoai-vu-so.sync');

const fetching = new Repeater(fetchChanges);
/** Beside the dossiers, and never twice at once: what the later reading brings would be dropped. */
const fetchingTray = new Repeater(fetchTray);
const fetchingQuestions = new Repeater(fetchQuestions);
const sending = new Sending(() => fetching.wake());
/** While this tab leads: what ends it. */
let leading: AbortSignal | undefined;
let failedPulls = 0;
let failedReadings = 0;
/** Since the last news, or since this tab began to lead. */
let papersLookedFor = false;
let interruption = new AbortController();

/** Something changed on the server. */
export const wakeFetching = (): void => wish('fetch');

/** "Đồng bộ ngay": everything at once, whatever pauses are running. */
export function syncNow(): void {
	wish('go_on');
	wish('hurry');
}

/** Pauses a long first fill, until `syncNow` goes on where it stood. */
export const interruptFetching = (): void => wish('pause');

/** Begins for this tab and whoever is signed in. @returns what ends it */
export function startSyncing(): () => void {
	const stop = new AbortController();
	const { signal } = stop;
	channel?.addEventListener(
		'message',
		({ data }: MessageEvent<unknown>) => {
			const wished = WISHES.find((known) => known === data);
			if (wished) grant(wished);
		},
		{ signal }
	);
	if (typeof document !== 'undefined') {
		const seen = () => document.visibilityState === 'visible' && wish('hurry');
		document.addEventListener('visibilitychange', seen, { signal });
		addEventListener('online', () => wish('hurry'), { signal });
	}
	const unwatch = [
		// A new session may send what the old one could not.
		whenChanged('keys', () => wish('hurry')),
		// Something was written down, or what held it up was taken away.
		whenChanged('outbox', () => leading && sending.wake())
	];
	signal.addEventListener('abort', () => unwatch.forEach((end) => end()));
	void leadWhenAsked(currentOwner(), lead, signal);
	return () => stop.abort();
}

async function lead(until: AbortSignal): Promise<void> {
	leading = until;
	sending.start();
	fetching.wake();
	await new Promise<void>((resolve) => {
		if (until.aborted) resolve();
		until.addEventListener('abort', () => resolve(), { once: true });
	});
	// Without locks the next one leads before this one has ended.
	if (leading !== until) return;
	leading = undefined;
	sending.stop();
}

function wish(what: Wish): void {
	grant(what);
	if (!leading) channel?.postMessage(what);
}

function grant(what: Wish): void {
	if (!leading) return;
	if (what === 'hurry') {
		failedPulls = 0;
		failedReadings = 0;
		void forgetPauses(currentOwner()).then(() => leading && sending.start());
		fetching.wake();
	} else if (what === 'pause') interruption.abort();
	else if (what === 'go_on') interruption = new AbortController();
	else fetching.wake();
}

/** @returns when to go again, in milliseconds */
async function fetchChanges(): Promise<number | undefined> {
	const owner = currentOwner();
	if (owner === NOBODY || !leading) return undefined;
	const answered = await answeredItems(owner);
	// Nobody looks, and nothing is to be read back: the line is spared until the page is seen.
	if (answered.length === 0 && isHidden()) return undefined;
	fetchingTray.wake();
	fetchingQuestions.wake();
	const asked = answered.filter((entry) => !isOnQuestion(entry));
	// Paused by hand; what is to be read back is asked after all the same.
	if (asked.length === 0 && interruption.signal.aborted) return undefined;
	tellStatus({ pull: 'running', pulled: 0 });
	const pulled = await pullChanges(owner, {
		confirm: asked.map(({ id }) => id),
		signal: interruption.signal,
		onProgress: (count) => tellStatus({ pulled: count })
	});
	const fault = !pulled.ok && pulled.kind === 'fault' ? pulled.fault : null;
	tellStatus({ pull: 'idle', trouble: fault, needsSignIn: fault === 'signed_out' });
	if (!pulled.ok) {
		papersLookedFor = false; // what was cut off then goes on when the line is back
		// Refused: an administrator has no dossiers to keep.
		if (fault === null) return undefined;
		failedPulls += 1;
		return fault === 'signed_out' ? undefined : pauseAfter(failedPulls, Math.random());
	}
	failedPulls = 0;
	if (pulled.value.complete && interruption.signal.aborted) interruption = new AbortController();
	const there = new Set(pulled.value.confirmed);
	await settle(asked, (action) => there.has(action));
	void keepGround();
	if (pulled.value.changed > 0 || !papersLookedFor) {
		papersLookedFor = true;
		void keepPapers();
	}
	// What was not there is to be sent again; what follows a settled item may go.
	if (asked.length > 0) sending.wake();
	return LOOK_EVERY_MS;
}

/** Goes whenever dossiers are fetched. */
async function fetchTray(): Promise<undefined> {
	const owner = currentOwner();
	if (owner !== NOBODY && leading) await keepTray(owner);
}

/**
 * Goes whenever dossiers are fetched.
 * @returns when to go again before that, in milliseconds
 */
async function fetchQuestions(): Promise<number | undefined> {
	const owner = currentOwner();
	if (owner === NOBODY || !leading || !readsQuestions()) return undefined;
	const asked = (await answeredItems(owner)).filter(isOnQuestion);
	if (asked.length === 0 && isHidden()) return undefined;
	const kept = await keepQuestions(
		owner,
		asked.map(({ id }) => id)
	);
	if (!kept.ok) {
		if (kept.kind === 'refusal' || kept.fault === 'signed_out') return undefined;
		failedReadings += 1;
		return pauseAfter(failedReadings, Math.random());
	}
	failedReadings = 0;
	if (kept.value === 'overtaken') return 0;
	const there = new Set(kept.value);
	await settle(asked, (act) => there.has(act));
	if (asked.length > 0) sending.wake();
	return undefined;
}

const isOnQuestion = ({ type }: OutboxEntry): boolean => isQuestionActType(type);

async function answeredItems(owner: Owner): Promise<OutboxEntry[]> {
	const answered = (await outboxOf(owner)).filter(({ state }) => state === 'answered');
	return answered.slice(0, MOST_CONFIRMED);
}

const isHidden = (): boolean =>
	typeof document !== 'undefined' && document.visibilityState === 'hidden';
