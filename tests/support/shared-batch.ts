import type { SharedBatch } from '$domain/assistant/shared-batch.ts';
import { addDays, dayOf, type PlainDate } from '$domain/time/plain-date.ts';
import { newId } from './api.ts';

/** Yesterday in Việt Nam. */
export const yesterday = (): PlainDate => addDays(dayOf(new Date().toISOString()), -1);

/** What a device sends that counted two things yesterday. */
export function sharedBatch(changed: Partial<SharedBatch> = {}): SharedBatch {
	const day = yesterday();
	return {
		id: newId(),
		counts: [
			{ day, outcome: 'declined', procedure: null, count: 2 },
			{ day, outcome: 'unclear', procedure: 'su-dung-the-abtc', count: 1 }
		],
		texts: [{ day, text: 'đổi biển số xe ở đâu' }],
		...changed
	};
}
