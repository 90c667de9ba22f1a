import * as v from 'valibot';
import { pushPayloadSchema, type PushPayload } from '../lib/domain/notification/payload.ts';
// Not `{ m }`, which holds all messages: of these few the worker is built.
import * as m from '../lib/i18n/paraglide/messages.js';
import { acknowledge } from './acknowledge.ts';
import type { Behind } from './behind.ts';
import { ourPages } from './our-pages.ts';
import { readOwner } from './told-device.ts';
import type { Word } from './words.ts';

declare const self: ServiceWorkerGlobalScope;

/** What browsers that show buttons and groups take besides. */
interface ShownNotification extends NotificationOptions {
	/** The newest of a dossier takes the place of the one before, and is heard all the same. */
	readonly renotify?: boolean;
	readonly actions?: readonly { readonly action: string; readonly title: string }[];
	readonly data: Behind;
}

/** Pictures beside the words; the badge stands alone in the status bar, as a silhouette. */
const PICTURES = { icon: '/icon-192.png', badge: '/badge-96.png' };

const STORAGE_WITHIN_MS = 3_000;

const ACTION_NAME = { open: m.push_action_open, supply: m.push_action_supply };

/**
 * Shows what came, always: a browser takes the permission away from who stays silent. What cannot be
 * read, or is for somebody else, is a neutral line that leads nowhere and is acknowledged as nothing.
 */
export async function showPush(data: PushMessageData | null): Promise<void> {
	const owner = await Promise.race([readOwner().catch(() => undefined), patience()]);
	const payload = payloadOf(data);
	const isTheirs = owner?.endpoint != null && payload?.owner === owner.hash;
	if (!payload || !isTheirs) return showNeutral(owner?.locale ?? 'vi');
	const { locale, ack } = payload;
	await show(payload.title, {
		body: payload.body,
		lang: locale,
		tag: payload.tag,
		renotify: true,
		data: { path: payload.url, locale, ack },
		actions: payload.actions.map((action) => ({
			action,
			title: ACTION_NAME[action]({}, { locale })
		}))
	});
	const shown = { type: 'SHOWN', id: payload.id } satisfies Word;
	for (const page of await ourPages()) page.postMessage(shown);
	await acknowledge(ack, 'delivered');
}

/** A browser's storage may hang for ever (Safari loses its hold on it): something is shown all the same. */
function patience(): Promise<undefined> {
	return new Promise((resolve) => setTimeout(() => resolve(undefined), STORAGE_WITHIN_MS));
}

function showNeutral(locale: PushPayload['locale']): Promise<void> {
	return show(m.app_name({}, { locale }), {
		body: m.push_neutral({}, { locale }),
		lang: locale,
		tag: 'app',
		data: { path: '/', locale }
	});
}

function show(title: string, options: ShownNotification): Promise<void> {
	return self.registration.showNotification(title, { ...PICTURES, ...options });
}

function payloadOf(data: PushMessageData | null): PushPayload | undefined {
	try {
		const parsed = v.safeParse(pushPayloadSchema, data?.json());
		return parsed.success ? parsed.output : undefined;
	} catch {
		return undefined; // no JSON
	}
}
