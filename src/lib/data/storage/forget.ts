import { announceChange } from './changes.ts';
import { releaseKey } from './keys.ts';
import { rowsAtHand } from './rows-at-hand.ts';
import { SHELVES, type Owner } from './rows.ts';

/** Removes all that belongs to one account, its key first; nobody else's is touched. */
export async function forgetOwner(owner: Owner): Promise<void> {
	await releaseKey(owner);
	const rows = await rowsAtHand();
	await rows.forget(owner);
	announceChange(SHELVES);
}
