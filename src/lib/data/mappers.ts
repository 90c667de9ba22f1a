import * as v from 'valibot';
import { CHANNELS, RESULT_RETURNS, type Dossier } from '$domain/dossier/dossier.ts';
import { ACTION_TYPES } from '$domain/dossier/intent.ts';
import { STATUSES } from '$domain/dossier/status.ts';
import { STAFF_ROLES } from '$domain/identity/actor.ts';
import { LIMIT_UNITS } from '$domain/time/working-time.ts';

/**
 * What the server sends, read into the shapes of the domain. PocketBase writes an empty text where
 * we mean "nothing": `nothing` turns it back into `null`.
 */
const nothing = <T>(schema: v.GenericSchema<unknown, T>) =>
	v.union([
		v.pipe(
			v.nullish(v.literal('')),
			v.transform(() => null)
		),
		schema
	]);

const id = v.pipe(v.string(), v.minLength(1));
const text = v.optional(v.string(), '');
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** PocketBase writes `2026-08-28 03:00:00.000Z`, our own columns hold the ISO form. */
const instant = v.pipe(
	v.string(),
	v.transform((raw) => raw.replace(' ', 'T')),
	v.check((raw) => !Number.isNaN(Date.parse(raw)))
);
const day = v.pipe(
	v.string(),
	v.regex(/^\d{4}-\d{2}-\d{2}/),
	v.transform((raw) => raw.slice(0, 10))
);

const clockSchema = v.object({
	limit: v.object({
		days: count,
		unit: v.picklist(LIMIT_UNITS),
		source: v.picklist(['law', 'department'])
	}),
	startedAt: instant,
	dueAt: instant,
	firstDueAt: instant,
	pausedAt: nothing(instant),
	minutesLeft: v.nullish(v.number(), null),
	endedAt: nothing(instant),
	calendarVersion: text
});

const requestedPaper = v.object({ paper: v.string(), reason: v.string() });
const outcomeSchema = v.object({ number: v.string(), issuedOn: day, attachment: nothing(id) });

/** What the public may see of a dossier with its code and secret: the same, without any person. */
const publicEntries = {
	procedure: v.string(),
	procedureVersion: v.string(),
	channel: v.picklist(CHANNELS),
	resultReturn: v.picklist(RESULT_RETURNS),
	draftNumber: v.string(),
	code: nothing(v.string()),
	status: v.picklist(STATUSES),
	seq: count,
	previousStatus: nothing(v.picklist(STATUSES)),
	division: text,
	heldSince: instant,
	submittedAt: instant,
	receivedAt: nothing(instant),
	clock: nothing(clockSchema),
	supplementRounds: v.optional(count, 0),
	requestedPapers: v.nullish(v.array(requestedPaper), []),
	supplementDueOn: nothing(day),
	apologies: v.optional(count, 0)
};

export const dossierSchema: v.GenericSchema<unknown, Dossier> = v.pipe(
	v.object({
		...publicEntries,
		id,
		applicant: nothing(id),
		caseOfficer: nothing(id),
		proposal: nothing(v.picklist(['approve', 'reject'])),
		outcome: nothing(outcomeSchema),
		ratedAt: nothing(instant)
	}),
	v.transform((dossier) => ({ ...dossier, requestedPapers: dossier.requestedPapers ?? [] }))
);

/** One thing that happened (bước xử lý), as its reader may see it. */
const actionSchema = v.object({
	id: v.optional(v.string()),
	seq: count,
	type: v.picklist(ACTION_TYPES),
	at: instant,
	statusAfter: v.picklist(STATUSES),
	actorRole: v.optional(v.picklist(['applicant', ...STAFF_ROLES])),
	/** The unit for an applicant's eyes, the officer's name for a colleague's. */
	actorName: text,
	/** What was said with it: reason, papers, dates. Read by `readDetail`. */
	payload: v.optional(v.record(v.string(), v.unknown()), {})
});
export type ActionView = v.InferOutput<typeof actionSchema>;

/** A file on the server: `uploaded` until the worker has re-read it and found it whole. */
export const attachmentSchema = v.object({
	id,
	paper: v.string(),
	name: text,
	file: text,
	sizeBytes: v.optional(v.number(), 0),
	sha256: text,
	state: v.picklist(['uploaded', 'verified', 'mismatch'])
});
export type AttachmentView = v.InferOutput<typeof attachmentSchema>;

const plainTexts = v.record(v.string(), v.string());

/** A dossier with all its reader may see. */
export const dossierDetailSchema = v.object({
	dossier: dossierSchema,
	form: v.nullish(plainTexts),
	answers: v.nullish(plainTexts),
	actions: v.array(actionSchema),
	attachments: v.optional(v.array(attachmentSchema), []),
	/** With the number it opens `/tra-cuu` for whoever holds the receipt. */
	trackingSecret: v.nullish(v.string())
});
export type DossierDetail = v.InferOutput<typeof dossierDetailSchema>;

/** The same for an officer: with what was handed over on paper at the desk. */
export const workDetailSchema = v.object({
	...dossierDetailSchema.entries,
	applicantName: text,
	papers: v.optional(
		v.array(v.object({ paper: v.string(), originals: v.number(), copies: v.number() })),
		[]
	)
});
export type WorkDetail = v.InferOutput<typeof workDetailSchema>;

const detailPartsSchema = v.omit(workDetailSchema, ['dossier']);
/** What is known of a dossier beside its projection. */
export type DetailParts = v.InferOutput<typeof detailPartsSchema>;

/** One page of what changed (`POST /api/app/sync`). */
export const syncPageSchema = v.object({
	items: v.array(
		v.object({
			dossier: dossierSchema,
			applicantName: text,
			organisation: text,
			caseOfficerName: text,
			/** `null`: it waits for somebody else. */
			detail: v.nullable(detailPartsSchema)
		})
	),
	gone: v.array(id),
	next: v.optional(v.string()),
	until: v.string(),
	confirmed: v.array(v.object({ id, dossier: id, seq: count })),
	witness: v.optional(id),
	restored: v.optional(v.boolean(), false)
});
export type SyncPage = v.InferOutput<typeof syncPageSchema>;
export type SyncItem = SyncPage['items'][number];

export const dossierListSchema = v.object({ items: v.array(dossierSchema) });

/** Nothing that names or describes a person. */
export type PublicDossier = Omit<
	Dossier,
	'id' | 'applicant' | 'caseOfficer' | 'proposal' | 'outcome' | 'ratedAt'
>;

const publicDossier: v.GenericSchema<unknown, PublicDossier> = v.pipe(
	v.object(publicEntries),
	v.transform((dossier) => ({ ...dossier, requestedPapers: dossier.requestedPapers ?? [] }))
);

export const trackingSchema = v.object({ dossier: publicDossier, steps: v.array(actionSchema) });
export type TrackedDossier = v.InferOutput<typeof trackingSchema>;

/** The answer to an action: what the dossier now is. */
export const actionAnswerSchema = v.object({
	action: v.object({ id, seq: count }),
	dossier: dossierSchema,
	trackingSecret: v.nullish(v.string())
});
