import type { MailJob, PushJob } from '../../lib/domain/notification/errands.ts';
import { NOTIFICATIONS, subjectOf } from '../../lib/domain/notification/events.ts';
import type { PushPayload } from '../../lib/domain/notification/payload.ts';
import { NOTIFICATION_TEXTS } from '../../lib/i18n/notification-texts.ts';

/** What a message is worded from. Nothing here knows a person, so no wording can name one. */
export type Told = Pick<PushJob, 'event' | 'dossier' | 'recipientKind' | 'locale'>;

/** What the phone gets, before it is encrypted. */
export function payloadOf(
	job: Told & Pick<PushJob, 'notification' | 'owner' | 'ack'>
): PushPayload {
	const { event, dossier, recipientKind, locale } = job;
	const { title, body } = NOTIFICATION_TEXTS[event][recipientKind].push;
	const action = recipientKind === 'applicant' ? NOTIFICATIONS[event].action : undefined;
	return {
		v: 1,
		id: job.notification,
		tag: dossier === '' ? 'app' : `${subjectOf(event)}:${dossier}`,
		owner: job.owner,
		title: title({}, { locale }),
		body: body({}, { locale }),
		url: pageOf(job),
		actions: action ? ['open', action] : ['open'],
		locale,
		ack: job.ack
	};
}

/**
 * The mail in place of it.
 * @param publicUrl address that people use, without a slash at the end
 */
export function mailOf(
	job: Told & Pick<MailJob, 'id' | 'lease'>,
	publicUrl: string
): { readonly subject: string; readonly text: string } {
	const { subject, text } = NOTIFICATION_TEXTS[job.event][job.recipientKind].mail;
	const { locale } = job;
	const link = publicUrl + pageOf(job);
	return { subject: subject({}, { locale }), text: text({ link }, { locale }) };
}

/** Where the rest is told, after signing in. */
function pageOf({ event, dossier, recipientKind }: Told): string {
	if (dossier === '') return '/thong-bao';
	return PAGES[subjectOf(event)][recipientKind] + dossier;
}

const PAGES = {
	dossier: { applicant: '/ho-so/', officer: '/cong-viec/' },
	question: { applicant: '/cau-hoi/', officer: '/can-bo/cau-hoi/' }
} as const;
