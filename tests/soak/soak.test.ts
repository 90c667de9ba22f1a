import { expect, it } from 'vitest';
import { run } from './run.ts';

it('Nothing is lost or doubled over 2,000 acts and 10 kills of the server', async () => {
	const { violations, calmAfterMs } = await run({
		devices: 10,
		mutations: 2_000,
		kills: 10,
		seed: 20261125,
		log: console.log
	});
	console.log(`All equal after ${calmAfterMs} ms of calm.`);
	const broken = violations.map(({ invariant, where }) => `${invariant}: ${where}`);
	expect(broken, broken.join('\n')).toEqual([]);
	expect(calmAfterMs).not.toBeNull();
});
