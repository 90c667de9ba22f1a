import type { Assistant, Knowledge } from '$domain/assistant/engine.ts';
import type { Office } from '$domain/assistant/records.ts';
import { currentEntry, type CatalogueEntry } from '$domain/procedure/catalogue.ts';
import type { DepartmentLimit } from '$domain/procedure/checklist.ts';
import type { Localised } from '$domain/procedure/localised.ts';
import type { WorkCalendar } from '$domain/time/work-calendar.ts';
import { entriesKept, keepCatalogue, keptEntries } from './catalogue.ts';
import { fetchDelivered, type Delivered } from './delivered.ts';
import { departmentAtHand, type Department } from './department.ts';
import { deviceToday } from './device-clock.ts';
import { whenChanged } from './storage/changes.ts';
import { commit } from './storage/shelf.ts';

/**
 * Puts the assistant (trợ lý) together on this device: its program and what it knows of language
 * come as files of the app, the catalogue as it lies here, the Department as it was last told of.
 */

/** The words that the assistant is given, since it has none of its own. */
export interface AssistantWords {
	readonly terms: Knowledge['terms'];
	/** The days on which the desk opens. */
	readonly openDays: Localised;
}

/** The assistant with what a screen needs beside its answers. */
export interface AssistantAtHand {
	readonly assistant: Assistant;
	/** By slug; the versions that apply today. */
	readonly entries: ReadonlyMap<string, CatalogueEntry>;
	readonly calendar: WorkCalendar;
	readonly departmentLimit: DepartmentLimit;
	/** The words of a text as the assistant reads them: shorthand and slips undone, folded. */
	wordsOf(text: string): readonly string[];
}

let atHand: Promise<AssistantAtHand> | undefined;

/**
 * Loaded once, and again after newer versions of procedures have come to this device.
 * @throws where a part of the program cannot be fetched: trying again may help
 */
export function assistantAtHand(words: AssistantWords): Promise<AssistantAtHand> {
	atHand ??= load(words).catch((error: unknown) => {
		atHand = undefined;
		throw error;
	});
	return atHand;
}

/** What is being kept was read from here: nothing is to be read again for it. */
let keepingOwn = false;
whenChanged('entries', () => {
	if (!keepingOwn) atHand = undefined;
});

let renewed = false;

/** Brings newer versions of procedures to this device, once for a page. */
export async function renewCatalogue(): Promise<void> {
	if (renewed) return;
	renewed = true;
	const kept = await keepCatalogue();
	renewed = kept.ok;
}

async function load({ terms, openDays }: AssistantWords): Promise<AssistantAtHand> {
	const [program, reading, language, delivered, department, kept] = await Promise.all([
		import('$domain/assistant/engine.ts'),
		import('$domain/assistant/text.ts'),
		languageKnown(),
		fetchDelivered(),
		departmentAtHand(),
		keptEntries().catch(() => []) // storage may be forbidden
	]);
	const entries = entriesInForce([...kept, ...(delivered?.entries ?? [])]);
	if (entries.length === 0 || !department) throw new Error('The catalogue is not on this device.');
	await keepDelivered(kept, delivered);
	const { calendar, holidays, limit } = department;
	const assistant = new program.Assistant({
		...language,
		entries,
		office: officeOf(department, openDays),
		holidays,
		calendar,
		terms
	});
	return {
		assistant,
		entries: new Map(entries.map((entry) => [entry.procedure.slug, entry])),
		calendar,
		departmentLimit: limit,
		wordsOf: (text) => reading.readWording(text, language.models.lexicon).words
	};
}

/** So that a dossier can be begun without a network from what was just answered. */
async function keepDelivered(
	kept: readonly CatalogueEntry[],
	delivered: Delivered | undefined
): Promise<void> {
	const name = ({ procedure: { slug, version } }: CatalogueEntry) => `${slug}@${version}`;
	const known = new Set(kept.map(name));
	keepingOwn = true;
	await commit(
		entriesKept((delivered?.entries ?? []).filter((entry) => !known.has(name(entry))))
	).catch(() => undefined);
	keepingOwn = false;
}

function entriesInForce(versions: readonly CatalogueEntry[]): CatalogueEntry[] {
	const slugs = [...new Set(versions.map(({ procedure }) => procedure.slug))];
	const today = deviceToday();
	return slugs.flatMap((slug) => currentEntry(versions, slug, today) ?? []);
}

type LanguageKnown = Pick<Knowledge, 'models' | 'usual' | 'travel'>;

let language: Promise<LanguageKnown> | undefined;

/** It comes with the program and never changes while the page lives. */
function languageKnown(): Promise<LanguageKnown> {
	language ??= loadLanguage().catch((error: unknown) => {
		language = undefined;
		throw error;
	});
	return language;
}

async function loadLanguage(): Promise<LanguageKnown> {
	const [{ loadModels }, lexicon, referrals, learnt, usual, travel] = await Promise.all([
		import('$domain/assistant/understanding.ts'),
		import('$domain/assistant/data/lexicon.json'),
		import('$domain/assistant/data/referrals.json'),
		import('$domain/assistant/data/learnt.json'),
		import('$domain/assistant/data/usual.json'),
		import('$domain/assistant/data/travel.json')
	]);
	return {
		models: loadModels(lexicon.default, referrals.default, learnt.default),
		usual: usual.default,
		travel: travel.default
	};
}

/** Telephone, address and e-mail are not among the settings: the assistant says that they are missing. */
function officeOf({ agency, calendar, unverified }: Department, openDays: Localised): Office {
	return {
		name: agency,
		confirmedOn: null,
		address: null,
		counter: null,
		days: openDays,
		sittings: calendar.sessions.map(({ from, to }) => `${clock(from)}-${clock(to)}`),
		phones: {},
		email: null,
		complaintChannel: null,
		appFeedback: null,
		unverified: unverified.openingHours
	};
}

/** @param minute since midnight */
function clock(minute: number): string {
	const two = (count: number) => String(count).padStart(2, '0');
	return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
