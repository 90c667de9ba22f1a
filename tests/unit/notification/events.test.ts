import { describe, expect, it } from 'vitest';
import { STEPS } from '$domain/dossier/steps.ts';
import { kindFor, NOTIFICATION_EVENTS, NOTIFICATIONS } from '$domain/notification/events.ts';

describe('What people are told about', () => {
	it('covers every event of every step', () => {
		const told = Object.values(STEPS).flatMap(({ tells }) => tells.map(([, event]) => event));
		expect(told.filter((event) => !NOTIFICATION_EVENTS.includes(event))).toEqual([]);
	});

	it('is never made needless by progress where a day is at stake', () => {
		const deadlines = NOTIFICATION_EVENTS.filter(
			(event) => NOTIFICATIONS[event].kind === 'deadline'
		);
		expect(deadlines).toContain('supplement_reminder');
		expect(deadlines.filter((event) => NOTIFICATIONS[event].replaces)).toEqual([]);
		expect(deadlines.filter((event) => !NOTIFICATIONS[event].duringQuietHours)).toEqual([]);
	});

	it('is work to an officer and progress to an applicant', () => {
		expect(kindFor('submitted', 'applicant')).toBe('progress');
		expect(kindFor('submitted', 'officer')).toBe('work');
		expect(kindFor('supplement_asked', 'applicant')).toBe('to_do');
		expect(kindFor('overdue', 'officer')).toBe('deadline');
	});
});
