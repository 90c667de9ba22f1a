import { describe, expect, it } from 'vitest';
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.ts';
import { run } from './run.ts';

/** Whether trouble meets a bug is chance: worlds are tried until it did, each with a seed of its own. */
const SEEDS = [11, 12, 13, 14, 15];

/** Before the soak is believed, it has to notice what is known to be wrong. */
describe('The soak notices', () => {
	it.concurrent.each(PLANTED_BUGS)('$title', async (bug) => {
		const broken = new Set<string>();
		for (const seed of SEEDS) {
			if (broken.has(bug.breaks)) break;
			for (const invariant of await brokenIn(seed, bug)) broken.add(invariant);
		}
		expect([...broken]).toContain(bug.breaks);
	});
});

async function brokenIn(seed: number, bug: PlantedBug): Promise<string[]> {
	const { violations } = await run({
		devices: 8,
		mutations: bug.acts,
		kills: 1,
		seed,
		altered: { [bug.in]: bug.alterations }
	});
	return violations.map(({ invariant }) => invariant);
}
