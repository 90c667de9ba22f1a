import type { Dossier } from '$domain/dossier/dossier.ts';
import type { ActionType, Intent, Payload } from '$domain/dossier/intent.ts';
import type { QuestionAct, QuestionActType, QuestionPayload } from '$domain/question/act.ts';

/** What the outbox carries: an action on a dossier, or an act on a question to the office. */
export type Errand = Intent | QuestionAct;
export type ErrandType = Errand['type'];

type Payloads = { readonly [T in ActionType]: Payload<T> } & {
	readonly [T in QuestionActType]: QuestionPayload<T>;
};
export type ErrandPayload<T extends ErrandType> = Payloads[T];

/** What an errand is about, as its maker saw it: a dossier or a question. */
export type Subject = Pick<Dossier, 'id' | 'seq'>;
