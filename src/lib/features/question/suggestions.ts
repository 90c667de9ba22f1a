import type { Passage } from '$domain/assistant/passages.ts';
import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';
import type { QuestionLanguage } from '$domain/question/question.ts';

const MOST = 6;
const LONGEST_TITLE = 90;

/** Finds passages of one procedure's entry that speak of a question. */
export type Suggest = (question: string) => readonly Passage[];

/** With the words of the field, which are loaded when somebody first answers a question. */
export async function suggestFrom(entry: CatalogueEntry): Promise<Suggest> {
	const [{ Passages, passagesOf }, { loadLexicon }, lexicon, referrals] = await Promise.all([
		import('$domain/assistant/passages.ts'),
		import('$domain/assistant/lexicon.ts'),
		import('$domain/assistant/data/lexicon.json'),
		import('$domain/assistant/data/referrals.json')
	]);
	const passages = new Passages([entry], loadLexicon(lexicon.default, referrals.default));
	const { slug } = entry.procedure;
	return (question) => {
		const { passages: found } = passages.find(slug, question);
		// Nothing speaks of it: then what people ask most.
		const common = () => passagesOf(entry).filter(({ asked }) => asked !== null);
		return (found.length > 0 ? found : common()).slice(0, MOST);
	};
}

/** What a passage is called where it is cited: the question it answers, or how it begins. */
export function titleOf({ asked, text }: Passage, language: QuestionLanguage): string {
	const title = (asked ?? text)[language];
	return title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1)}…`;
}
