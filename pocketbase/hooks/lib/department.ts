import * as v from 'valibot';
import { LOCALISED } from '../../../src/lib/domain/procedure/localised.ts';
import type { Procedure } from '../../../src/lib/domain/procedure/procedure.ts';
import type { DepartmentTerms } from '../../../src/lib/domain/procedure/terms.ts';
import {
	calendarFrom,
	parseHolidays,
	parseWorkingHours
} from '../../../src/lib/domain/time/holidays.ts';
import type { WorkCalendar } from '../../../src/lib/domain/time/work-calendar.ts';
import { LIMIT_UNITS } from '../../../src/lib/domain/time/working-time.ts';
import { allRows } from './rows.ts';

const text = v.pipe(v.string(), v.minLength(1));

/** The settings as they stand in `pocketbase/seed/department.json` and in the database. */
const settingsShape = v.object({
	agency: v.object({ name: LOCALISED, shortName: LOCALISED, unverified: v.boolean() }),
	/** Unit code in official codes (mã định danh đơn vị). */
	unitCode: v.object({
		value: v.pipe(v.string(), v.regex(/^[A-Z]\d{2}(\.\d{1,3}){0,3}$/)),
		unverified: v.boolean()
	}),
	openingHours: v.object({ hours: v.unknown(), unverified: v.boolean() }),
	departmentLimit: v.object({
		days: v.pipe(v.number(), v.integer(), v.minValue(1)),
		unit: v.picklist(LIMIT_UNITS)
	}),
	divisions: v.array(v.object({ id: text, name: LOCALISED, unverified: v.boolean() })),
	/** Slug of a procedure, or its group, → the division that handles it. */
	divisionOf: v.record(v.string(), text),
	/** Who answers questions that no other division does, and within which time. */
	questionDesk: v.object({
		division: text,
		limit: v.object({
			days: v.pipe(v.number(), v.integer(), v.minValue(0)),
			unit: v.picklist(LIMIT_UNITS)
		}),
		/** To ask in person; `null`: not known. */
		phone: v.optional(v.nullable(text), null),
		source: text,
		unverified: v.boolean()
	}),
	holidays: v.unknown(),
	/** Channels of notifications that the administrator switched; absent: all are on. */
	notification_channels: v.optional(v.object({ push: v.boolean(), mail: v.boolean() })),
	/** Whether replies of the assistant may be put in other words by a model; absent: they may not. */
	assistant_rewording: v.optional(v.boolean()),
	/** How long a push may stay without acknowledgement before mail is sent. */
	notification_fallback_minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)))
});

export type DepartmentSettings = v.InferOutput<typeof settingsShape>;

/** The Department as its settings describe it (cấu hình của Sở). */
export interface Department extends DepartmentSettings {
	readonly calendar: WorkCalendar;
}

/** Changes whenever a setting does, so that every engine notices; see `settingsChanged`. */
const VERSION = 'settingsVersion';

/** Each engine keeps what it read last: the same for all, and never written to. */
let kept: { version: unknown; department: Department } | undefined;

/** @throws when the settings were never seeded or do not fit their shape */
export function department(app: App): Department {
	const version = $app.store().get(VERSION);
	if (kept === undefined || kept.version !== version) {
		kept = { version, department: readDepartment(app) };
	}
	return kept.department;
}

export function settingsChanged(): void {
	$app.store().set(VERSION, $security.randomStringWithAlphabet(10, '0123456789'));
}

/** What the Department lays down for this procedure. */
export function termsOfDepartment(
	{ divisionOf, departmentLimit }: Department,
	{ slug, group }: Procedure
): DepartmentTerms {
	const division = divisionOf[slug] ?? divisionOf[group];
	if (division === undefined) throw new Error(`No division handles ${slug}.`);
	return { division, limit: departmentLimit };
}

function readDepartment(app: App): Department {
	const rows = allRows(
		app.db(),
		{ key: '', value: '' },
		'SELECT key, value FROM settings_entries ORDER BY key'
	);
	const entries = Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)]));
	const settings = v.parse(settingsShape, entries);
	const { holidays } = settings;
	const version = $security.sha256(JSON.stringify([holidays, settings.openingHours])).slice(0, 12);
	const hours = parseWorkingHours(settings.openingHours.hours);
	return { ...settings, calendar: calendarFrom(parseHolidays(holidays), hours, version) };
}
