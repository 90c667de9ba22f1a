/** How well and how fast the assistant answers, beside a plain search library in the same run. */
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { build, type Plugin } from 'esbuild';
import MiniSearch from 'minisearch';
import { askAll, evaluate } from '../scripts/assistant/evaluate.ts';
import { withFoldedPhrases } from '../scripts/assistant/folded-phrases.ts';
import { readFixture } from '../scripts/assistant/fixture.ts';
import { readKnowledge } from '../scripts/assistant/knowledge.ts';
import { readQuestions, type Question } from '../scripts/assistant/questions.ts';
import { foldedWords } from '../src/lib/domain/procedure/fold.ts';
import { chromiumPath } from '../tests/support/chromium.ts';
import type { Given, measure } from './assistant-page.ts';
import { median, quantile } from './measure.ts';

export interface Assisting {
	/** Share of questions about a procedure for which the right one is answered. */
	readonly accuracy: number;
	/** The same by the first hit of a search library over names, other names and questions. */
	readonly plainAccuracy: number;
	/** Milliseconds, in a browser whose processor is slowed four times. */
	readonly p50: number;
	readonly p95: number;
	readonly max: number;
	/** The first question, with everything to be made. */
	readonly cold: number;
	/** How many times as long as the plain search an answer takes, in this process. */
	readonly slowerThanPlain: number;
	/** Kilobytes of code and data, compressed, without the catalogue. */
	readonly weightKb: number;
}

const FIXTURE = 'tests/cases/assistant/fixture.json';
const QUESTIONS = 'tests/cases/assistant/questions-sealed.jsonl';
const CPU_SLOWDOWN = 4;
const ROUNDS = 3;

/** As the app's own build folds them. */
const foldedPhrases: Plugin = {
	name: 'folded-phrases',
	setup({ onLoad }) {
		onLoad({ filter: /\.json$/ }, ({ path }) => {
			const contents = withFoldedPhrases(path, readFileSync(path, 'utf8'));
			return contents === null ? null : { contents, loader: 'json' };
		});
	}
};

export async function measureAssisting(): Promise<Assisting> {
	const fixture = readFixture(FIXTURE);
	const knowledge = readKnowledge(fixture.office, fixture.now);
	const questions = readQuestions(QUESTIONS);
	const answered = askAll(questions, knowledge, fixture);
	const { summary } = evaluate(answered, fixture.slugs);
	const plain = plainSearch(knowledge.entries, questions, fixture.slugs);
	const ours = median(answered.flatMap(({ turns }) => turns.map(({ ms }) => ms)));
	const { outputFiles } = await build({
		entryPoints: ['bench/assistant-page.ts'],
		bundle: true,
		minify: true,
		write: false,
		format: 'iife',
		// As the app's own build: letters stand as they are.
		charset: 'utf8',
		alias: { $domain: './src/lib/domain' },
		plugins: [foldedPhrases]
	});
	const code = outputFiles[0]?.text ?? '';
	const { restDays, workedWeekendDays, ...calendar } = knowledge.calendar;
	const given = {
		entries: knowledge.entries,
		office: knowledge.office,
		holidays: knowledge.holidays,
		calendar: { ...calendar, restDays: [...restDays], workedWeekendDays: [...workedWeekendDays] },
		now: fixture.now
	};
	const { first, each } = await inBrowser(
		code,
		given,
		questions.map(({ text }) => text)
	);
	const warm = each.slice(10).sort((a, b) => a - b);
	return {
		accuracy: summary['procedure_at1'] ?? 0,
		plainAccuracy: plain.accuracy,
		p50: quantile(warm, 0.5),
		p95: quantile(warm, 0.95),
		max: warm[warm.length - 1] ?? 0,
		cold: first,
		slowerThanPlain: ours / plain.ms,
		weightKb: brotliCompressSync(code).length / 1000
	};
}

async function inBrowser(
	code: string,
	given: Given,
	texts: readonly string[]
): Promise<{ first: number; each: number[] }> {
	const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
	try {
		const page = await browser.newPage();
		const session = await page.context().newCDPSession(page);
		await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
		await page.addScriptTag({ content: code });
		const measured = await page.evaluate(
			([all, asked, rounds]) =>
				(globalThis as { measureAssistant?: typeof measure }).measureAssistant?.(
					all,
					asked,
					rounds
				),
			[given, texts, ROUNDS] as const
		);
		if (!measured) throw new Error('The assistant was not loaded.');
		return measured;
	} finally {
		await browser.close();
	}
}

function plainSearch(
	entries: ReturnType<typeof readKnowledge>['entries'],
	questions: readonly Question[],
	slugs: Readonly<Record<string, string>>
): { accuracy: number; ms: number } {
	const index = new MiniSearch<Record<string, string>>({
		idField: 'slug',
		fields: ['name', 'synonyms', 'questions'],
		tokenize: foldedWords,
		processTerm: (term) => term
	});
	index.addAll(
		entries.map(({ procedure }) => ({
			slug: procedure.slug,
			name: `${procedure.name.vi} ${procedure.name.en}`,
			synonyms: procedure.synonyms.join(' '),
			questions: procedure.commonQuestions
				.map(({ question }) => `${question.vi} ${question.en}`)
				.join(' ')
		}))
	);
	const asked = questions.filter(({ intent }) => intent === 'procedure-info');
	const times: number[] = [];
	const right = asked.filter(({ text, procedure, accept_procedures }) => {
		const start = performance.now();
		const [best] = index.search(text);
		times.push(performance.now() - start);
		return [procedure, ...accept_procedures].some((label) => slugs[label ?? ''] === best?.id);
	});
	return { accuracy: right.length / asked.length, ms: median(times) };
}
