import type { Condition } from '$domain/procedure/condition.ts';
import { UNSURE } from '$domain/procedure/condition.ts';
import type { Audience, PaperKind, SubmitWay } from '$domain/procedure/procedure.ts';
import type { Question, SubmissionChannel } from '$domain/procedure/rules.ts';
import { localised } from '$i18n/localised.ts';
import { m } from '$i18n/paraglide/messages.js';

export const CHANNEL_NAME: Record<SubmissionChannel, () => string> = {
	here: m.channel_here,
	national_portal: m.channel_national_portal,
	counter: m.channel_counter
};

export const PAPER_KIND_NAME: Record<PaperKind, () => string> = {
	form: m.paper_kind_form,
	original: m.paper_kind_original,
	copy: m.paper_kind_copy,
	photo: m.paper_kind_photo
};

export const AUDIENCE_NAME: Record<Audience, () => string> = {
	citizen: m.audience_citizen,
	business: m.audience_business,
	'foreign-organisation': m.audience_foreign_organisation,
	official: m.audience_official
};

export const SUBMIT_WAY_NAME: Record<SubmitWay, () => string> = {
	'in-person': m.way_in_person,
	post: m.way_post,
	online: m.way_online,
	edoc: m.way_edoc,
	'pre-fill': m.way_pre_fill
};

const ROLE_NAME: Readonly<Record<string, () => string>> = {
	'tiep-nhan': m.step_by_reception,
	'chuyen-vien': m.step_by_case_officer,
	'truong-phong': m.step_by_head_of_division,
	'lanh-dao-so': m.step_by_leader,
	'van-thu': m.step_by_clerk,
	'bo-ngoai-giao': m.step_by_ministry,
	ubnd: m.step_by_committee,
	'cap-uy': m.step_by_party_committee
};

/** Who takes a step of the procedure. The catalogue may know roles that have no name here. */
export function roleName(role: string): string | undefined {
	return ROLE_NAME[role]?.();
}

/** What a person answered, as it was put to them. */
export function answerName(question: Question, answer: string): string {
	if (answer === UNSURE) return m.answer_unsure();
	if (question.kind === 'count') return answer;
	const option = question.options.find(({ value }) => value === answer);
	return option ? localised(option) : answer;
}

/** A condition as a sentence, in the words of the questions: what one reads without a script. */
export function conditionInWords(condition: Condition, questions: readonly Question[]): string {
	if ('all' in condition) return joined(condition.all, questions, m.condition_and());
	if ('any' in condition) return joined(condition.any, questions, m.condition_or());
	if ('not' in condition)
		return m.condition_not({ condition: conditionInWords(condition.not, questions) });

	const question = questions.find(({ id }) => id === condition.fact);
	if (!question) return condition.fact;
	return m.condition_is({
		question: localised(question.text),
		answer: expected(condition, question)
	});
}

function expected(condition: Extract<Condition, { fact: string }>, question: Question): string {
	if ('atLeast' in condition) return m.condition_at_least({ count: condition.atLeast });
	const answers = 'is' in condition ? [condition.is] : condition.in;
	return answers.map((answer) => answerName(question, answer)).join(` ${m.condition_or()} `);
}

function joined(parts: readonly Condition[], questions: readonly Question[], link: string): string {
	return parts
		.map((part) => {
			const words = conditionInWords(part, questions);
			return 'fact' in part || 'not' in part ? words : `(${words})`;
		})
		.join(`; ${link} `);
}

/** Where a fact was read. The founding document is called `seed` in the catalogue. */
export function sourceName(source: string): string {
	return source === 'seed' ? m.source_founding_document() : source;
}
