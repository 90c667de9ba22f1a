import type { Question } from '$domain/question/question.ts';
import { m } from '$i18n/paraglide/messages.js';
import { formatInstant } from '$ui/format.ts';

/**
 * When a question that waits no longer was answered or closed by the office. One that its asker took
 * back says when it was asked.
 */
export function endText({
	state,
	askedAt,
	answeredAt
}: Pick<Question, 'state' | 'askedAt' | 'answeredAt'>): string {
	if (answeredAt === null) return m.question_asked_at({ at: formatInstant(askedAt) });
	const at = formatInstant(answeredAt);
	return state === 'closed' ? m.question_closed_at({ at }) : m.question_answered_at({ at });
}
