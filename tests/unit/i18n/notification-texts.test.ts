/** What people are told outside the app, where anybody may read along, and in it. */
import { describe, expect, it } from 'vitest';
import { NOTIFICATION_EVENTS, type NotificationEvent } from '$domain/notification/events.ts';
import {
	NOTIFICATION_TEXTS,
	type NotificationText,
	type PlainSentence
} from '$i18n/notification-texts.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { locales } from '../../../src/lib/i18n/paraglide/runtime.js';

const RECIPIENTS = ['applicant', 'officer'] as const;
const LINK = 'https://ngoaivu.example/ho-so/abc';

interface Case {
	name: string;
	event: NotificationEvent;
	text: NotificationText;
	locale: (typeof locales)[number];
}

const cases: Case[] = NOTIFICATION_EVENTS.flatMap((event) =>
	RECIPIENTS.flatMap((recipient) =>
		locales.map((locale) => ({
			name: `${event} to an ${recipient}, ${locale}`,
			event,
			text: NOTIFICATION_TEXTS[event][recipient],
			locale
		}))
	)
);

describe('A notification', () => {
	it('of an event without a template does not compile', () => {
		const { test, ...others } = NOTIFICATION_TEXTS;
		// @ts-expect-error: `test` is missing
		const incomplete: Record<NotificationEvent, unknown> = others;
		expect(incomplete).not.toHaveProperty('test');
		expect(test).toBeDefined();
	});

	it('cannot take a sentence that names something', () => {
		// @ts-expect-error: the message has a placeholder
		const sentence: PlainSentence = m.notification_mail_text;
		expect(sentence).toBeDefined();
	});

	it.each(cases)('$name: says something, without a gap', ({ text, locale }) => {
		const said = [...outside(text, locale), text.tray({}, { locale })];
		for (const sentence of said) {
			expect(sentence.trim()).not.toBe('');
			expect(sentence).not.toMatch(/[{}]|undefined|null|NaN/);
		}
	});

	it.each(cases)('$name: fits a lock screen', ({ text, locale }) => {
		expect(text.push.title({}, { locale }).length).toBeLessThanOrEqual(50);
		expect(text.push.body({}, { locale }).length).toBeLessThanOrEqual(90);
	});

	it.each(cases)('$name: the mail leads to the page', ({ text, locale }) => {
		expect(text.mail.text({ link: LINK }, { locale })).toContain(LINK);
	});

	it.each(cases)('$name: no number stands outside the app', ({ text, locale }) => {
		expect(outside(text, locale).join(' ')).not.toMatch(/\d/);
	});
});

describe('Outside the app', () => {
	it.each(['refused', 'rejected', 'stopped', 'withdrawal_declined'] as const)(
		'%s looks like any other step',
		(event) => {
			for (const recipient of RECIPIENTS) {
				for (const locale of locales) {
					expect(outside(NOTIFICATION_TEXTS[event][recipient], locale)).toEqual(
						outside(NOTIFICATION_TEXTS.received[recipient], locale)
					);
				}
			}
		}
	);

	it('nothing tells how a dossier ended', () => {
		const said = cases.flatMap(({ text, locale }) => outside(text, locale)).join('\n');
		expect(said).not.toMatch(/từ chối|không được|kết quả|refus|reject|grant|result|approv/i);
	});
});

function outside({ push, mail }: NotificationText, locale: (typeof locales)[number]): string[] {
	const language = { locale };
	return [
		push.title({}, language),
		push.body({}, language),
		mail.subject({}, language),
		mail.text({ link: '' }, language)
	];
}
