import type { Localised } from '../procedure/localised.ts';
import type { Instant, PlainDate } from '../time/plain-date.ts';

/** What the person's own device holds of them, and what the office says of itself. */

export interface OwnDossier {
	readonly code: string;
	/** Slug; `null` where the device does not hold it. */
	readonly procedure: string | null;
	readonly summary: string;
	readonly status: 'open' | 'supplement' | 'ready' | 'returned' | 'rejected';
	readonly statusText: Localised;
	readonly step: string | null;
	readonly receivedOn: PlainDate | null;
	/** While the clock runs. */
	readonly dueAt: Instant | null;
	/** The clock stands still while papers are awaited: stopped in time, or when it was late already. */
	readonly paused: 'in_time' | 'late' | null;
	readonly supplementBy: PlainDate | null;
	readonly missing: readonly string[];
	readonly resultOn: PlainDate | null;
	readonly resultDocument: string | null;
	readonly pickUpAt: string | null;
	readonly reason: string | null;
}

export interface OwnTrip {
	readonly id: string;
	/** Code of its dossier. */
	readonly dossier: string | null;
	readonly kind: 'business' | 'private';
	/** Slug of the procedure that it is asked for under. */
	readonly procedure: string | null;
	readonly title: string;
	readonly destination: string;
	readonly from: PlainDate;
	readonly to: PlainDate;
	readonly state: 'pending' | 'approved' | 'refused';
	readonly step: string | null;
	readonly dueOn: PlainDate | null;
	readonly decision: string | null;
	readonly decidedOn: PlainDate | null;
	readonly signedBy: string | null;
}

export interface OwnMeeting {
	readonly id: string;
	readonly title: string;
	readonly start: Instant;
	readonly end: Instant;
	readonly place: string | null;
	readonly joinUrl: string | null;
	readonly chair: string | null;
	readonly documents: readonly { readonly name: string; readonly cached: boolean }[];
	readonly previousStart: Instant | null;
	readonly cancelled: boolean;
}

/** `null`: the device holds nothing, since nobody is signed in. */
export interface OwnRecords {
	readonly dossiers: readonly OwnDossier[];
	readonly trips: readonly OwnTrip[];
	readonly meetings: readonly OwnMeeting[];
	readonly syncedAt: Instant;
}

/** Public contact of the office. `null`: not recorded, and said so. */
export interface Office {
	readonly name: Localised;
	readonly confirmedOn: PlainDate | null;
	readonly address: string | null;
	readonly counter: Localised | null;
	readonly days: Localised | null;
	/** Sittings as `07:00-11:30`. */
	readonly sittings: readonly string[];
	readonly phones: Readonly<
		Partial<Record<'general' | 'consular' | 'cooperation' | 'complaints', string>>
	>;
	readonly email: string | null;
	readonly complaintChannel: Localised | null;
	readonly appFeedback: Localised | null;
	readonly unverified: boolean;
}
