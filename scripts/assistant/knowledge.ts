import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Knowledge } from '../../src/lib/domain/assistant/engine.ts';
import { loadModels } from '../../src/lib/domain/assistant/understanding.ts';
import { loadLexicon } from '../../src/lib/domain/assistant/lexicon.ts';
import type { Office } from '../../src/lib/domain/assistant/records.ts';
import { currentEntry, loadCatalogue } from '../../src/lib/domain/procedure/catalogue.ts';
import {
	calendarFrom,
	parseHolidays,
	parseWorkingHours
} from '../../src/lib/domain/time/holidays.ts';
import { dayOf } from '../../src/lib/domain/time/plain-date.ts';
import { replyTerms } from '../../src/lib/i18n/assistant-texts.ts';

import { readQuestions, type Question } from './questions.ts';

const DATA = 'src/lib/domain/assistant/data';
const SEED = 'pocketbase/seed';

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

export const LEARNT_FILE = `${DATA}/learnt.json`;

export const readLearnt = (): unknown => json(LEARNT_FILE);

export const readLexicon = (words: readonly string[] = []) =>
	loadLexicon(json(`${DATA}/lexicon.json`), json(`${DATA}/referrals.json`), words);

export const readModels = (learnt: unknown) =>
	loadModels(json(`${DATA}/lexicon.json`), json(`${DATA}/referrals.json`), learnt);

export const seedProcedures = (): unknown[] =>
	v.parse(v.array(v.unknown()), json(`${SEED}/procedures.json`));

/** The assistant's knowledge from the files of the project. */
export function readKnowledge(
	office: Office,
	now: string,
	learnt: unknown = readLearnt(),
	procedures: readonly unknown[] = seedProcedures()
): Knowledge {
	const rules = readdirSync(`${SEED}/rules`).map((name) => json(`${SEED}/rules/${name}`));
	const loaded = loadCatalogue(procedures, rules);
	if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
	const slugs = [...new Set(loaded.catalogue.map(({ procedure }) => procedure.slug))];
	const holidays = parseHolidays(json(`${SEED}/holidays.json`));
	const { openingHours } = v.parse(
		v.object({ openingHours: v.object({ hours: v.unknown() }) }),
		json(`${SEED}/department.json`)
	);
	return {
		entries: slugs.flatMap((slug) => currentEntry(loaded.catalogue, slug, dayOf(now)) ?? []),
		models: readModels(learnt),
		usual: v.parse(v.array(v.string()), json(`${DATA}/usual.json`)),
		travel: v.parse(v.array(v.string()), json(`${DATA}/travel.json`)),
		office,
		holidays,
		calendar: calendarFrom(holidays, parseWorkingHours(openingHours.hours), 'seed'),
		terms: { vi: replyTerms('vi'), en: replyTerms('en') }
	};
}

const QUESTIONS = 'tests/cases/assistant';

/** Sealed questions are measured with and never learnt from. */
const isSealed = (name: string): boolean => name.includes('sealed');

/** Files of questions to learn from. */
export const questionFiles = (): string[] =>
	readdirSync(QUESTIONS)
		.filter((name) => name.endsWith('.jsonl') && !isSealed(name))
		.sort()
		.map((name) => `${QUESTIONS}/${name}`);

export const questionsToLearnFrom = (): Question[] => questionFiles().flatMap(readQuestions);
