import { m } from '$i18n/paraglide/messages.js';
import { localised } from '$i18n/localised.ts';
import { OTHER_PAPER } from '$domain/dossier/effects.ts';
import type { Procedure } from '$domain/procedure/procedure.ts';

/** A paper as lists name it. */
export interface PaperName {
	readonly id: string;
	readonly name: string;
	/** How many are asked for; 0 where nothing is said. */
	readonly copies: number;
	readonly original: boolean;
}

/** The papers of `procedure` and, last, "another paper"; only that one where it is not known. */
export function papersOf(procedure: Procedure | null): PaperName[] {
	const listed = (procedure?.papers ?? []).map(({ id, name, copies, kind }) => ({
		id,
		name: localised(name),
		copies,
		original: kind !== 'copy'
	}));
	return [...listed, { id: OTHER_PAPER, name: m.other_paper(), copies: 0, original: false }];
}

/** Name of a paper; its id where the procedure does not list it. */
export function paperName(papers: readonly PaperName[], id: string): string {
	return papers.find((paper) => paper.id === id)?.name ?? id;
}
