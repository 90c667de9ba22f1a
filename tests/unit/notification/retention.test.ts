import { describe, expect, it } from 'vitest';
import { LEDGER_KEPT_DAYS, oldestInLedger } from '$domain/notification/retention.ts';
import { TRAY_KEPT_DAYS } from '$domain/notification/tray.ts';

describe('The ledger of notifications', () => {
	it('goes back a year', () => {
		expect(oldestInLedger(Date.parse('2026-08-28T02:00:00.000Z'))).toBe('2025-08-28T02:00:00.000Z');
	});

	it('holds everything that the app still shows', () => {
		expect(LEDGER_KEPT_DAYS).toBeGreaterThanOrEqual(TRAY_KEPT_DAYS);
	});
});
