/**
 * Makes of `work` something that runs once at a time, so that what it finds never comes out of
 * order. Who calls while it runs gets a run that begins afterwards: everybody who calls meanwhile
 * the same one.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> | undefined;
	let next: Promise<void> | undefined;

	const run = (): Promise<void> => {
		next = undefined;
		const mine = work().finally(() => {
			if (running === mine) running = undefined;
		});
		running = mine;
		return mine;
	};

	return () => {
		if (!running) return next ?? run();
		return (next ??= running.then(run, run));
	};
}
