import * as v from 'valibot';
import { forgetDraftsOfNobody, forgetOwner } from './storage/forget.ts';
import type { Owner } from './storage/rows.ts';
import { SHARED_KEY } from './who-is-here.ts';

/**
 * A device that many use (máy dùng chung) keeps nothing of an account once its tabs are closed. No
 * page is told that it is being closed for good, so the account is marked here, by its id alone; and
 * whatever start of the app first finds none of its tabs alive removes what it left.
 */

const marksSchema = v.array(v.string());

/** A tab that is being loaded anew is away for a moment, and comes back. */
const RELOADS_WITHIN_MS = 5_000;

export function isMarkedShared(owner: Owner): boolean {
	return readMarks().includes(owner);
}

/** To be called before anything of a shared session is stored. */
export function markShared(owner: Owner): void {
	writeMarks([...new Set([...readMarks(), owner])]);
	stayAlive(owner);
}

export function unmarkShared(owner: Owner): void {
	writeMarks(readMarks().filter((marked) => marked !== owner));
}

/** While this page lives, no other removes what the shared session of `owner` keeps. */
export function stayAlive(owner: Owner): void {
	if (alive.has(owner)) return;
	alive.add(owner);
	void locks()?.request(lockOf(owner), { mode: 'shared' }, () => new Promise(() => undefined));
}
const alive = new Set<Owner>();

/** Removes what shared sessions left whose tabs are all closed; waits for those that are not. */
export function removeWhatSharedSessionsLeft(): void {
	for (const owner of readMarks()) if (!alive.has(owner)) void removeOnceDead(owner);
}

async function removeOnceDead(owner: Owner): Promise<void> {
	const manager = locks();
	if (!manager) return remove(owner);
	for (;;) {
		await manager.request(lockOf(owner), () => undefined);
		await new Promise((resolve) => setTimeout(resolve, RELOADS_WITHIN_MS));
		const removed = await manager.request(lockOf(owner), { ifAvailable: true }, async (lock) => {
			if (lock && isMarkedShared(owner)) await remove(owner);
			return lock !== null;
		});
		if (removed || !isMarkedShared(owner)) return;
	}
}

async function remove(owner: Owner): Promise<void> {
	await forgetOwner(owner);
	// Begun before signing in, on a device where the next person would find it.
	await forgetDraftsOfNobody();
	unmarkShared(owner);
}

const lockOf = (owner: Owner): string => `ngoai-vu-so.shared ${owner}`;

const locks = (): LockManager | undefined =>
	typeof navigator === 'undefined' ? undefined : navigator.locks;

function readMarks(): string[] {
	try {
		const parsed = v.safeParse(marksSchema, JSON.parse(localStorage.getItem(SHARED_KEY) ?? '[]'));
		return parsed.success ? parsed.output : [];
	} catch {
		return [];
	}
}

function writeMarks(marks: readonly string[]): void {
	try {
		if (marks.length > 0) localStorage.setItem(SHARED_KEY, JSON.stringify(marks));
		else localStorage.removeItem(SHARED_KEY);
	} catch {
		// Where nothing can be stored, nothing is left either.
	}
}
