import type { CatalogueEntry } from './catalogue.ts';
import type { Localised } from './localised.ts';
import type { Audience, Procedure } from './procedure.ts';
import { SUBMISSION_CHANNELS, type SubmissionChannel } from './rules.ts';

/** What a list shows of a procedure and what search looks through. */
export interface ProcedureSummary {
	readonly slug: string;
	readonly name: Localised;
	readonly field: Localised;
	readonly group: Procedure['group'];
	readonly audience: readonly Audience[];
	/** Every channel some case of it is filed through. */
	readonly channels: readonly SubmissionChannel[];
	readonly synonyms: readonly string[];
	/** Slug of the procedure that took its place. */
	readonly supersededBy: string | null;
}

export function summaryOf({ procedure, rules }: CatalogueEntry): ProcedureSummary {
	return {
		slug: procedure.slug,
		name: procedure.name,
		field: procedure.field,
		group: procedure.group,
		audience: procedure.audience,
		channels: SUBMISSION_CHANNELS.filter((channel) =>
			rules.channels.some((rule) => rule.channel === channel)
		),
		synonyms: procedure.synonyms,
		supersededBy: procedure.superseded?.by ?? null
	};
}
