import type { PersonalDataKind } from '$domain/identity/personal-data.ts';
import { m } from '$i18n/paraglide/messages.js';

/** What is held back, by its kind. Apart from the other words: the home page needs no more than these. */
export const PERSONAL_DATA_NAME: Readonly<Record<PersonalDataKind, () => string>> = {
	citizen_id: m.conversation_personal_citizen_id,
	old_id: m.conversation_personal_old_id,
	passport: m.conversation_personal_passport,
	phone: m.conversation_personal_phone,
	email: m.conversation_personal_email
};
