/** The real catalogue, every path of every procedure. */
import { describe, expect, it } from 'vitest';
import {
	currentEntry,
	loadCatalogue,
	type CatalogueEntry
} from '../../../src/lib/domain/procedure/catalogue.ts';
import { checklist } from '../../../src/lib/domain/procedure/checklist.ts';
import { inspect, pathsOf } from '../../../src/lib/domain/procedure/inspect.ts';
import type { ProcedureRules } from '../../../src/lib/domain/procedure/rules.ts';
import { seedCatalogue, seedEntry, seedProcedures, seedRules } from '../../support/catalogue.ts';

const catalogue = seedCatalogue();
const slugs = catalogue.map(({ procedure }) => procedure.slug);
const FIVE_DAYS = { days: 5, unit: 'working-days' } as const;

describe('The catalogue', () => {
	it('holds the twelve procedures, each with its rules', () => {
		expect(new Set(slugs).size).toBe(12);
	});

	it.each(slugs)('finds nothing wrong on any path of %s', { timeout: 60_000 }, (slug) => {
		expect(inspect(seedEntry(slug), slugs)).toEqual([]);
	});

	it.each(slugs)('lists every paper of %s once on every path', { timeout: 60_000 }, (slug) => {
		const entry = seedEntry(slug);
		const all = entry.procedure.papers.map(({ id }) => id).sort();
		for (const answers of pathsOf(entry.rules)) {
			const list = checklist(entry, answers, FIVE_DAYS);
			if (list.verdict === 'not_eligible') continue;
			const listed = [
				...list.papers.map(({ paper }) => paper.id),
				...list.notNeeded.map(({ id }) => id)
			];
			expect(listed.sort(), JSON.stringify(answers)).toEqual(all);
			expect(list.undecided).toEqual([]);
		}
	});

	it('tells nothing unverified as certain on any path', { timeout: 60_000 }, () => {
		for (const entry of catalogue) {
			for (const answers of pathsOf(entry.rules)) {
				const { papers, fees, timeLimit, eligibility, feeTotal } = checklist(
					entry,
					answers,
					FIVE_DAYS
				);
				for (const line of papers) if (line.paper.unverified) expect(line.unverified).toBe(true);
				for (const fee of fees) {
					if (fee.amountVnd === null) expect([fee.totalVnd, fee.unverified]).toEqual([null, true]);
				}
				if (fees.some(({ need, unverified }) => unverified && need === 'required')) {
					expect(feeTotal.complete).toBe(false);
				}
				if (timeLimit.unverified)
					expect(timeLimit).toMatchObject({ source: 'department', days: 5 });
				for (const line of eligibility) {
					if (line.verdict === 'not_eligible') expect(line.unverified).toBe(false);
				}
			}
		}
	});

	it('leads from a superseded procedure to its successor', () => {
		const entry = seedEntry('sua-doi-bo-sung-ho-chieu-ngoai-giao-cong-vu');
		const list = checklist(entry, {}, FIVE_DAYS);
		expect(list.complete).toBe(true);
		expect(list.verdict).toBe('not_eligible');
		expect(list.eligibility[0]?.goTo?.procedure).toBe('cap-ho-chieu-ngoai-giao-cong-vu');
	});
});

