import * as v from 'valibot';
import type { Reply } from '$domain/assistant/reply.ts';
import { isFaithful, isRewordable } from '$domain/assistant/rewording.ts';
import { fetchDepartment } from './department.ts';
import { ask } from './remote.ts';

/** Having a reply of the assistant put in other words by a model of the server. */

/** A reply with its text as it was drawn. */
export type SpokenReply = Reply & { readonly text: string };

/** Whether to offer it: this kind of reply, on a server where it is turned on. */
export async function canReword(reply: SpokenReply): Promise<boolean> {
	if (!isRewordable(reply)) return false;
	const department = await fetchDepartment();
	return department.ok && department.value.rewording;
}

/** Longer nobody looks at an answer that stands there already. */
const WAIT_MS = 3_000;

const rewordedSchema = v.object({ text: v.nullable(v.string()) });

/**
 * The same in other words; `null`: the reply stays as it is, for whatever reason. Nothing of who
 * asks goes along.
 */
export async function reword(reply: SpokenReply): Promise<string | null> {
	if (!(await canReword(reply))) return null;
	const { text, language } = reply;
	const facts = reply.facts.map(({ value, source, path, computed }) => ({
		value,
		source,
		path,
		...(computed === undefined ? {} : { computed })
	}));
	const answer = await Promise.race([
		ask('/api/app/assistant/reword', rewordedSchema, {
			method: 'POST',
			anonymous: true,
			body: { text, facts, language }
		}),
		// Not the request's own time: a slow model is no sign of a dead line.
		new Promise<null>((resolve) => setTimeout(() => resolve(null), WAIT_MS))
	]);
	const reworded = answer?.ok ? answer.value.text : null;
	return reworded !== null && isFaithful(reply, reworded) ? reworded : null;
}
