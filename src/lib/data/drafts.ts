import { deviceNow } from './device-clock.ts';
import type { Id, ResultReturn } from '$domain/dossier/dossier.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { newId } from './ids.ts';
import { local } from './local.ts';

/**
 * A dossier being prepared (hồ sơ nháp). It lives on this device only, is saved as it is typed, and
 * goes when the server has acknowledged the submission – or when its owner throws it away.
 */
export interface Draft {
	/** Becomes the dossier's id. */
	readonly id: Id;
	/** Id of the submission, made once: sent again after a cut answer, it still happens once. */
	readonly submitAction: Id;
	/** Account it belongs to; `null` until somebody signs in. */
	readonly owner: string | null;
	readonly procedure: string;
	readonly procedureVersion: string;
	readonly answers: Readonly<Record<string, string>>;
	readonly form: Readonly<Record<string, string>>;
	readonly resultReturn: ResultReturn | null;
	/** Version of the consent text that was agreed to; `null`: not agreed. */
	readonly consentVersion: string | null;
	readonly statementOfTruth: boolean;
	/** The screen the person was on. */
	readonly screen: string;
	readonly createdAt: Instant;
	readonly updatedAt: Instant;
}

export type DraftChange = Partial<
	Pick<
		Draft,
		| 'answers'
		| 'form'
		| 'resultReturn'
		| 'consentVersion'
		| 'statementOfTruth'
		| 'screen'
		| 'owner'
	>
>;

export interface NewDraft {
	readonly procedure: string;
	readonly procedureVersion: string;
	readonly answers: Readonly<Record<string, string>>;
	readonly owner: string | null;
	readonly form?: Readonly<Record<string, string>>;
}

export async function createDraft({ form = {}, ...given }: NewDraft): Promise<Draft> {
	const now = deviceNow();
	const draft: Draft = {
		...given,
		form,
		id: newId(),
		submitAction: newId(),
		resultReturn: null,
		consentVersion: null,
		statementOfTruth: false,
		screen: '',
		createdAt: now,
		updatedAt: now
	};
	const { drafts } = await local();
	await drafts.add(draft);
	return draft;
}

export async function findDraft(id: Id): Promise<Draft | undefined> {
	const { drafts } = await local();
	return drafts.get(id);
}

/** Saves what changed. Writes of one draft follow each other, so that the last one typed stays. */
export async function saveDraft(id: Id, change: DraftChange): Promise<void> {
	const { drafts } = await local();
	await drafts.update(id, { ...change, updatedAt: deviceNow() });
}

/** Drafts of `owner`, and those begun before anyone signed in; newest first. */
export async function listDrafts(owner: string | null): Promise<Draft[]> {
	const { drafts } = await local();
	const mine = await drafts.filter((draft) => draft.owner === null || draft.owner === owner).toArray();
	return mine.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}

/** Removes a draft and its files from the device. */
export async function discardDraft(id: Id): Promise<void> {
	const database = await local();
	const { drafts, files } = database;
	await database.transaction('rw', drafts, files, async () => {
		await drafts.delete(id);
		await files.where({ dossier: id }).delete();
	});
}
