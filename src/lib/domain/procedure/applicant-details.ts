import { isPlainDate, type PlainDate } from '../time/plain-date.ts';

/** Who files (đối tượng nộp hồ sơ): the kinds of account. */
export const APPLICANT_KINDS = ['citizen', 'business', 'agency', 'foreigner'] as const;
export type ApplicantKind = (typeof APPLICANT_KINDS)[number];

/** The fields about the applicant, common to every procedure, in the order they are asked. */
export const APPLICANT_FIELDS = [
	'applicantKind',
	'fullName',
	'birthDate',
	'personalId',
	'passportNumber',
	'organisation',
	'phone',
	'email',
	'address'
] as const;
export type ApplicantField = (typeof APPLICANT_FIELDS)[number];

/** A field that cannot be accepted; `field` is its name in the form. */
export interface FieldError {
	readonly field: string;
	readonly code:
		'field.required' | 'field.invalid' | 'field.too_long' | 'date.in_the_past' | 'date.not_later';
}

/** Field → what was typed. Everything is text, as in the browser and the stored form. */
export type FormValues = Readonly<Record<string, string | undefined>>;

const REQUIRED: Record<ApplicantKind, readonly ApplicantField[]> = {
	citizen: ['fullName', 'birthDate', 'personalId', 'phone', 'address'],
	business: ['fullName', 'organisation', 'personalId', 'phone', 'email', 'address'],
	agency: ['fullName', 'organisation', 'personalId', 'phone', 'email'],
	foreigner: ['fullName', 'birthDate', 'passportNumber', 'email', 'address']
};

const OPTIONAL: Record<ApplicantKind, readonly ApplicantField[]> = {
	citizen: ['passportNumber', 'email'],
	business: [],
	agency: ['birthDate', 'passportNumber', 'address'],
	foreigner: ['phone']
};

/** The fields a kind of applicant is shown, and whether each must be filled. */
export function applicantFields(
	kind: ApplicantKind
): readonly { readonly id: ApplicantField; readonly required: boolean }[] {
	return APPLICANT_FIELDS.filter(
		(id) => REQUIRED[kind].includes(id) || OPTIONAL[kind].includes(id)
	).map((id) => ({ id, required: REQUIRED[kind].includes(id) }));
}

export function isApplicantKind(text: string | undefined): text is ApplicantKind {
	return (APPLICANT_KINDS as readonly (string | undefined)[]).includes(text);
}

/** Every fault of the applicant's details, in the order of the fields. */
export function checkApplicantDetails(form: FormValues, today: PlainDate): FieldError[] {
	const kind = form['applicantKind'];
	if (!kind) return [{ field: 'applicantKind', code: 'field.required' }];
	if (!isApplicantKind(kind)) return [{ field: 'applicantKind', code: 'field.invalid' }];

	return applicantFields(kind).flatMap(({ id, required }): FieldError[] => {
		const value = (form[id] ?? '').trim();
		if (value === '') return required ? [{ field: id, code: 'field.required' }] : [];
		if (value.length > MAX_LENGTH) return [{ field: id, code: 'field.too_long' }];
		return isAcceptable(id, value, form, today) ? [] : [{ field: id, code: 'field.invalid' }];
	});
}

const MAX_LENGTH = 300;

function isAcceptable(
	field: ApplicantField,
	value: string,
	form: FormValues,
	today: PlainDate
): boolean {
	switch (field) {
		case 'applicantKind':
			return isApplicantKind(value);
		case 'fullName':
			return isFullName(value);
		case 'birthDate':
			return isBirthDate(value, today);
		case 'personalId':
			return isPersonalId(value) && agreesWithBirthDate(value, form['birthDate'] ?? '');
		case 'passportNumber':
			return isPassportNumber(value);
		case 'phone':
			return isPhone(value);
		case 'email':
			return isEmail(value);
		case 'organisation':
		case 'address':
			return value.length >= 3;
	}
}

/** Two characters at least, and no digits or angle brackets: every script is a name. */
export function isFullName(text: string): boolean {
	return text.trim().length >= 2 && !/[0-9<>@#$%^*_={}[\]|\\/]/.test(text);
}

/** A day that exists, in the past, at most 120 years ago. */
export function isBirthDate(text: string, today: PlainDate): boolean {
	const oldest = `${Number(today.slice(0, 4)) - 120}${today.slice(4)}`;
	return isPlainDate(text) && text < today && text >= oldest;
}

/**
 * Số định danh cá nhân: 12 digits. Three for the province of registration (001 to 096, the codes
 * given before the provinces merged), one for century and sex (0 and 1 for 1900–1999, 2 and 3 for
 * 2000–2099, …), two for the year of birth, six drawn at random.
 * @source Nghị định 137/2015/NĐ-CP Điều 13; Thông tư 59/2021/TT-BCA Điều 4 (not read in full)
 */
export function isPersonalId(text: string): boolean {
	const match = /^(\d{3})([0-3])\d{8}$/.exec(compact(text));
	const province = Number(match?.[1] ?? 0);
	return province >= 1 && province <= 96;
}

/** A date of birth that is not given disagrees with nothing. */
function agreesWithBirthDate(personalId: string, birthDate: string): boolean {
	if (!isPlainDate(birthDate)) return true;
	const id = compact(personalId);
	const century = 1900 + 100 * Math.floor(Number(id.charAt(3)) / 2);
	return Number(birthDate.slice(0, 4)) === century + Number(id.slice(4, 6));
}

/** Vietnamese (a letter and 7 or 8 digits) or foreign (6 to 9 letters and digits, one digit at least). */
export function isPassportNumber(text: string): boolean {
	const number = compact(text).toUpperCase();
	return /^[A-Z]\d{7,8}$/.test(number) || /^(?=.*\d)[A-Z0-9]{6,9}$/.test(number);
}

/** Vietnamese mobile and fixed lines with `0` or `+84`, or any number with a country code. */
export function isPhone(text: string): boolean {
	const number = compact(text);
	return /^(0|\+84)([235789]\d{8}|2\d{9})$/.test(number) || /^\+(?!84)[1-9]\d{6,14}$/.test(number);
}

export function isEmail(text: string): boolean {
	return text.length <= 254 && /^[^\s@<>"(),:;]+@[^\s@.<>"(),:;]+(\.[^\s@.<>"(),:;]+)+$/.test(text);
}

/** Without the spaces, dots and hyphens people write numbers with. */
function compact(text: string): string {
	return text.replace(/[\s.\-()]/g, '');
}
