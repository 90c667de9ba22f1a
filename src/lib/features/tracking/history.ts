import * as v from 'valibot';
import { m } from '$i18n/paraglide/messages.js';
import { SCORE_NAME } from '$i18n/dossier-words.ts';
import type { ActionView } from '$data/mappers.ts';
import { SCORES } from '$domain/dossier/intent.ts';
import { formatDay, formatVnd } from '$ui/format.ts';

/** What may have been said with an action; each is read by itself, so that one odd value hides none. */
const text = v.fallback(v.optional(v.string(), ''), '');
const said = v.object({
	text,
	reason: text,
	legalGround: text,
	newDueOn: text,
	remark: text,
	agency: text,
	number: text,
	issuedOn: text,
	score: v.fallback(v.optional(v.picklist(SCORES)), undefined),
	amountVnd: v.fallback(v.optional(v.number()), undefined),
	papers: v.fallback(
		v.optional(v.array(v.object({ paper: v.string(), reason: v.optional(v.string(), '') })), []),
		[]
	)
});

export type Said = v.InferOutput<typeof said>;

export const saidWith = ({ payload }: ActionView): Said => v.parse(said, payload);

/** The words of an action, as one line under it. */
export function detailLine(action: ActionView, paperName: (id: string) => string): string {
	const {
		text,
		reason,
		legalGround,
		newDueOn,
		remark,
		agency,
		number,
		issuedOn,
		score,
		amountVnd,
		papers
	} = saidWith(action);
	const asked = papers.map(({ paper, reason }) =>
		reason ? `${paperName(paper)} (${reason})` : paperName(paper)
	);
	return [
		score && SCORE_NAME[score](),
		newDueOn && m.dossier_new_day({ day: formatDay(newDueOn) }),
		asked.length > 0 && m.dossier_asked_papers({ papers: asked.join('; ') }),
		amountVnd !== undefined && m.dossier_fee_amount({ amount: formatVnd(amountVnd) }),
		agency && m.dossier_agency({ agency }),
		number && issuedOn && m.dossier_result_number({ number, day: formatDay(issuedOn) }),
		text,
		reason && m.dossier_reason({ reason }),
		legalGround && m.dossier_ground({ ground: legalGround }),
		remark && m.dossier_remark({ remark })
	]
		.filter(Boolean)
		.join(' · ');
}
