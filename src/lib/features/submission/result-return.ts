import { m } from '$i18n/paraglide/messages.js';
import type { ResultReturn } from '$domain/dossier/dossier.ts';

/** What each way asks of the applicant. */
export const RESULT_RETURN_HINT: Readonly<Record<ResultReturn, () => string>> = {
	counter: m.submission_result_counter_hint,
	post: m.submission_result_post_hint,
	electronic: m.submission_result_electronic_hint
};
