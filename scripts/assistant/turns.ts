import { PERSONAL } from '../../src/lib/domain/assistant/dialogue.ts';
import type { Before } from '../../src/lib/domain/assistant/standing.ts';
import type { ExpectedTurn, Slugs } from './questions.ts';

/** What was said before the turn after `at`, as it should have been understood. */
export function beforeTurn(
	turns: readonly ExpectedTurn[],
	at: number,
	slugs: Slugs
): Before | null {
	const turn = turns[at];
	if (!turn) return null;
	const { text, intent, facet } = turn;
	if (intent === 'ambiguous') return { text, about: null, facets: [] };
	if (intent === 'out-of-scope') return null;
	if (intent === 'procedure-info' || PERSONAL.has(intent)) {
		const procedure = slugs[turn.procedure ?? ''] ?? null;
		return { text, about: { intent, procedure }, facets: facet === null ? [] : [facet] };
	}
	const earlier = at === 0 ? null : beforeTurn(turns, at - 1, slugs);
	if (intent === 'greeting') return earlier;
	if (intent === 'office-hours-contact' && earlier?.about === null) return earlier;
	const procedure = earlier?.about?.procedure ?? null;
	return { text, about: { intent, procedure }, facets: earlier?.facets ?? [] };
}
