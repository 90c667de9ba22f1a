/**
 * The assistant on the command line.
 *
 * `npm run assistant -- ask "…" [--lang en] [--fixture FILE]` prints the reply record as JSON.
 * `npm run assistant -- eval FILE.jsonl [--fixture FILE] [--json OUT]` prints the metrics.
 * `npm run assistant -- folds [FILE.jsonl …]` prints them under five-fold cross-validation.
 * `npm run assistant -- retype [FILE.jsonl …]` asks each question as others would type it.
 * `npm run assistant -- learn` learns anew from the questions of the project.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Learnt } from '../../src/lib/domain/assistant/classifier.ts';
import { NEW_CONVERSATION } from '../../src/lib/domain/assistant/dialogue.ts';
import { Assistant } from '../../src/lib/domain/assistant/engine.ts';
import { replyText } from '../../src/lib/i18n/assistant-texts.ts';
import { askAll, evaluate, type AnsweredQuestion, type Evaluation } from './evaluate.ts';
import { readFixture } from './fixture.ts';
import { LEARNT_FILE, questionFiles, questionsToLearnFrom, readKnowledge } from './knowledge.ts';
import { phrasesOfLexicon } from './phrases.ts';
import { readQuestions, type Question } from './questions.ts';
import { RETYPINGS } from './retyping.ts';
import { train } from './train.ts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		lang: { type: 'string' },
		fixture: { type: 'string', default: 'tests/cases/assistant/fixture.json' },
		json: { type: 'string' }
	}
});
const [command, ...rest] = positionals;
const fixture = readFixture(values.fixture);
const language = values.lang === 'en' || values.lang === 'vi' ? values.lang : undefined;

switch (command) {
	case 'ask': {
		const assistant = new Assistant(readKnowledge(fixture.office, fixture.now));
		const start = performance.now();
		const { now, records } = fixture;
		const { reply } = assistant.ask(rest.join(' '), NEW_CONVERSATION, {
			now,
			records,
			...(language === undefined ? {} : { language })
		});
		const text = replyText(reply);
		console.log(JSON.stringify({ ...reply, text, ms: performance.now() - start }, null, '\t'));
		break;
	}
	case 'eval': {
		const questions = rest.flatMap(readQuestions);
		report(askAll(questions, readKnowledge(fixture.office, fixture.now), fixture));
		break;
	}
	case 'folds':
		report(folds(rest));
		break;
	case 'retype':
		retype(rest);
		break;
	case 'learn': {
		const { entries } = readKnowledge(fixture.office, fixture.now, nothing());
		const questions = questionsToLearnFrom();
		const learnt = train(questions, fixture.slugs, entries, phrasesOfLexicon());
		writeFileSync(LEARNT_FILE, `${JSON.stringify(learnt)}\n`);
		break;
	}
	default:
		console.error('Say: npm run assistant -- ask "…" | eval FILE.jsonl | folds | learn');
		process.exit(1);
}

/** Each question is answered by an assistant that has learnt from the other four fifths only. */
function folds(measured: readonly string[]): AnsweredQuestion[] {
	const all = questionFiles().flatMap((name) =>
		readQuestions(name).map((question) => ({ name, question }))
	);
	const wanted = (name: string) => measured.length === 0 || measured.includes(name);
	const { entries } = readKnowledge(fixture.office, fixture.now, nothing());
	const phrases = phrasesOfLexicon();
	return [0, 1, 2, 3, 4].flatMap((fold) => {
		const learnFrom = all.filter((_, at) => at % 5 !== fold).map(({ question }) => question);
		const test = all
			.filter(({ name }, at) => at % 5 === fold && wanted(name))
			.map(({ question }): Question => question);
		const learnt = train(learnFrom, fixture.slugs, entries, phrases);
		return askAll(test, readKnowledge(fixture.office, fixture.now, learnt), fixture);
	});
}

/** How many questions are understood alike however they are typed. */
function retype(files: readonly string[]): void {
	const assistant = new Assistant(readKnowledge(fixture.office, fixture.now));
	const { now, records } = fixture;
	const understood = (text: string) => {
		const { reply } = assistant.ask(text, NEW_CONVERSATION, { now, records, language: 'vi' });
		return [reply.kind, reply.procedure, reply.facets[0]].join(' ');
	};
	const texts = (files.length > 0 ? files : questionFiles())
		.flatMap(readQuestions)
		.filter(({ lang }) => lang === 'vi')
		.map(({ text }) => text);
	for (const [name, { how, target }] of Object.entries(RETYPINGS)) {
		const chance = chanceOf(7);
		const changed = texts.filter((text) => understood(how(text, chance)) !== understood(text));
		const share = 1 - changed.length / texts.length;
		console.log(
			`${share >= target ? ' ' : '!'} ${name.padEnd(20)} ${share.toFixed(3)}  target ≥ ${target.toFixed(2)}`
		);
		if (values.json)
			for (const text of changed) console.log(`    ${how(text, chanceOf(7))}  ←  ${text}`);
	}
}

/** Numbers from 0 to 1, the same in every run. */
function chanceOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

/** Before anything was learnt. */
function nothing(): Learnt {
	const decision = { labels: ['ambiguous'], step: 1, bias: [0], weights: [] };
	const decisions = {
		topic: decision,
		facet: decision,
		unsettled: decision,
		standing: decision,
		referral: decision,
		reading: decision
	};
	return { decisions, features: '', heard: '', words: '' };
}

function report(answered: readonly AnsweredQuestion[]): void {
	const evaluation = evaluate(answered, fixture.slugs);
	for (const miss of evaluation.misses) console.log(`✗ ${miss}`);
	console.log(table(evaluation));
	if (values.json)
		writeFileSync(values.json, `${JSON.stringify({ ...evaluation, answered }, null, '\t')}\n`);
	console.log(JSON.stringify(evaluation.summary));
}

function table({ metrics, slices }: Evaluation): string {
	const lines = metrics.map(({ name, hits, of, target, atMost }) => {
		const share = of === 0 ? NaN : hits / of;
		const met = of === 0 || (atMost ? share <= target : share >= target);
		const [low, high] = wilson(hits, of);
		return `${met ? ' ' : '!'} ${name.padEnd(22)} ${share.toFixed(3)}  ${`${String(hits)}/${String(of)}`.padEnd(9)} target ${atMost ? '≤' : '≥'} ${target.toFixed(2)}  95 % ${low.toFixed(2)}–${high.toFixed(2)}`;
	});
	const parts = Object.entries(slices)
		.sort(([a], [b]) => a.localeCompare(b))
		.map(
			([name, { hits, of }]) =>
				`  ${name.padEnd(50)} ${(hits / of).toFixed(3)}  ${String(hits)}/${String(of)}`
		);
	return [...lines, '', 'Procedure@1 by slice', ...parts].join('\n');
}

/** Wilson's interval of a share, 95 %. */
function wilson(hits: number, of: number): [low: number, high: number] {
	if (of === 0) return [0, 1];
	const z = 1.96;
	const share = hits / of;
	const middle = share + (z * z) / (2 * of);
	const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
	const whole = 1 + (z * z) / of;
	return [(middle - half) / whole, (middle + half) / whole];
}
