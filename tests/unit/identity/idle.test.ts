import { describe, expect, it } from 'vitest';
import { idleMinutes } from '$domain/identity/idle.ts';
import { pinFault } from '$domain/identity/pin.ts';

describe('A pause', () => {
	it('of staff is 15 minutes, of the administrator 5, wherever they are', () => {
		expect([idleMinutes('clerk', false), idleMinutes('leader', true)]).toEqual([15, 15]);
		expect([idleMinutes('administrator', false), idleMinutes('administrator', true)]).toEqual([
			5, 5
		]);
	});

	it('of an applicant counts only on a device that many use', () => {
		expect([idleMinutes('applicant', false), idleMinutes('applicant', true)]).toEqual([null, 15]);
	});
});

describe('A PIN', () => {
	it.each([
		['', 'too_short'],
		['12345', 'too_short'],
		['1234567890123', 'too_short'],
		['12a456', 'not_digits'],
		['000000', 'guessable'],
		['123456', 'guessable'],
		['987654', 'guessable'],
		['789012', 'guessable'],
		['246802', 'guessable']
	])('%j is %s', (pin, fault) => expect(pinFault(pin)).toBe(fault));

	it.each(['271828', '314159265358', '110022'])('%j will do', (pin) =>
		expect(pinFault(pin)).toBeNull()
	);
});
