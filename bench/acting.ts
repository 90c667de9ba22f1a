/** How many actions the server accepts: whole lives of dossiers, against plain records. */
import { act, currentVersion, register, REST_OF_LIFE } from './lives.ts';
import { during, load, type Call } from './load.ts';
import { medianOf, medianRatio, type Summary } from './measure.ts';
import { newId } from './people.ts';
import type { World } from './world.ts';

export interface Acting {
	readonly actions: Summary;
	readonly creates: Summary;
	/** Actions per second against creates per second, round by round: the median. */
	readonly actionsAgainstCreates: number;
}

/** Desks at once: where this server accepts most. */
const WRITERS = 8;

/** Rounds of actions and of plain record creates, taken in turn. */
export async function measureActing(
	world: World,
	rounds: number,
	seconds: number
): Promise<Acting> {
	await createPlainCollection(world);
	const version = await currentVersion(world);
	const create = (): Call => ({
		method: 'POST',
		path: '/api/collections/bench_rows/records',
		token: world.officers.receiving_officer,
		body: { id: newId(), status: 'received', payload: { remark: 'Đủ điều kiện.' } }
	});
	const actions: Summary[] = [];
	const creates: Summary[] = [];
	await actFor(world, 1, version);
	for (let round = 0; round < rounds; round += 1) {
		actions.push(await actFor(world, seconds, version));
		creates.push(await load(world.server, WRITERS, seconds, create));
	}
	return {
		actions: medianOf(actions),
		creates: medianOf(creates),
		actionsAgainstCreates: medianRatio(actions, creates)
	};
}

/** Dossiers from reception to result, at {@link WRITERS} desks at once, for `seconds`. */
function actFor(world: World, seconds: number, version: string): Promise<Summary> {
	return during(world.server, WRITERS, seconds, async (timed, isOver) => {
		const { id } = await timed(register(world, version));
		for (const [passed, step] of REST_OF_LIFE.entries()) {
			if (isOver()) return;
			await timed(act(world, id, passed + 1, step));
		}
	});
}

/** A collection with neither hooks nor indexes, into which any officer may write. */
async function createPlainCollection({ connections, superuser }: World): Promise<void> {
	await connections.succeed({
		method: 'POST',
		path: '/api/collections',
		token: superuser,
		body: {
			name: 'bench_rows',
			type: 'base',
			createRule: "@request.auth.collectionName = 'officers'",
			fields: [
				{ name: 'status', type: 'text' },
				{ name: 'payload', type: 'json' }
			]
		}
	});
}
