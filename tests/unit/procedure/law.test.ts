import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { seedCatalogue } from '../../support/catalogue.ts';

it('lists in docs/law every text and article the rules cite', () => {
	const page = readFileSync(new URL('../../../docs/law/README.md', import.meta.url), 'utf8');
	const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
	const cited = seedCatalogue().flatMap(({ rules }) =>
		[
			...rules.eligibility,
			...rules.papers,
			...rules.fees,
			...rules.timeLimits,
			...rules.channels
		].flatMap(({ grounds }) => grounds.flatMap((ground) => ('law' in ground ? [ground] : [])))
	);
	expect(cited.length).toBeGreaterThan(50);
	const missing = cited.filter(
		({ law, article }) =>
			!rows.some((cells) => cells[1] === law && cells[5]?.includes(article ?? ''))
	);
	expect(missing).toEqual([]);
});