describe('Inspecting an entry', () => {
	const slug = 'cbccvc-di-nuoc-ngoai-viec-rieng';
	const changed = (change: (rules: ProcedureRules) => Partial<ProcedureRules>): CatalogueEntry => {
		const entry = seedEntry(slug);
		return { ...entry, rules: { ...entry.rules, ...change(entry.rules) } };
	};
	const codes = (entry: CatalogueEntry) => inspect(entry, slugs).map(({ code }) => code);

	it('finds a question nobody is asked', () => {
		const entry = changed(({ questions }) => ({
			questions: questions.map((question) =>
				question.id === 'dang-vien'
					? {
							...question,
							askWhen: {
								all: [
									{ fact: 'chuc-vu', is: 'cong-chuc' },
									{ fact: 'chuc-vu', is: 'lanh-dao' }
								]
							}
						}
					: question
			)
		}));
		expect(codes(entry)).toContain('question.unreachable');
	});

	it('finds a question whose answer changes nothing', () => {
		const entry = changed(({ eligibility }) => ({
			eligibility: eligibility.filter(({ verdict }) => verdict === 'inform')
		}));
		expect(codes(entry)).toContain('question.option_without_effect');
	});

	it('finds a condition on a fact or value that does not exist', () => {
		const entry = changed(({ papers }) => ({
			papers: papers.map((rule) =>
				rule.paper === 'y-kien-cap-uy'
					? { ...rule, when: { fact: 'dang-vien', is: 'maybe' } }
					: rule
			)
		}));
		expect(codes(entry)).toEqual(
			expect.arrayContaining(['condition.impossible_value', 'paper.never_needed'])
		);
		const unknown = changed(({ papers }) => ({
			papers: papers.map((rule) => ({ ...rule, when: { fact: 'tuoi', is: 'co' } }))
		}));
		expect(codes(unknown)).toContain('condition.unknown_fact');
	});

	it('finds a question that speaks of a later one', () => {
		const later = changed(({ questions }) => ({
			questions: questions.map((question, index) =>
				index === 0 ? { ...question, askWhen: { fact: 'kinh-phi', is: 'tu-tuc' } } : question
			)
		}));
		expect(codes(later)).toContain('condition.later_fact');
	});

	it('finds a paper that lost its rule or its condition', () => {
		expect(codes(changed(({ papers }) => ({ papers: papers.slice(1) })))).toContain(
			'paper.without_rule'
		);
		const always = changed(({ papers }) => ({
			papers: papers.map((rule) => ({ ...rule, when: null }))
		}));
		expect(codes(always)).toContain('paper.condition_lost');
	});

	it('finds a ground that the catalogue does not have', () => {
		const entry = changed(({ papers }) => ({
			papers: papers.map((rule) => ({ ...rule, grounds: [{ law: '1/1999/QĐ', article: null }] }))
		}));
		expect(codes(entry)).toEqual(
			expect.arrayContaining(['ground.not_in_catalogue', 'path.without_ground'])
		);
	});

	it('finds a refusal that rests on something unverified, or leads nowhere', () => {
		const entry = changed(({ eligibility }) => ({
			eligibility: eligibility.map((rule) =>
				rule.verdict === 'ask_officer' ? { ...rule, verdict: 'not_eligible' as const } : rule
			)
		}));
		expect(codes(entry)).toEqual(
			expect.arrayContaining(['eligibility.unverified_refusal', 'eligibility.nowhere_to_go'])
		);
	});

	it('finds a time limit of the law where none was verified', () => {
		const entry = changed(({ timeLimits }) => ({
			timeLimits: timeLimits.map((limit) => ({ ...limit, days: 7, unverified: false }))
		}));
		expect(codes(entry)).toContain('time_limit.unverified_as_certain');
	});

	it('finds fees without a rule and paths without a channel', () => {
		const entry = seedEntry('cap-cong-ham-de-nghi-cap-thi-thuc');
		const broken = { ...entry, rules: { ...entry.rules, fees: [], channels: [] } };
		expect(codes(broken)).toEqual(
			expect.arrayContaining(['fee.without_rule', 'path.without_channel'])
		);
	});
});

describe('Versions', () => {
	const newer = (value: unknown): unknown => ({
		...(value as object),
		as_of: '2027-03-01',
		valid_from: '2027-04-01'
	});

	it('shows a new version from the day it begins', () => {
		const [first] = seedProcedures();
		const loaded = loadCatalogue([...seedProcedures(), newer(first)], seedRules());
		if (!loaded.ok) throw new Error(loaded.faults.join());
		const { slug } = seedCatalogue()[0]?.procedure ?? { slug: '' };
		const versionOn = (day: string) => currentEntry(loaded.catalogue, slug, day)?.procedure.version;
		expect(versionOn('2027-03-31')).toBe('2026-11-23');
		expect(versionOn('2027-04-01')).toBe('2027-03-01');
	});

	it('does not take a case for the national portal that says not where that is', () => {
		const onPortal = seedRules()
			.map((rules) => JSON.stringify(rules))
			.join();
		const portal = /"channel":"national_portal","url":"[^"]*"/g;
		expect(onPortal).toMatch(portal);
		const lost = onPortal.replace(portal, '"channel":"national_portal"');
		const loaded = loadCatalogue(seedProcedures(), JSON.parse(`[${lost}]`) as unknown[]);
		expect(loaded.ok ? [] : loaded.faults.join('\n')).toContain('The portal has no address.');
	});

	it('tells every fault of the files at once, with its place', () => {
		const [procedure, second] = seedProcedures() as object[];
		const broken = { ...procedure, fees: [{ amount_vnd: 0 }] };
		const loaded = loadCatalogue([broken, second], [{ slug: 'x' }]);
		expect(loaded.ok).toBe(false);
		if (loaded.ok) return;
		expect(loaded.faults).toHaveLength(3);
		expect(loaded.faults[1]).toMatch(/^procedure cap-ho-chieu-ngoai-giao-cong-vu: fees\.0/);
	});
});
