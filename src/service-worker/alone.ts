/**
 * Runs `work` when nothing else of this kind runs in any worker of ours: one version must not
 * remove files while another one counts on them. Browsers without locks have no such second worker
 * at the same moment but by rare chance.
 */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
	const locks: LockManager | undefined = navigator.locks;
	return locks ? locks.request('app-shell', work) : work();
}
