import * as v from 'valibot';
import type { QuestionDesk } from '$domain/question/desk.ts';
import { LOCALISED, type Localised } from '$domain/procedure/localised.ts';
import {
	calendarFrom,
	parseHolidays,
	parseWorkingHours,
	type HolidayRow
} from '$domain/time/holidays.ts';
import type { WorkCalendar } from '$domain/time/work-calendar.ts';
import { LIMIT_UNITS, type DayLimit } from '$domain/time/working-time.ts';
import { success, type Answer } from './answer.ts';
import { fetchDelivered } from './delivered.ts';
import { ask } from './remote.ts';

const settingsSchema = v.object({
	agency: v.object({ name: LOCALISED, shortName: LOCALISED, unverified: v.optional(v.boolean()) }),
	openingHours: v.object({ hours: v.unknown(), unverified: v.optional(v.boolean()) }),
	departmentLimit: v.object({
		days: v.pipe(v.number(), v.integer(), v.minValue(1)),
		unit: v.picklist(LIMIT_UNITS)
	}),
	divisions: v.array(v.object({ id: v.string(), name: LOCALISED })),
	divisionOf: v.optional(v.record(v.string(), v.string()), {}),
	questionDesk: v.optional(
		v.nullable(
			v.object({
				division: v.string(),
				limit: v.object({
					days: v.pipe(v.number(), v.integer(), v.minValue(0)),
					unit: v.picklist(LIMIT_UNITS)
				}),
				phone: v.optional(v.nullable(v.string()), null),
				unverified: v.boolean()
			})
		),
		null
	),
	holidays: v.unknown(),
	calendarVersion: v.string(),
	pushKey: v.optional(v.nullable(v.string()), null),
	rewording: v.optional(v.boolean(), false),
	demo: v.boolean(),
	serverTime: v.string()
});

/** The Department as the server describes it to everybody. */
export interface Department {
	readonly agency: Localised;
	readonly limit: DayLimit;
	readonly divisions: readonly { readonly id: string; readonly name: Localised }[];
	/** Who answers questions, and within which time; `null`: kept by a version that did not say. */
	readonly questionDesk: (QuestionDesk & { readonly unverified: boolean }) | null;
	/** To ask in person; `null`: not known. */
	readonly phone: string | null;
	readonly calendar: WorkCalendar;
	/** The list of days off that the calendar was made from. */
	readonly holidays: readonly HolidayRow[];
	/** What still has to be checked with the Department: never show it as certain. */
	readonly unverified: { readonly agency: boolean; readonly openingHours: boolean };
	/** Key that devices subscribe with; `null`: this server does not push. */
	readonly pushKey: string | null;
	/** The server has answers of the assistant put in other words. */
	readonly rewording: boolean;
	/** Accounts and mails are for trying out. */
	readonly demo: boolean;
	/** How far the device's clock is behind the server's, in milliseconds; negative: ahead. */
	readonly clockBehindMs: number;
}

const KEY = 'nvs.department';
let asked: Promise<Answer<Department>> | undefined;

/** Asked once per page load; without network, what is known on this device. */
export function fetchDepartment(): Promise<Answer<Department>> {
	asked ??= askDepartment().then((answer) => {
		if (!answer.ok) asked = undefined;
		return answer;
	});
	return asked;
}

async function askDepartment(): Promise<Answer<Department>> {
	const answer = await ask('/api/app/settings', settingsSchema, { anonymous: true });
	if (answer.ok) {
		keep(answer.value);
		return success(departmentOf(answer.value));
	}
	const known = await departmentAtHand();
	return known ? success(known) : answer;
}

/**
 * What the server said last time, else what the app was built with, without asking anybody else;
 * `undefined`: neither is on this device.
 */
export async function departmentAtHand(): Promise<Department | undefined> {
	const known = readKept() ?? settingsFrom((await fetchDelivered())?.settings);
	return known && departmentOf({ ...known, serverTime: new Date().toISOString() });
}

function departmentOf(settings: Settings): Department {
	const holidays = parseHolidays(settings.holidays);
	return {
		agency: settings.agency.name,
		limit: settings.departmentLimit,
		divisions: settings.divisions,
		questionDesk: settings.questionDesk && {
			...settings.questionDesk,
			divisionOf: settings.divisionOf
		},
		phone: settings.questionDesk?.phone ?? null,
		calendar: calendarFrom(
			holidays,
			parseWorkingHours(settings.openingHours.hours),
			settings.calendarVersion
		),
		holidays,
		unverified: {
			agency: settings.agency.unverified ?? false,
			openingHours: settings.openingHours.unverified ?? false
		},
		pushKey: settings.pushKey,
		rewording: settings.rewording,
		demo: settings.demo,
		clockBehindMs: Date.parse(settings.serverTime) - Date.now()
	};
}

function keep(settings: Settings): void {
	try {
		localStorage.setItem(KEY, JSON.stringify(settings));
	} catch {
		// Only convenience is lost: without network no working time can be told.
	}
}

type Settings = v.InferOutput<typeof settingsSchema>;

function readKept(): Settings | undefined {
	try {
		return settingsFrom(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
	} catch {
		return undefined;
	}
}

function settingsFrom(data: unknown): Settings | undefined {
	const parsed = v.safeParse(v.object({ ...settingsSchema.entries, serverTime: CLOCK }), data);
	return parsed.success ? parsed.output : undefined;
}

/** Told with an answer only. */
const CLOCK = v.optional(v.string(), '');
