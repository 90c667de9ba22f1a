import { describe, expect, it } from 'vitest';
import type { Told } from '$data/notification-desk.ts';
import { byMessage } from '$features/official/told-messages.ts';

const row = (changes: Partial<Told>): Told => ({
	id: '1',
	cause: 'action-1',
	event: 'received',
	at: '2026-06-09T02:00:00.000Z',
	recipientKind: 'applicant',
	recipient: '',
	officerName: '',
	officerRole: '',
	channel: 'tray',
	state: 'sent',
	sendAfter: '',
	sentAt: '',
	deliveredAt: '',
	openedAt: '',
	reason: '',
	attempts: 0,
	devices: [],
	...changes
});

describe('Rows of the ledger', () => {
	it('of one event and person are one message, its channels in a fixed order', () => {
		const messages = byMessage([
			row({ id: '1', channel: 'mail' }),
			row({ id: '2', channel: 'tray' }),
			row({ id: '3', channel: 'push' })
		]);
		expect(messages.map(({ channels }) => channels.map(({ channel }) => channel))).toEqual([
			['tray', 'push', 'mail']
		]);
	});

	it('of different causes, events or people are different messages, in the order they came', () => {
		const messages = byMessage([
			row({ cause: 'action-2' }),
			row({ event: 'signed' }),
			row({ recipientKind: 'officer', recipient: 'head' }),
			row({ recipientKind: 'officer', recipient: 'clerk' }),
			row({ cause: 'action-2', channel: 'push' })
		]);
		expect(
			messages.map(({ told, channels }) => [told.cause, told.recipient, channels.length])
		).toEqual([
			['action-2', '', 2],
			['action-1', '', 1],
			['action-1', 'head', 1],
			['action-1', 'clerk', 1]
		]);
	});
});
