import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Office, OwnRecords } from '../../src/lib/domain/assistant/records.ts';

/** A made-up person with dossiers, trips and meetings, and the office's settings, at a fixed hour. */
export interface Fixture {
	readonly now: string;
	readonly records: OwnRecords;
	readonly office: Office;
	/** Label of a question → slug. */
	readonly slugs: Readonly<Record<string, string>>;
}

const text = v.nullish(v.string(), null);
const FIXTURE = v.object({
	now: v.string(),
	lastSyncedAt: v.string(),
	procedureSlugs: v.record(v.string(), v.string()),
	settings: v.object({
		agencyName: v.string(),
		confirmedOn: text,
		address: text,
		hours: v.object({ days: v.string(), morning: v.string(), afternoon: v.string() }),
		phones: v.object({
			general: v.string(),
			consular: v.string(),
			complaints: v.string(),
			cooperation: v.string()
		}),
		email: text,
		receivingCounter: text,
		complaintChannel: text,
		appFeedback: text
	}),
	dossiers: v.array(
		v.object({
			code: v.string(),
			procedure: v.string(),
			summary: v.string(),
			status: v.string(),
			statusText: v.string(),
			step: text,
			receivedOn: text,
			dueOn: text,
			supplementBy: text,
			missing: v.optional(v.array(v.string()), []),
			resultOn: text,
			resultDoc: text,
			pickUpAt: text,
			reason: text
		})
	),
	travelApprovals: v.array(
		v.object({
			id: v.string(),
			dossier: text,
			kind: v.picklist(['business', 'private']),
			title: v.optional(v.string(), ''),
			destination: v.string(),
			from: v.string(),
			to: v.string(),
			state: v.picklist(['pending', 'approved', 'refused']),
			decision: text,
			decidedOn: text,
			signedBy: text
		})
	),
	meetings: v.array(
		v.object({
			id: v.string(),
			title: v.string(),
			start: v.string(),
			end: v.string(),
			place: text,
			joinUrl: text,
			chair: text,
			documents: v.array(v.object({ name: v.string(), cached: v.boolean() })),
			state: v.string(),
			previousStart: text
		})
	)
});

const STATES: Readonly<Record<string, OwnRecords['dossiers'][number]['status']>> = {
	supplement: 'supplement',
	result_ready: 'ready',
	returned: 'returned',
	rejected: 'rejected'
};

const both = (value: string | null) => (value === null ? null : { vi: value, en: value });

/** @throws ValiError when the file is no fixture */
export function readFixture(path: string): Fixture {
	const json = v.parse(FIXTURE, JSON.parse(readFileSync(path, 'utf8')));
	const { settings } = json;
	const closing = settings.hours.afternoon.slice(-5);
	const dossiers = json.dossiers.map((dossier) => ({
		...dossier,
		procedure: json.procedureSlugs[dossier.procedure] ?? null,
		status: STATES[dossier.status] ?? ('open' as const),
		statusText: { vi: dossier.statusText, en: dossier.statusText },
		dueAt: dossier.dueOn && `${dossier.dueOn}T${closing}:00+07:00`,
		paused: dossier.status === 'supplement' ? ('in_time' as const) : null,
		resultDocument: dossier.resultDoc
	}));
	return {
		now: json.now,
		slugs: json.procedureSlugs,
		records: {
			syncedAt: json.lastSyncedAt,
			dossiers,
			trips: json.travelApprovals.map((trip) => {
				const own = dossiers.find(({ code }) => code === trip.dossier);
				const isOpen = trip.state === 'pending';
				return {
					...trip,
					procedure: json.procedureSlugs[`official-travel-abroad-${trip.kind}`] ?? null,
					step: isOpen ? (own?.step ?? null) : null,
					dueOn: isOpen ? (own?.dueOn ?? null) : null
				};
			}),
			meetings: json.meetings.map((meeting) => ({
				...meeting,
				cancelled: meeting.state === 'cancelled'
			}))
		},
		office: {
			name: { vi: settings.agencyName, en: settings.agencyName },
			confirmedOn: settings.confirmedOn,
			address: settings.address,
			counter: both(settings.receivingCounter),
			days: both(settings.hours.days),
			sittings: [settings.hours.morning, settings.hours.afternoon],
			phones: settings.phones,
			email: settings.email,
			complaintChannel: both(settings.complaintChannel),
			appFeedback: both(settings.appFeedback),
			unverified: false
		}
	};
}
