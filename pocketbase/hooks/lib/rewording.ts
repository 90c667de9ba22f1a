import * as v from 'valibot';
import english from '../../../messages/en/assistant.json';
import vietnamese from '../../../messages/vi/assistant.json';
import {
	countedDays,
	daysIn,
	wordsNotIn,
	type DrawnReply
} from '../../../src/lib/domain/assistant/rewording.ts';
import { dayOf } from '../../../src/lib/domain/time/plain-date.ts';
import { LIMITS } from './limits.ts';
import { rewordingUrl } from './rewording-switch.ts';
import { firstRow } from './rows.ts';
import { secret } from './secrets.ts';
import { now } from './time.ts';

/** The assistant's own words, in which no fact stands. */
const OWN_SENTENCES = { vi: JSON.stringify(vietnamese), en: JSON.stringify(english) };

/**
 * Whether a reply is made of the published entry of one procedure and of the assistant's own
 * sentences. So nothing of a person can go to a model, and nobody can talk to it through us.
 */
export function isOfCatalogue(app: App, { text, facts, language }: DrawnReply): boolean {
	const [first] = facts;
	if (!first || facts.some(({ source }) => source !== first.source)) return false;
	const entry = publishedEntry(app, first.source);
	const counted = countedDays(facts);
	if (entry === undefined || counted === null) return false;
	const given = [entry, daysIn(entry), counted, OWN_SENTENCES[language]].join(' ');
	return wordsNotIn([text, ...facts.map(({ value }) => value)].join(' '), given).length === 0;
}

/** The version that applies today, as it is stored. */
function publishedEntry(app: App, slug: string): string | undefined {
	const sql = `SELECT data FROM procedures WHERE slug = {:slug}
		AND COALESCE(json_extract(data, '$.procedure.validFrom'), '') <= {:day}
		ORDER BY version DESC LIMIT 1`;
	return firstRow(app.db(), { data: '' }, sql, { slug, day: dayOf(now()) })?.data;
}

const Reworded = v.object({ text: v.nullable(v.string()) });

/** The worker gives up before. */
const ANSWER_WITHIN_SECONDS = 4;

/** What the model made of it; `null`: nothing, or too much is asked of it at once. */
export function askWorker({ text, facts, language }: DrawnReply): string | null {
	let underWay = 0;
	$app.store().setFunc(UNDER_WAY, (old) => (underWay = countOf(old) + 1));
	try {
		if (underWay > LIMITS.rewordingsAtOnce) return null;
		const { statusCode, body } = $http.send({
			url: rewordingUrl(),
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-door-key': $security.hs256('rewording', secret('WORKER_KEY'))
			},
			body: JSON.stringify({ text, facts, language }),
			timeout: ANSWER_WITHIN_SECONDS
		});
		if (statusCode !== 200) return null;
		const answer = v.safeParse(Reworded, JSON.parse(toString(body)));
		return answer.success ? answer.output.text : null;
	} catch {
		return null; // the worker is away, or its answer was cut: the reply stays as it is
	} finally {
		$app.store().setFunc(UNDER_WAY, (old) => countOf(old) - 1);
	}
}

const UNDER_WAY = 'rewordingsUnderWay';

const countOf = (stored: unknown): number => (typeof stored === 'number' ? stored : 0);
