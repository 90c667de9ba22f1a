import * as v from 'valibot';
import { addDays, dayOf, instantAt, type Instant } from '../time/plain-date.ts';
import { CHOSEN_KINDS, type ChosenKind } from './events.ts';

export const LOCALES = ['vi', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const choice = v.strictObject({ push: v.boolean(), mail: v.boolean() });
const kinds = CHOSEN_KINDS.map((kind) => [kind, choice] as const);

/**
 * How a person wants to be told (tùy chọn nhận thông báo). The tray in the app is always there.
 * `quietHours` are times of day in Việt Nam and may go over midnight.
 */
export const preferencesSchema = v.strictObject({
	locale: v.picklist(LOCALES),
	quietHours: v.nullable(v.strictObject({ from: timeOfDay, to: timeOfDay })),
	// The list of kinds is the type's own, which `fromEntries` forgets.
	channels: v.strictObject(Object.fromEntries(kinds) as Record<ChosenKind, typeof choice>)
});
export type Preferences = v.InferOutput<typeof preferencesSchema>;

const BOTH = { push: true, mail: true };
/**
 * Every step of every dossier is work to some officer, who has the queue and the list in the app
 * before them: a mail for each would bury the ones that matter. Deadlines are mailed all the same.
 */
const NOT_MAILED = { push: true, mail: false };

/** What is proposed to everybody: nobody finds another default than the one they see. */
export const DEFAULT_PREFERENCES: Preferences = {
	locale: 'vi',
	quietHours: null,
	channels: { progress: BOTH, to_do: BOTH, deadline: BOTH, work: NOT_MAILED, catalogue: BOTH }
};

/** The end of the quiet hours that `now` lies in; `null` outside of them. */
export function quietUntil({ quietHours }: Preferences, now: Instant): Instant | null {
	if (quietHours === null) return null;
	const from = minuteOf(quietHours.from);
	const to = minuteOf(quietHours.to);
	const today = dayOf(now);
	const minute = minuteAt(now);
	if (from < to) return minute >= from && minute < to ? instantAt(today, to) : null;
	// Over midnight; with equal times there are no quiet hours.
	if (minute < to && from !== to) return instantAt(today, to);
	return minute >= from && from !== to ? instantAt(addDays(today, 1), to) : null;
}

function minuteOf(time: string): number {
	return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

const VIETNAM_AHEAD_MINUTES = 7 * 60;
const DAY_MINUTES = 24 * 60;

function minuteAt(now: Instant): number {
	return (Math.floor(Date.parse(now) / 60_000) + VIETNAM_AHEAD_MINUTES) % DAY_MINUTES;
}
