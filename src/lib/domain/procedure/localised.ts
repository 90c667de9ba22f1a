import * as v from 'valibot';

/** One sentence in both languages of the product. Vietnamese is the one the law knows. */
export interface Localised {
	readonly vi: string;
	readonly en: string;
}

const sentence = v.pipe(v.string(), v.minLength(1));

/** Reads a {@link Localised}; keys other than `vi` and `en` are dropped. */
export const LOCALISED = v.object({ vi: sentence, en: sentence });
