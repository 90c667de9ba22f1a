import { describe, expect, it } from 'vitest';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { run } from './run.ts';

/** Before the soak is believed, it has to notice what is known to be wrong. */
describe('The soak notices', () => {
	it.concurrent.each(PLANTED_BUGS)('$title', async (bug) => {
		const { violations } = await run({
			devices: 8,
			mutations: bug.acts,
			kills: 1,
			seed: 11,
			altered: { [bug.in]: bug.alterations }
		});
		expect(violations.map(({ invariant }) => invariant)).toContain(bug.breaks);
	});
});
