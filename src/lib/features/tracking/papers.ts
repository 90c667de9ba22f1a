import { m } from '$i18n/paraglide/messages.js';
import { localised } from '$i18n/localised.ts';
import { OTHER_PAPER } from '$domain/dossier/effects.ts';
import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';

/** Name of a paper in the language of the page; its id while the catalogue is not there. */
export function paperName(entry: CatalogueEntry | undefined, id: string): string {
	if (id === OTHER_PAPER) return m.other_paper();
	const known = entry?.procedure.papers.find((paper) => paper.id === id);
	return known ? localised(known.name) : id;
}
