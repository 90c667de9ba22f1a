import type { Localised } from '$domain/procedure/localised.ts';
import { getLocale } from './paraglide/runtime.js';

/** What the catalogue says, in the language of the page. */
export function localised(text: Localised): string {
	return text[getLocale()];
}

/** For what has a Vietnamese name only, such as a law: the language to mark it with on other pages. */
export function vietnameseOnly(): 'vi' | undefined {
	return getLocale() === 'vi' ? undefined : 'vi';
}
