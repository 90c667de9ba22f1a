import { describe, expect, it } from 'vitest';
import { isWholeSecret, readNumber, readSecret } from '$features/tracking/secret.ts';

describe('A tracking secret', () => {
	it.each([
		['as printed', '7K2M9-QXA01', '7K2M9QXA01'],
		['in small letters with spaces', ' 7k2m9 qxa01 ', '7K2M9QXA01'],
		['with O for 0 and I or l for 1', '7K2M9QXAOl', '7K2M9QXA01']
	])('is read %s', (_how, typed, secret) => {
		expect(readSecret(typed)).toBe(secret);
		expect(isWholeSecret(typed)).toBe(true);
	});

	it('that is too short is known to be so before anybody is asked', () => {
		expect(isWholeSecret('7K2M9')).toBe(false);
	});
});

it('A dossier number is read without spaces and in capitals', () => {
	expect(readNumber(' h19-261125-0001 ')).toBe('H19-261125-0001');
});
