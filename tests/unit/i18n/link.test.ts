/** One page, two addresses. */
import { describe, expect, it } from 'vitest';
import { hrefIn, pathOf, type Path } from '$i18n/link.ts';

describe('The address of a page', () => {
	it.each<[Path, Path]>([
		['/', '/en'],
		['/?q=abtc', '/en?q=abtc'],
		['/#top', '/en#top'],
		['/thu-tuc', '/en/thu-tuc'],
		['/thu-tuc?q=h%C3%B4#a', '/en/thu-tuc?q=h%C3%B4#a']
	])('%s is %s in English, and itself in Vietnamese', (path, english) => {
		expect(hrefIn('en', path)).toBe(english);
		expect(hrefIn('vi', path)).toBe(path);
	});

	it.each([
		['/', '/'],
		['/en', '/'],
		['/en/', '/'],
		['/en/thu-tuc', '/thu-tuc'],
		['/english', '/english']
	])('%s is the page %s', (address, path) => {
		expect(pathOf(address)).toBe(path);
	});
});
