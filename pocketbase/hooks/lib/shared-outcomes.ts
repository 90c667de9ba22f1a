import { DAYS_COUNTED } from '../../../src/lib/domain/assistant/outcome.ts';
import type { SharedBatch } from '../../../src/lib/domain/assistant/shared-batch.ts';
import { addDays, type PlainDate } from '../../../src/lib/domain/time/plain-date.ts';
import { LIMITS } from './limits.ts';
import { allJson, allRows, firstRow, insertRow, jsonObject, newId } from './rows.ts';

/** The assistant's counts as devices share them, summed (số liệu trợ lý). */

/** Adds what a device sent; what arrived before under the same id is not added again. */
export function addBatch(tx: App, { id, counts, texts }: SharedBatch, today: PlainDate): void {
	const db = tx.db();
	if (firstRow(db, { id: '' }, 'SELECT id FROM assistant_batches WHERE id = {:id}', { id })) return;
	insertRow(db, 'assistant_batches', { id, receivedOn: today });
	for (const { day, outcome, procedure, count } of counts) {
		db.newQuery(
			`INSERT INTO assistant_counts (id, day, outcome, procedure, count)
			VALUES ({:id}, {:day}, {:outcome}, {:procedure}, {:count})
			ON CONFLICT (day, outcome, procedure) DO UPDATE SET count = count + excluded.count`
		)
			.bind({ id: newId(), day, outcome, procedure: procedure ?? '', count })
			.execute();
	}
	// Beyond a day's amount the wording is let go; the counts say enough.
	for (const { day, text } of texts.slice(0, LIMITS.sharedTextsPerDay - textsOf(db, today))) {
		insertRow(db, 'assistant_texts', { id: newId(), day, text, receivedOn: today });
	}
}

function textsOf(db: Database, receivedOn: PlainDate): number {
	const sql = 'SELECT COUNT(*) AS total FROM assistant_texts WHERE receivedOn = {:receivedOn}';
	return Math.min(
		firstRow(db, { total: 0 }, sql, { receivedOn })?.total ?? 0,
		LIMITS.sharedTextsPerDay
	);
}

/** Sums of the last days by outcome and procedure, and the texts; the latest day first. */
export function sharedOutcomes(db: Database, today: PlainDate): object {
	const since = firstDay(today);
	const counts = jsonObject({
		outcome: 'outcome',
		procedure: "NULLIF(procedure, '')",
		count: 'SUM(count)'
	});
	return {
		counts: allJson(
			db,
			`SELECT ${counts} AS json FROM assistant_counts WHERE day >= {:since}
			GROUP BY outcome, procedure ORDER BY SUM(count) DESC, procedure, outcome`,
			{ since }
		),
		// By their letters: in what order they came would tell which belong together.
		texts: allJson(
			db,
			`SELECT ${jsonObject({ day: 'day', text: 'text' })} AS json FROM assistant_texts
			WHERE day >= {:since} ORDER BY day DESC, text LIMIT ${LIMITS.sharedTextsShown}`,
			{ since }
		)
	};
}

/** Removes what is no longer shown. A batch that old would be refused, so its id is not needed. */
export function forgetOutcomesBefore(db: Database, today: PlainDate): void {
	const since = firstDay(today);
	for (const where of [
		'assistant_counts WHERE day',
		'assistant_texts WHERE day',
		'assistant_batches WHERE receivedOn'
	]) {
		db.newQuery(`DELETE FROM ${where} < {:since}`).bind({ since }).execute();
	}
}

const firstDay = (today: PlainDate): PlainDate => addDays(today, -DAYS_COUNTED);

/** Slugs of all procedures there are, in whichever version. */
export function knownProcedures(db: Database): ReadonlySet<string> {
	const rows = allRows(db, { slug: '' }, 'SELECT DISTINCT slug FROM procedures');
	return new Set(rows.map(({ slug }) => slug));
}
