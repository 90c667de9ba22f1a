import type { Account } from '$data/account.ts';
import type { ChosenKind } from '$domain/notification/events.ts';
import { m } from '$i18n/paraglide/messages.js';

export const KIND_WORDS: Readonly<
	Record<ChosenKind, { readonly name: () => string; readonly hint: () => string }>
> = {
	progress: { name: m.push_kind_progress, hint: m.push_kind_progress_hint },
	to_do: { name: m.push_kind_to_do, hint: m.push_kind_to_do_hint },
	deadline: { name: m.push_kind_deadline, hint: m.push_kind_deadline_hint },
	work: { name: m.push_kind_work, hint: m.push_kind_work_hint },
	catalogue: { name: m.push_kind_catalogue, hint: m.push_kind_catalogue_hint }
};

/** What this person is ever told of. */
export function kindsOf({ type }: Account): readonly ChosenKind[] {
	return type === 'officer' ? ['work', 'deadline'] : ['to_do', 'deadline', 'progress', 'catalogue'];
}
