import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { ROOT } from '../../../scripts/build.ts';
import { Result, resultTable } from '../../soak/result.ts';

const read = (name: string): string => readFileSync(join(ROOT, 'docs', name), 'utf8');
const kept = v.parse(v.array(Result), JSON.parse(read('reliability.json')));

describe('The runs that the documentation tells of', () => {
	it('are told as they were measured', () => {
		const told = rowsOf(read('reliability.md'));
		expect(told).toEqual(expect.arrayContaining(rowsOf(resultTable(kept))));
	});

	it('reached what they set out for, each from a seed of its own, and held every promise', () => {
		expect(new Set(kept.map(({ plan }) => plan.seed)).size).toBe(kept.length);
		for (const { plan, happened, violations } of kept) {
			expect(happened['acts']).toBeGreaterThanOrEqual(plan.mutations);
			expect(happened['serversKilled']).toBeGreaterThanOrEqual(plan.kills);
			expect(violations).toEqual([]);
		}
	});
});

/** Rows of tables, however wide their columns are written. */
function rowsOf(text: string): string[] {
	return text
		.split('\n')
		.filter((line) => line.startsWith('|') && !/^\| ?-/.test(line))
		.map((line) => line.replace(/\s+/g, ' ').trim());
}
