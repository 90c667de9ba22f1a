/**
 * Text as people search for it: without case, diacritics or composition, so that `Hợp pháp hóa`,
 * `hop phap hoa` and its decomposed form are the same. No Unicode classes: it runs in PocketBase.
 */
export function fold(text: string): string {
	return text
		.toLowerCase()
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '')
		.replace(/đ/g, 'd');
}

/** The words of a text, folded. */
export function foldedWords(text: string): string[] {
	return (IS_FOLDED.test(text) ? text : fold(text)).match(/[a-z0-9]+/g) ?? [];
}

/** Lists of phrases are folded at the build, and there are thousands of them. */
const IS_FOLDED = /^[a-z0-9 ]*$/;
