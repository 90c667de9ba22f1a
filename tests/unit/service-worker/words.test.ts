import { describe, expect, it } from 'vitest';
import { behindOf } from '../../../src/service-worker/behind.ts';
import { pathToOpen, shownId } from '../../../src/service-worker/words.ts';

/** What a message of a foreign frame, or of an older version, may hold. */
const STRANGE = [undefined, null, 7, 'OPEN', [], {}, { type: 'OPEN' }, { type: 'OPEN', path: 7 }];
const ELSEWHERE = [
	'',
	'ho-so/x',
	'https://evil.example/',
	'//evil.example',
	'/\\evil.example',
	'javascript:alert(1)'
];

describe('The page that a touched notification asks for', () => {
	it('is a page of the app', () => {
		expect(pathToOpen({ type: 'OPEN', path: '/ho-so/x#bo-sung' })).toBe('/ho-so/x#bo-sung');
		expect(behindOf({ path: '/thong-bao', locale: 'en', ack: 'a' })).toEqual({
			path: '/thong-bao',
			locale: 'en',
			ack: 'a'
		});
	});

	it.each(STRANGE)('is none in %j', (data) => {
		expect(pathToOpen(data)).toBeUndefined();
		expect(behindOf(data)).toEqual({ path: '/', locale: 'vi' });
	});

	it.each(ELSEWHERE)('is never elsewhere: %s', (path) => {
		expect(pathToOpen({ type: 'OPEN', path })).toBeUndefined();
		expect(behindOf({ path, locale: 'vi' })).toEqual({ path: '/', locale: 'vi' });
	});
});

it('What was shown is told by its id, and nothing else is taken for that', () => {
	expect(shownId({ type: 'SHOWN', id: 'n' })).toBe('n');
	for (const data of [...STRANGE, { type: 'SHOWN', id: 7 }]) expect(shownId(data)).toBeUndefined();
});
