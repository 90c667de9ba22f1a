import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/build.ts';
import { resultTable } from '../../soak/result.ts';

const read = (name: string): string => readFileSync(join(ROOT, 'docs', name), 'utf8');

describe('docs/reliability.md', () => {
	it('says what the run wrote, and nothing else', () => {
		const table = resultTable(JSON.parse(read('reliability.json')));
		const cells = (text: string): string[] =>
			text
				.split('\n')
				.filter((line) => line.startsWith('|'))
				.map((line) => line.replace(/[\s-]+/g, ' '));
		for (const line of cells(table)) expect(cells(read('reliability.md'))).toContain(line);
	});

	it('tells of at least 20,000 acts and 200 kills, by five seeds or more', () => {
		const plan = v.object({ mutations: v.number(), kills: v.number(), seed: v.number() });
		const runs = v.parse(v.array(v.object({ plan })), JSON.parse(read('reliability.json')));
		const sum = (of: 'mutations' | 'kills') => runs.reduce((total, run) => total + run.plan[of], 0);
		expect(sum('mutations')).toBeGreaterThanOrEqual(20_000);
		expect(sum('kills')).toBeGreaterThanOrEqual(200);
		expect(new Set(runs.map((run) => run.plan.seed)).size).toBeGreaterThanOrEqual(5);
	});
});
