import * as v from 'valibot';
import type { Delivered } from '$data/delivered.ts';
import {
	currentEntry,
	loadCatalogue,
	type Catalogue,
	type CatalogueEntry
} from '$domain/procedure/catalogue.ts';
import type { DepartmentLimit } from '$domain/procedure/checklist.ts';
import { LOCALISED, type Localised } from '$domain/procedure/localised.ts';
import type { Procedure } from '$domain/procedure/procedure.ts';
import { SUBMISSION_CHANNELS, type SubmissionChannel } from '$domain/procedure/rules.ts';
import { calendarFrom, parseHolidays, parseWorkingHours } from '$domain/time/holidays.ts';
import { dayOf } from '$domain/time/plain-date.ts';
import type { WorkCalendar } from '$domain/time/work-calendar.ts';
import { LIMIT_UNITS } from '$domain/time/working-time.ts';
import department from '../../../../pocketbase/seed/department.json';
import holidays from '../../../../pocketbase/seed/holidays.json';
import procedures from '../../../../pocketbase/seed/procedures.json';

/** The catalogue as the pages are built from it. Pages carry their own part of it as data. */
const catalogue = load();

/** Versions begin and end by themselves only when the app is built again. */
const builtOn = dayOf(new Date().toISOString());

/** What the list shows of a procedure. */
export interface ListedProcedure extends Pick<Procedure, 'slug' | 'name' | 'group' | 'synonyms'> {
	/** Every channel some case of it is filed through. */
	readonly channels: readonly SubmissionChannel[];
	readonly superseded: boolean;
	/** It is only inferred that the Department has it. */
	readonly inferred: boolean;
}

/** Another procedure that a page leads to. */
export type ProcedureLink = Pick<Procedure, 'slug' | 'name'>;

const settings = v.parse(
	v.object({
		areaServed: LOCALISED,
		openingHours: v.object({ hours: v.unknown() }),
		departmentLimit: v.object({
			days: v.pipe(v.number(), v.integer(), v.minValue(1)),
			unit: v.picklist(LIMIT_UNITS)
		})
	}),
	department
);

/** The Department's own time limit, as delivered; the server's settings may say otherwise. */
export const departmentLimit: DepartmentLimit = settings.departmentLimit;

/** The part of the country that the Department serves (địa bàn). */
export const areaServed: Localised = settings.areaServed;

/** Days off and opening hours, for example dates. The list of days begins with the year of the build. */
export const calendar: WorkCalendar = calendarFrom(
	parseHolidays(holidays).filter(({ date }) => date >= builtOn.slice(0, 4)),
	parseWorkingHours(settings.openingHours.hours),
	'seed'
);

export const slugs: readonly string[] = [
	...new Set(catalogue.map(({ procedure }) => procedure.slug))
];

export function findPublished(slug: string): CatalogueEntry | null {
	return currentEntry(catalogue, slug, builtOn);
}

/** The catalogue and the settings as they stand at the build, for devices without a network. */
export function delivered(): Delivered {
	const { agency, openingHours, departmentLimit, divisions } = department;
	return {
		entries: slugs.flatMap((slug) => findPublished(slug) ?? []),
		settings: {
			agency,
			openingHours,
			departmentLimit,
			divisions,
			holidays: holidays.filter(({ date }) => date >= builtOn.slice(0, 4)),
			calendarVersion: 'seed',
			demo: false
		}
	};
}

/** In the order of the catalogue. */
export function listed(): ListedProcedure[] {
	return slugs
		.flatMap((slug) => findPublished(slug) ?? [])
		.map(({ procedure, rules }) => ({
			slug: procedure.slug,
			name: procedure.name,
			group: procedure.group,
			synonyms: procedure.synonyms,
			channels: SUBMISSION_CHANNELS.filter((channel) =>
				rules.channels.some((rule) => rule.channel === channel)
			),
			superseded: procedure.superseded !== null,
			inferred: procedure.membership !== null
		}));
}

/** The procedures that `entry` leads to: its successor, and where people go who may not use it. */
export function linksFrom({ procedure, rules }: CatalogueEntry): ProcedureLink[] {
	const targets = [
		procedure.superseded?.by,
		...rules.eligibility.map(({ goTo }) => goTo?.procedure)
	].filter((slug) => typeof slug === 'string');
	return [...new Set(targets)].flatMap((slug) => {
		const target = findPublished(slug)?.procedure;
		return target ? [{ slug: target.slug, name: target.name }] : [];
	});
}

function load(): Catalogue {
	const rules = import.meta.glob<unknown>('../../../../pocketbase/seed/rules/*.json', {
		eager: true,
		import: 'default'
	});
	const loaded = loadCatalogue(procedures, Object.values(rules));
	if (!loaded.ok) throw new Error(`The catalogue has faults:\n${loaded.faults.join('\n')}`);
	return loaded.catalogue;
}
