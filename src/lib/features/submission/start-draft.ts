import { deviceToday } from '$data/device-clock.ts';
import { success, type Answer } from '$data/answer.ts';
import { findCurrentEntry } from '$data/catalogue.ts';
import { createDraft } from '$data/drafts.ts';
import { NOBODY } from '$data/storage/rows.ts';
import { session } from '$data/session.svelte.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import { answersFromQuery } from '$domain/procedure/answers-url.ts';

/**
 * Begins a draft from a checklist's address: `query` holds the answers. What the account knows of
 * its owner is filled in.
 */
export async function startDraft(slug: string, query: string): Promise<Answer<Id>> {
	const entry = await findCurrentEntry(slug, deviceToday());
	if (!entry.ok) return entry;
	const { procedure, rules } = entry.value;
	const account = session.current?.type === 'applicant' ? session.current : null;
	const draft = await createDraft({
		procedure: slug,
		procedureVersion: procedure.version,
		answers: answersFromQuery(rules, query),
		owner: account?.id ?? NOBODY,
		form: account
			? {
					applicantKind: account.kind,
					fullName: account.name,
					email: account.email,
					phone: account.phone
				}
			: {}
	});
	return draft.ok ? success(draft.value.id) : draft;
}
