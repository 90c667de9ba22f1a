import { isEmail, isPhone } from '$domain/procedure/applicant-details.ts';
import { m } from '$i18n/paraglide/messages.js';
import { SHORTEST_PASSWORD, type Problem } from './problems.ts';

/** What was typed; fields that a form does not have are left out. */
export interface Typed {
	readonly name?: string;
	readonly kind?: string;
	readonly email?: string;
	readonly phone?: string;
	/** A password one knows. */
	readonly password?: string;
	/** A password being chosen. */
	readonly newPassword?: string;
	readonly code?: string;
}

/** Everything that the device can already tell is wrong, in the order of the forms. */
export function check(typed: Typed): Problem[] {
	const { name, kind, email, phone, password, newPassword, code } = typed;
	const found: Problem[] = [];
	const unless = (ok: boolean, field: string, message: () => string) => {
		if (!ok) found.push({ field, message: message() });
	};
	if (name !== undefined) unless(name.trim().length >= 2, 'name', m.account_name_missing);
	if (kind !== undefined) unless(kind !== '', 'kind', m.account_kind_missing);
	if (email !== undefined) unless(isEmail(email.trim()), 'email', m.account_email_invalid);
	if (phone?.trim()) unless(isPhone(phone.trim()), 'phone', m.account_phone_invalid);
	if (password !== undefined) unless(password !== '', 'password', m.account_password_missing);
	if (newPassword !== undefined) {
		unless(newPassword.length >= SHORTEST_PASSWORD, 'password', m.account_error_weak_password);
	}
	if (code !== undefined) unless(/^\s*\d(\s*\d){5}\s*$/.test(code), 'code', m.account_code_invalid);
	return found;
}
