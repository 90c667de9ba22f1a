import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	publicVapidKeys,
	readOrMakeVapidKeys,
	rotateVapidKeys,
	vapidFile
} from '../../../scripts/vapid.ts';
import { readVapidKeys } from '../../../src/worker/push/vapid-keys.ts';

const NOW = Date.parse('2026-11-28T08:00:00Z');
const DAY = 24 * 60 * 60_000;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'vapid-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('The keys for push services', () => {
	it('are made once, for the owner alone, and read again as they were', () => {
		const made = readOrMakeVapidKeys(folder, NOW);
		expect(statSync(vapidFile(folder)).mode & 0o777).toBe(0o600);
		expect(readOrMakeVapidKeys(folder, NOW + DAY)).toEqual(made);
		expect(readVapidKeys(vapidFile(folder))).toEqual(made);
	});

	it('when replaced stay for 30 days for what was subscribed with them', () => {
		const { current: first } = readOrMakeVapidKeys(folder, NOW);
		const rotated = rotateVapidKeys(folder, NOW);
		expect(rotated.current.publicKey).not.toBe(first.publicKey);
		expect(rotated.former).toEqual([{ ...first, endsAt: '2026-12-28T08:00:00.000Z' }]);
		expect(statSync(vapidFile(folder)).mode & 0o777).toBe(0o600);
		expect(publicVapidKeys(rotated, NOW + 29 * DAY)).toEqual({
			VAPID_PUBLIC_KEY: rotated.current.publicKey,
			VAPID_OLD_PUBLIC_KEYS: first.publicKey
		});
		expect(publicVapidKeys(rotated, NOW + 30 * DAY).VAPID_OLD_PUBLIC_KEYS).toBe('');
	});

	it('that have ended are dropped when the next are made, and not before', () => {
		readOrMakeVapidKeys(folder, NOW);
		const once = rotateVapidKeys(folder, NOW);
		const twice = rotateVapidKeys(folder, NOW + DAY);
		expect(twice.former.map(({ publicKey }) => publicKey)).toEqual([
			once.current.publicKey,
			once.former[0]?.publicKey
		]);
		const later = rotateVapidKeys(folder, NOW + 31 * DAY);
		expect(later.former.map(({ publicKey }) => publicKey)).toEqual([twice.current.publicKey]);
	});

	it('never reach PocketBase but for their public halves', () => {
		const keys = rotateVapidKeys(folder, (readOrMakeVapidKeys(folder, NOW), NOW));
		const told = JSON.stringify(publicVapidKeys(keys, NOW));
		for (const { privateKey } of [keys.current, ...keys.former]) {
			expect(told).not.toContain(privateKey);
		}
	});

	it('are not made anew over a damaged file', () => {
		writeFileSync(vapidFile(folder), '{"current":');
		expect(() => readOrMakeVapidKeys(folder, NOW)).toThrow('is damaged');
		expect(() => rotateVapidKeys(folder, NOW)).toThrow('is damaged');
		expect(readFileSync(vapidFile(folder), 'utf8')).toBe('{"current":');
	});
});
