import type { AccountCode } from '$data/sign-in.ts';
import type { Faulted, Refused } from '$data/answer.ts';
import { m } from '$i18n/paraglide/messages.js';
import { faultSentence } from '$i18n/refusals.ts';

/** What is wrong in a form: the id of the field, empty when no field is at fault, and the sentence. */
export interface Problem {
	readonly field: string;
	readonly message: string;
}

export const SHORTEST_PASSWORD = 10;

const SENTENCE: Record<AccountCode, () => string> = {
	'account.wrong_password': m.account_error_wrong_password,
	'account.wrong_code': m.account_error_wrong_code,
	'account.email_taken': m.account_error_email_taken,
	'account.weak_password': m.account_error_weak_password,
	'account.link_expired': m.account_error_link_expired,
	'field.required': m.account_error_required,
	'field.invalid': m.account_error_invalid
};

/** Where the sentence belongs when the server did not say. */
const FIELD: Partial<Record<AccountCode, string>> = {
	'account.wrong_password': 'password',
	'account.wrong_code': 'code'
};

export function problemOf(answer: Refused<AccountCode> | Faulted): Problem {
	if (answer.kind === 'fault') return { field: '', message: faultSentence(answer.fault) };
	return {
		field: answer.field ?? FIELD[answer.code] ?? '',
		message: SENTENCE[answer.code]()
	};
}

/** The sentence beside one field. */
export function messageFor(field: string, problems: readonly Problem[]): string | undefined {
	return problems.find((problem) => problem.field === field)?.message;
}
