import { describe, expect, it } from 'vitest';
import {
	applicantFields,
	APPLICANT_KINDS,
	checkApplicantDetails,
	isBirthDate,
	isEmail,
	isFullName,
	isPassportNumber,
	isPersonalId,
	isPhone
} from '../../../src/lib/domain/procedure/applicant-details.ts';
import { checkForm } from '../../../src/lib/domain/procedure/form.ts';
import { seedEntry } from '../../support/catalogue.ts';

const TODAY = '2026-11-24';
const CITIZEN = {
	applicantKind: 'citizen',
	fullName: 'Nguyễn Thị Ánh',
	birthDate: '1990-02-28',
	personalId: '075190001234',
	phone: '0912 345 678',
	address: 'Phường Trấn Biên, Đồng Nai'
};

const accepted = (check: (text: string) => boolean, texts: string[]) =>
	texts.filter((text) => !check(text));
const refused = (check: (text: string) => boolean, texts: string[]) => texts.filter(check);

describe('What is accepted', () => {
	it('as a phone number', () => {
		expect(
			accepted(isPhone, [
				'0912345678',
				'0912 345 678',
				'+84 912.345.678',
				'0251 3822 501',
				'+1 415 555 2671',
				'02513822501'
			])
		).toEqual([]);
		expect(
			refused(isPhone, [
				'',
				'12345678',
				'0112345678',
				'091234567',
				'09123456789',
				'+84012345678',
				'0912abc678',
				'+0123456789'
			])
		).toEqual([]);
	});

	it('as a personal identification number', () => {
		expect(accepted(isPersonalId, ['075190001234', '001 201 123456', '096302000001'])).toEqual([]);
		expect(
			refused(isPersonalId, [
				'000190001234',
				'097190001234',
				'075490001234',
				'07519000123',
				'0751900012345',
				'27123456789a'
			])
		).toEqual([]);
	});

	it('as a passport number', () => {
		expect(
			accepted(isPassportNumber, ['B1234567', 'c12345678', 'P0012345', '123456789', 'XK45C8T'])
		).toEqual([]);
		expect(refused(isPassportNumber, ['', 'B1234', 'ABCDEFGH', 'B123456789', 'B12_4567'])).toEqual(
			[]
		);
	});

	it('as an e-mail address', () => {
		expect(accepted(isEmail, ['a@b.vn', 'ten.ho+1@so.dongnai.gov.vn'])).toEqual([]);
		expect(refused(isEmail, ['a@b', 'a b@c.vn', '@c.vn', 'a@@c.vn', 'a@c..vn', 'a@c.vn.'])).toEqual(
			[]
		);
	});

	it('as a name in any script', () => {
		expect(
			accepted(isFullName, ['Nguyễn Thị Ánh', 'Y Bhăm', "O'Neill-Đặng", '田中太郎', 'Ưng Ê'])
		).toEqual([]);
		expect(refused(isFullName, ['', 'A', 'Nam 2', '<b>Nam</b>'])).toEqual([]);
	});

	it('as a date of birth', () => {
		expect(isBirthDate('1990-02-28', TODAY)).toBe(true);
		expect(isBirthDate('2023-02-29', TODAY)).toBe(false);
		expect(isBirthDate(TODAY, TODAY)).toBe(false);
		expect(isBirthDate('1899-01-01', TODAY)).toBe(false);
	});
});

describe('The applicant’s details', () => {
	it('are accepted when they are whole', () => {
		expect(checkApplicantDetails(CITIZEN, TODAY)).toEqual([]);
	});

	it('need what their kind of applicant needs, in the order of the screen', () => {
		for (const kind of APPLICANT_KINDS) {
			const required = applicantFields(kind).filter((field) => field.required);
			const missing = checkApplicantDetails({ applicantKind: kind }, TODAY);
			const expected = required.filter(({ id }) => id !== 'applicantKind').map(({ id }) => id);
			expect(missing.map(({ field }) => field)).toEqual(expected);
			expect(new Set(missing.map(({ code }) => code))).toEqual(new Set(['field.required']));
		}
	});

	it('tell a citizen number that does not fit the year of birth', () => {
		const errors = checkApplicantDetails({ ...CITIZEN, birthDate: '1991-02-28' }, TODAY);
		expect(errors).toEqual([{ field: 'personalId', code: 'field.invalid' }]);
	});

	it('refuse a kind of applicant that does not exist', () => {
		expect(checkApplicantDetails({ applicantKind: 'robot' }, TODAY)).toEqual([
			{ field: 'applicantKind', code: 'field.invalid' }
		]);
		expect(checkApplicantDetails({}, TODAY)).toEqual([
			{ field: 'applicantKind', code: 'field.required' }
		]);
	});
});

describe('The form of a private journey', () => {
	const { rules } = seedEntry('cbccvc-di-nuoc-ngoai-viec-rieng');
	const answers = {
		'ho-chieu': 'pho-thong',
		'chuc-vu': 'cong-chuc',
		'dang-vien': 'khong',
		'kinh-phi': 'tu-tuc'
	};
	const form = {
		...CITIZEN,
		agency: 'Sở Tài chính',
		position: 'Chuyên viên',
		destination: 'JP',
		departOn: '2026-12-20',
		returnOn: '2026-12-27',
		purpose: 'Thăm con đang học tại Nhật Bản'
	};
	const errors = (change: Record<string, string>) =>
		checkForm(rules, answers, { ...form, ...change }, TODAY);

	it('may be sent when it is whole', () => {
		expect(errors({})).toEqual([]);
	});

	it('may begin today but not yesterday, and not end before it begins', () => {
		expect(errors({ departOn: TODAY })).toEqual([]);
		expect(errors({ departOn: '2026-11-23' })).toEqual([
			{ field: 'departOn', code: 'date.in_the_past' }
		]);
		expect(errors({ returnOn: '2026-12-19' })).toEqual([
			{ field: 'returnOn', code: 'date.not_later' }
		]);
		expect(errors({ departOn: '2026-02-30' })).toEqual([
			{ field: 'departOn', code: 'field.invalid' }
		]);
	});

	it('tells every fault, each by its field', () => {
		expect(errors({ fullName: ' ', destination: '', purpose: 'x'.repeat(2001) })).toEqual([
			{ field: 'fullName', code: 'field.required' },
			{ field: 'destination', code: 'field.required' },
			{ field: 'purpose', code: 'field.too_long' }
		]);
	});

	it('holds nothing nobody asked for', () => {
		expect(errors({ religion: 'x' })).toEqual([{ field: 'religion', code: 'field.invalid' }]);
	});
});
