import * as v from 'valibot';
import { findPersonalData } from '../identity/personal-data.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { isPlainDate, type PlainDate } from '../time/plain-date.ts';
import { isCountedDay, MOST_COUNTED, OUTCOMES, type OutcomeCount } from './outcome.ts';

/** What a device sends at once, of who allowed it (số liệu chia sẻ). Nothing in it says whose it is. */
export interface SharedBatch {
	/** Made for this batch alone, so that it counts once however often it arrives. */
	readonly id: string;
	readonly counts: readonly OutcomeCount[];
	/** Questions that were not understood. */
	readonly texts: readonly SharedText[];
}

export interface SharedText {
	readonly day: PlainDate;
	/** As `shareableText` gives it. */
	readonly text: string;
}

/** Most of one batch. */
export const MOST_SHARED_COUNTS = 200;
export const MOST_SHARED_TEXTS = 20;
const LONGEST_TEXT = 300;
/** Such as a dossier's code: it says whose matter it is, to those who may look it up. */
const NUMBER_OF_SOMETHING = /\d{6}/;

/**
 * A question on one line, as it may be shared; `null`: too long, or it holds personal data or
 * a long number. Such a text is never shared, not even without it.
 */
export function shareableText(text: string): string | null {
	// Control characters would draw something else than what is shown before it is sent.
	const line = text.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();
	if (line === '' || line.length > LONGEST_TEXT || NUMBER_OF_SOMETHING.test(line)) return null;
	return findPersonalData(text).length > 0 || findPersonalData(line).length > 0 ? null : line;
}

const day = v.pipe(v.string(), v.check(isPlainDate));

/** Strict: an unknown field might say who sends. */
const sharedBatchSchema = v.strictObject({
	id: v.pipe(v.string(), v.regex(/^[a-z0-9]{15}$/)),
	counts: v.pipe(
		v.array(
			v.strictObject({
				day,
				outcome: v.picklist(OUTCOMES),
				procedure: v.nullable(v.pipe(v.string(), v.maxLength(100))),
				count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_COUNTED))
			})
		),
		v.maxLength(MOST_SHARED_COUNTS)
	),
	texts: v.pipe(
		v.array(
			v.strictObject({
				day,
				text: v.pipe(
					v.string(),
					v.check((text) => shareableText(text) === text)
				)
			})
		),
		v.maxLength(MOST_SHARED_TEXTS)
	)
});

/**
 * Reads what arrived.
 * @param today of the server: only the last days count
 * @param slugs procedures there are
 */
export function parseSharedBatch(
	data: unknown,
	today: PlainDate,
	slugs: ReadonlySet<string>
): { readonly ok: true; readonly batch: SharedBatch } | Refusal {
	const read = v.safeParse(sharedBatchSchema, data);
	if (!read.success) return refuse('field.invalid', v.getDotPath(read.issues[0]) ?? '');
	const { output: batch } = read;
	const isOld = (each: { readonly day: PlainDate }) => !isCountedDay(each.day, today);
	if (batch.counts.some(isOld) || batch.texts.some(isOld)) return refuse('field.invalid', 'day');
	const isUnknown = ({ procedure }: OutcomeCount) => procedure !== null && !slugs.has(procedure);
	if (batch.counts.some(isUnknown)) return refuse('field.invalid', 'procedure');
	const rows = batch.counts.map((each) => [each.day, each.outcome, each.procedure].join(' '));
	// One row twice would count beyond what a row may.
	if (new Set(rows).size < rows.length) return refuse('field.invalid', 'counts');
	return { ok: true, batch };
}
