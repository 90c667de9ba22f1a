import { describe, expect, it } from 'vitest';
import { oneAtATime } from '$data/one-at-a-time.ts';

/** Work that ends when it is told to. */
function heldUp() {
	const ends: (() => void)[] = [];
	const work = () => new Promise<void>((resolve) => ends.push(resolve));
	return { ends, run: oneAtATime(work) };
}

describe('Work that runs once at a time', () => {
	it('runs again, once, for everybody who asks while it runs', async () => {
		const { ends, run } = heldUp();
		const [first, second, third] = [run(), run(), run()];
		expect(ends).toHaveLength(1);
		ends[0]?.();
		await first;
		await expect.poll(() => ends.length).toBe(2);
		const late = run();
		ends[1]?.();
		await Promise.all([second, third]);
		await expect.poll(() => ends.length).toBe(3);
		ends[2]?.();
		await late;
		expect(ends).toHaveLength(3);
	});

	it('never runs twice at once, whenever it is asked', async () => {
		let atOnce = 0;
		let most = 0;
		const run = oneAtATime(async () => {
			most = Math.max(most, (atOnce += 1));
			await Promise.resolve();
			atOnce -= 1;
		});
		for (let moment = 0; moment < 50; moment += 1) {
			void run();
			await Promise.resolve();
		}
		await run();
		expect(most).toBe(1);
	});

	it('goes on after a run that failed', async () => {
		let runs = 0;
		const run = oneAtATime(() => {
			runs += 1;
			return runs === 1 ? Promise.reject(new Error('no line')) : Promise.resolve();
		});
		const [first, second] = [run(), run()];
		await expect(first).rejects.toThrow('no line');
		await second;
		expect(runs).toBe(2);
	});
});
