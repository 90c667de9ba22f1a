import * as v from 'valibot';
import { STAFF_ROLES } from '$domain/identity/actor.ts';
import { currentOwner } from './account.ts';
import { success, type Answer } from './answer.ts';
import { ask } from './remote.ts';
import type { Envelope } from './storage/rows.ts';
import { commit, Shelf } from './storage/shelf.ts';

const officerSchema = v.object({
	id: v.string(),
	name: v.optional(v.string(), ''),
	role: v.picklist(STAFF_ROLES),
	division: v.optional(v.string(), '')
});
export type OfficerListed = v.InferOutput<typeof officerSchema>;

/** Lists as they were last told, one for each division asked for. */
const lists = new Shelf<Envelope, readonly OfficerListed[]>('colleagues');
const EVERYBODY = 'everybody';

/**
 * Officers at work, of a division or of the whole Department when none is named. Without a network
 * as they were last told, so that a dossier can be handed on; whether somebody left meanwhile the
 * server decides.
 */
export async function fetchOfficers(division?: string): Promise<Answer<readonly OfficerListed[]>> {
	const owner = currentOwner();
	const id = division ?? EVERYBODY;
	const parameters = division ? `?${new URLSearchParams({ division })}` : '';
	const schema = v.object({ items: v.array(officerSchema) });
	const answer = await ask(`/api/app/officers${parameters}`, schema);
	if (answer.ok) {
		const { items } = answer.value;
		await commit([lists.put({ owner, id, dossier: '', content: items })]);
		return success(items);
	}
	const kept = answer.kind === 'fault' ? await lists.get(owner, id) : undefined;
	return kept ? success(kept.content) : answer;
}
