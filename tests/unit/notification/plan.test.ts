import { describe, expect, it } from 'vitest';
import { DEFAULT_SWITCHES, planChannels, type Occasion } from '$domain/notification/plan.ts';
import { DEFAULT_PREFERENCES } from '$domain/notification/preferences.ts';
import { vietnam } from '../../support/calendar.ts';

const now = vietnam('2026-08-28 09:00');
const occasion = (changes: Partial<Occasion> = {}): Occasion => ({
	event: 'received',
	recipientKind: 'applicant',
	preferences: DEFAULT_PREFERENCES,
	hasSubscription: true,
	switches: DEFAULT_SWITCHES,
	now,
	...changes
});
const times = (changes: Partial<Occasion>) =>
	planChannels(occasion(changes)).map(({ channel, sendAfter }) => [channel, sendAfter]);

describe('The channels of one event for one person', () => {
	it('are the tray, push at once, and mail a quarter of an hour later', () => {
		expect(planChannels(occasion())).toEqual([
			{ channel: 'tray', state: 'sent', sendAfter: now, expiresAt: '' },
			{
				channel: 'push',
				state: 'queued',
				sendAfter: now,
				expiresAt: vietnam('2026-08-29 09:00')
			},
			{
				channel: 'mail',
				state: 'queued',
				sendAfter: vietnam('2026-08-28 09:15'),
				expiresAt: vietnam('2026-09-04 09:15')
			}
		]);
	});

	it('are the tray and mail at once where no device can be reached', () => {
		expect(times({ hasSubscription: false })).toEqual([
			['tray', now],
			['mail', now]
		]);
	});

	it('leave out what the person does not want, never the tray', () => {
		const channels = { ...DEFAULT_PREFERENCES.channels, progress: { push: false, mail: false } };
		expect(times({ preferences: { ...DEFAULT_PREFERENCES, channels } })).toEqual([['tray', now]]);
	});

	it('leave out mail for the steps of an officer’s work, not for deadlines', () => {
		const channels = (event: Occasion['event']) =>
			planChannels(occasion({ event, recipientKind: 'officer' })).map(({ channel }) => channel);
		for (const event of ['submitted', 'assigned', 'supplied', 'message'] as const) {
			expect(channels(event), event).toEqual(['tray', 'push']);
		}
		for (const event of ['due_soon', 'overdue'] as const) {
			expect(channels(event), event).toEqual(['tray', 'push', 'mail']);
		}
	});

	it('leave out what the administrator switched off, and mail does not wait for it', () => {
		expect(times({ switches: { ...DEFAULT_SWITCHES, push: false } })).toEqual([
			['tray', now],
			['mail', now]
		]);
		expect(times({ switches: { ...DEFAULT_SWITCHES, mail: false } })).toEqual([
			['tray', now],
			['push', now]
		]);
	});

	it('wait for the end of quiet hours, except where a day is at stake', () => {
		const preferences = { ...DEFAULT_PREFERENCES, quietHours: { from: '08:00', to: '10:00' } };
		expect(times({ preferences })).toEqual([
			['tray', now],
			['push', vietnam('2026-08-28 10:00')],
			['mail', vietnam('2026-08-28 10:15')]
		]);
		expect(times({ preferences, event: 'supplement_reminder' })[1]).toEqual(['push', now]);
	});

	it('end with the day that a reminder is about', () => {
		const until = vietnam('2026-08-28 24:00');
		const plans = planChannels(occasion({ event: 'supplement_reminder', until }));
		expect(plans.map(({ expiresAt }) => expiresAt)).toEqual(['', until, until]);
	});

	it('are the tray and push alone for a test, whatever the person chose', () => {
		const off = { push: false, mail: false };
		const channels = { progress: off, to_do: off, deadline: off, work: off, catalogue: off };
		const preferences = { ...DEFAULT_PREFERENCES, channels };
		expect(times({ event: 'test', preferences })).toEqual([
			['tray', now],
			['push', now]
		]);
	});
});
