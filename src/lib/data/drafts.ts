import { deviceNow } from './device-clock.ts';
import type { Id, ResultReturn } from '$domain/dossier/dossier.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { currentOwner } from './account.ts';
import { faulted, success, type Answer } from './answer.ts';
import { filesClaimed, filesRemoved } from './attachments.ts';
import { newId } from './ids.ts';
import { holdReload } from './reload-hold.ts';
import { whenChanged } from './storage/changes.ts';
import { NOBODY, type Envelope, type Owner } from './storage/rows.ts';
import { commit, Shelf, type Change, type Committed, type Kept } from './storage/shelf.ts';
import { askToPersist } from './storage/space.ts';

/**
 * A dossier being prepared (hồ sơ nháp). It lives on this device only, is saved as it is typed, and
 * goes when the server has the dossier – or when its owner throws it away.
 */
export interface Draft {
	/** Becomes the dossier's id. */
	readonly id: Id;
	/** Id of the submission, made once: sent again after a cut answer, it still happens once. */
	readonly submitAction: Id;
	/** Account it belongs to; `NOBODY` until somebody signs in. */
	readonly owner: Owner;
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
		'answers' | 'form' | 'resultReturn' | 'consentVersion' | 'statementOfTruth' | 'screen'
	>
>;

export interface NewDraft {
	readonly procedure: string;
	readonly procedureVersion: string;
	readonly answers: Readonly<Record<string, string>>;
	readonly owner: Owner;
	readonly form?: Readonly<Record<string, string>>;
}

/** Whose draft, and which. */
export type DraftKey = Pick<Draft, 'owner' | 'id'>;

const drafts = new Shelf<Envelope, Omit<Draft, keyof DraftKey>>('drafts');

export async function createDraft({ form = {}, ...given }: NewDraft): Promise<Answer<Draft>> {
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
	const committed = await commit([drafts.put(kept(draft))]);
	void askToPersist();
	if (committed.ok) return success(draft);
	return faulted(committed.reason === 'locked' ? 'signed_out' : 'device_full');
}

/** A draft of whoever is signed in, or one that nobody owns yet. */
export async function findDraft(id: Id): Promise<Draft | undefined> {
	await writeDown(id);
	const found = (await drafts.get(currentOwner(), id)) ?? (await drafts.get(NOBODY, id));
	return found && draftFrom(found);
}

/** Writes of one draft follow each other in this tab, so that the last one typed stays. */
const writing = new Map<Id, Promise<unknown>>();

/**
 * Saves what changed. After the session ended (`locked`) it is kept in memory, and written down as
 * soon as its owner has signed in again in this browser.
 * @returns what hindered it, if anything
 */
export function saveDraft(draft: DraftKey, change: DraftChange): Promise<Committed> {
	const { id } = draft;
	const saved = (writing.get(id) ?? Promise.resolve()).then(() => save(draft, change));
	writing.set(
		id,
		saved.catch(() => undefined)
	);
	return saved;
}

async function save({ owner, id }: DraftKey, change: DraftChange): Promise<Committed> {
	const whole = { ...unwritten.get(id)?.change, ...change };
	const committed = await drafts.revise(owner, id, (draft) => ({
		...draft,
		content: { ...draft.content, ...whole, updatedAt: deviceNow() }
	}));
	if (committed && !committed.ok && committed.reason === 'locked') {
		const release = unwritten.get(id)?.release ?? holdPage();
		unwritten.set(id, { owner, change: whole, release });
		return committed;
	}
	unwritten.get(id)?.release();
	unwritten.delete(id);
	return committed ?? { ok: false, reason: 'unmet' };
}

/** What was typed after the session ended. */
const unwritten = new Map<
	Id,
	{ readonly owner: Owner; readonly change: DraftChange; readonly release: () => void }
>();

whenChanged('keys', () => {
	for (const id of unwritten.keys()) void writeDown(id);
});

async function writeDown(id: Id): Promise<void> {
	const owner = unwritten.get(id)?.owner;
	if (owner !== undefined) await saveDraft({ owner, id }, {});
}

/** Until it is written down the page is left only after a question. */
function holdPage(): () => void {
	const ask = (event: Event) => event.preventDefault();
	const page = typeof window === 'undefined' ? undefined : window;
	page?.addEventListener('beforeunload', ask);
	const release = holdReload('form');
	return () => {
		page?.removeEventListener('beforeunload', ask);
		release();
	};
}

/** Drafts of `owner`, and those begun before anyone signed in; newest first. */
export async function listDrafts(owner: Owner): Promise<Draft[]> {
	const mine = await drafts.list(owner);
	const nobodys = owner === NOBODY ? [] : await drafts.list(NOBODY);
	return [...mine, ...nobodys]
		.map(draftFrom)
		.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}

/** How many drafts an account has here; those of nobody are not counted. */
export async function countDrafts(owner: Owner): Promise<number> {
	return (await drafts.envelopes(owner)).length;
}

/** Makes a draft that nobody owned, and its files, the account's. */
export async function claimDraft(draft: Draft, owner: Owner): Promise<Draft> {
	if (draft.owner === owner) return draft;
	const claimed = { ...draft, owner };
	const committed = await commit([
		...(await filesClaimed(draft, owner)),
		drafts.remove(draft.owner, draft.id),
		drafts.put(kept(claimed))
	]);
	return committed.ok ? claimed : draft;
}

/** Removes a draft and its files from the device. */
export async function discardDraft(draft: DraftKey): Promise<void> {
	await commit(await draftRemoved(draft));
}

/** To be made together with what makes the draft needless. */
export async function draftRemoved({ owner, id }: DraftKey): Promise<Change[]> {
	const itsFiles = await filesRemoved({ owner, dossier: id, toGive: 'submit' });
	return [drafts.remove(owner, id), ...itsFiles];
}

function kept({ owner, id, ...content }: Draft): Kept<Envelope, Omit<Draft, keyof DraftKey>> {
	return { owner, id, dossier: id, content };
}

function draftFrom({ owner, id, content }: Kept<Envelope, Omit<Draft, keyof DraftKey>>): Draft {
	return { owner, id, ...content };
}
