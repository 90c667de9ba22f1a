import * as v from 'valibot';
import type { Dossier, Id } from '$domain/dossier/dossier.ts';
import { dossierSchema } from './mappers.ts';
import { watch } from './remote.ts';
import { wakeFetching } from './sync/syncing.ts';

/** How often to look while the live line is down or silent. */
const LOOK_EVERY_MS = 15_000;
/** With a live line, looking is only a net below it. */
const LOOK_EVERY_MS_WHEN_LIVE = 120_000;

export interface DossierWatcher {
	/** Number of the newest action the screen knows; older news is dropped, order is not promised. */
	readonly seq: () => number;
	/** A newer state arrived. */
	readonly onNewer: (dossier: Dossier) => void;
	/** Something may have been missed: fetch what there is. */
	readonly onCatchUp: () => void;
}

/**
 * Watches one dossier, or all this officer may see with `*`. Live where the line allows; caught up
 * on reconnect, on return to the page and on coming online; looked up regularly besides.
 * @returns what ends it
 */
export function watchDossier(id: Id | '*', watcher: DossierWatcher): () => void {
	let connected = false;
	const endLive = watch('dossiers', id, {
		onRecord: (record) => {
			wakeFetching();
			const parsed = v.safeParse(dossierSchema, record);
			if (!parsed.success) watcher.onCatchUp();
			else if (id === '*' || parsed.output.seq > watcher.seq()) watcher.onNewer(parsed.output);
		},
		onConnect: () => {
			// The first connection follows the first fetch so closely that a change may fall between.
			connected = true;
			wakeFetching();
			watcher.onCatchUp();
		}
	});
	const endLooking = lookRegularly(watcher.onCatchUp, () =>
		connected && navigator.onLine ? LOOK_EVERY_MS_WHEN_LIVE : LOOK_EVERY_MS
	);
	return () => {
		endLive();
		endLooking();
	};
}

/**
 * Calls `look` again and again while the page is seen, and whenever it is seen or online again.
 * @param everyMs pause before the next look, in milliseconds
 */
export function lookRegularly(
	look: () => void,
	everyMs: () => number = () => LOOK_EVERY_MS
): () => void {
	let timer: ReturnType<typeof setTimeout>;
	const wait = () => {
		clearTimeout(timer);
		timer = setTimeout(lookNow, everyMs());
	};
	const lookNow = () => {
		if (document.visibilityState === 'visible') look();
		wait();
	};
	document.addEventListener('visibilitychange', lookNow);
	addEventListener('online', lookNow);
	wait();
	return () => {
		clearTimeout(timer);
		document.removeEventListener('visibilitychange', lookNow);
		removeEventListener('online', lookNow);
	};
}
