import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	isAnybodyMarked,
	PIN_KEY,
	SESSION_KEY,
	SHARED_KEY,
	whenOthersChangeWhoIsHere
} from '$data/who-is-here.ts';

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

describe('Somebody may be here', () => {
	it.each([SESSION_KEY, PIN_KEY, SHARED_KEY])('with %s', (key) => {
		expect(isAnybodyMarked()).toBe(false);
		localStorage.setItem(key, '{}');
		expect(isAnybodyMarked()).toBe(true);
	});

	it('with a session of this tab', () => {
		sessionStorage.setItem(SESSION_KEY, '{}');
		expect(isAnybodyMarked()).toBe(true);
	});

	it('never with what a visitor leaves, nor where storage is forbidden', () => {
		localStorage.setItem('nvs.appearance', '{}');
		expect(isAnybodyMarked()).toBe(false);
		vi.stubGlobal('sessionStorage', undefined);
		expect(isAnybodyMarked()).toBe(false);
	});
});

it('What other tabs change is heard, until the listening ends', () => {
	const heard = vi.fn();
	const end = whenOthersChangeWhoIsHere(heard);
	for (const key of [SESSION_KEY, PIN_KEY, null, 'nvs.appearance']) {
		dispatchEvent(new StorageEvent('storage', { key }));
	}
	expect(heard).toHaveBeenCalledTimes(3);
	end();
	dispatchEvent(new StorageEvent('storage', { key: SESSION_KEY }));
	expect(heard).toHaveBeenCalledTimes(3);
});
