/**
 * What people type who forgot to switch their keyboard on: `hoj chieeus` (Telex) and `ho65
 * chie61u` (VNI) mean `hộ chiếu`. Only words that are no Vietnamese syllable as they stand are
 * read so, or `visa` would become `via`.
 */

/** Initial, nucleus, final of a folded syllable. `oo` is no nucleus: `boong` is rare, `xoong` too. */
const SYLLABLE =
	/^(ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?(uye|uya|uyu|ieu|yeu|uoi|uou|oai|oay|oeo|uay|uoa|ai|ao|au|ay|eo|eu|ia|ie|iu|ya|ye|oa|oe|oi|ua|ue|ui|uo|uu|uy|[aeiouy])(ng|nh|ch|[cmnpt])?$/;

/** Whether a folded word could be a Vietnamese syllable. */
export function isSyllable(word: string): boolean {
	return SYLLABLE.test(word);
}

/** The syllable a folded word was meant to be; the word itself where none can be made out. */
export function undoTyping(word: string): string {
	if (isSyllable(word)) return word;
	return [fromVni(word), fromTelex(word)].find((read) => read !== word && isSyllable(read)) ?? word;
}

function fromVni(word: string): string {
	return /^[a-z]/.test(word) ? word.replace(/[1-9]/g, '') : word;
}

function fromTelex(word: string): string {
	const letters = word
		.replace(/dd/, 'd')
		.replace(/([aeo])\1/, '$1')
		.replace(/([aou])w/g, '$1')
		.replace(/w/g, 'u');
	if (isSyllable(letters)) return letters;
	// The tone key stands after the first vowel, wherever it was pressed.
	return letters.replace(/^([^aeiouy]*[aeiouy].*?)[sfrxj]/, '$1');
}
