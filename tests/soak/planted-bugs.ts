import { stallingDisk, type Alteration } from './altered-code.ts';
import type { Invariant } from './checker.ts';

/** A bug that somebody could have written. */
export interface PlantedBug {
	readonly title: string;
	readonly in: 'device' | 'server';
	readonly alterations: readonly Alteration[];
	/** The promise by which it must be noticed … */
	readonly breaks: Invariant;
	/** … within so many acts. */
	readonly acts: number;
}

const DELIVERY = 'src/lib/data/sync/delivery.ts';

export const PLANTED_BUGS: readonly PlantedBug[] = [
	{
		title: 'no transaction',
		in: 'server',
		alterations: [
			{
				file: 'pocketbase/hooks/lib/durable.ts',
				now: 'app.runInTransaction((tx) => {',
				altered: '[app].forEach((tx) => {'
			},
			// A slow disk, which within a transaction would do no harm.
			{
				file: 'pocketbase/hooks/lib/audit.ts',
				now: '	const row = {',
				altered: '	sleep(20);\n	const row = {'
			}
		],
		breaks: 'Every action has one audit row',
		acts: 120
	},
	{
		title: 'any 400 counts as saved',
		in: 'device',
		alterations: [
			{
				file: DELIVERY,
				now: `	return answer.kind === 'refusal' ? refuse(entry, answer) : putAside(entry, answer);`,
				altered: `	if (answer.kind === 'fault') return putAside(entry, answer);
					await commit([answered(entry, 1)]);
					return 'answered';`
			}
		],
		breaks: 'What was acknowledged is stored exactly once',
		acts: 80
	},
	{
		title: 'the outbox cleared before the answer',
		in: 'device',
		alterations: [
			{
				file: DELIVERY,
				now: '	const leaving = await noteLeaving(entry);',
				altered: `	const leaving = await noteLeaving(entry);
					await commit([settled(entry)]);`
			}
		],
		breaks: 'An item leaves the outbox by one of three doors',
		acts: 80
	},
	{
		title: 'the hash of the body ignored',
		in: 'server',
		alterations: [
			{
				file: 'pocketbase/hooks/handlers/accept-action.ts',
				now: 'earlier.actor !== actor.id || earlier.bodyHash !== bodyHash',
				altered: 'earlier.actor !== actor.id'
			}
		],
		breaks: 'What was acknowledged is stored exactly once',
		acts: 250
	},
	{
		title: 'a cursor without overlap',
		in: 'server',
		alterations: [
			{
				file: 'pocketbase/hooks/lib/sync.ts',
				now: 'new Date(Date.parse(since) - OVERLAP_MS)',
				altered: 'new Date(Date.parse(since))'
			},
			stallingDisk(1, 150)
		],
		breaks: 'Every device shows what the server has',
		acts: 120
	}
];
