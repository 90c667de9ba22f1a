import { vi } from 'vitest';
import { writeStoredSession } from '$data/account.ts';

/** A `Storage` that begins empty, where there is no browser to give one. */
export function memoryStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
	const kept = new Map<string, string>();
	return {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key)
	};
}

/** An applicant signed in on this device, until `vi.unstubAllGlobals()`. */
export function signInHere(id: string): void {
	vi.stubGlobal('localStorage', memoryStorage());
	writeStoredSession({
		token: 'token',
		account: {
			type: 'applicant',
			id,
			name: 'Nguyễn Thị Hạnh',
			email: 'hanh@example.vn',
			phone: '',
			kind: 'citizen'
		}
	});
}
