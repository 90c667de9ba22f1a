/** Signing in leads back to where one was, and never out of the app. */
import { describe, expect, it } from 'vitest';
import { returnPath } from '$features/account/return-path.ts';

const after = (wanted: string) => returnPath(new URLSearchParams({ tiep: wanted }), 'applicant');

describe('After signing in', () => {
	it.each(['/ho-so/abc', '/en/nop/abc?buoc=2#giay-to', '/'])('one goes on to %s', (path) => {
		expect(after(path)).toBe(path);
	});

	it.each([
		'https://evil.example',
		'//evil.example',
		'/\\evil.example',
		'/\t/evil.example',
		'javascript:alert(1)',
		'ho-so',
		''
	])('%j leads home instead', (address) => {
		expect(after(address)).toBe('/ho-so');
	});

	it('everybody begins where their work is', () => {
		const start = (role: Parameters<typeof returnPath>[1]) =>
			returnPath(new URLSearchParams(), role);
		expect(start('receiving_officer')).toBe('/cong-viec');
		expect(start('administrator')).toBe('/quan-tri/hop-thu');
	});
});
