import { vi } from 'vitest';
import type { Account } from '$data/account.ts';
import type { Visitor } from './api.ts';

/**
 * Makes this process a device of somebody who is signed in: the app's own code for a browser asks
 * the server at `url`. Ended by `vi.unstubAllGlobals()`.
 */
export function becomeDevice(
	url: string,
	{ id, token }: Visitor,
	account: Account = applicantAccount(id)
): void {
	const kept = new Map([['nvs.session', JSON.stringify({ token, account })]]);
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => kept.set(key, value),
		removeItem: (key: string) => kept.delete(key)
	});
	const ask = globalThis.fetch;
	vi.stubGlobal('fetch', (path: string, options: RequestInit) => ask(new URL(path, url), options));
}

const applicantAccount = (id: string): Account => ({
	type: 'applicant',
	id,
	name: 'Người Nộp',
	email: 'nguoi-nop@example.vn',
	phone: '',
	kind: 'citizen'
});
