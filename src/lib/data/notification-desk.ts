import * as v from 'valibot';
import { STAFF_ROLES } from '$domain/identity/actor.ts';
import { success, type Answer } from './answer.ts';
import { ask } from './remote.ts';

/** What the administrator sees and does about notifications. */

const count = v.number();
const switchesSchema = v.object({ push: v.boolean(), mail: v.boolean() });
/** Channels that can be turned off, and whether they are on. */
export type ChannelSwitches = v.InferOutput<typeof switchesSchema>;
export type SwitchedChannel = keyof ChannelSwitches;

const reportSchema = v.object({
	at: v.string(),
	/** Of what was to go out in a period: how much did, and how much of it within ten seconds. */
	speed: v.array(
		v.object({
			channel: v.string(),
			period: v.picklist(['today', 'week']),
			due: count,
			handedOn: count,
			soon: count
		})
	),
	/** Of seven days. */
	counts: v.array(v.object({ channel: v.string(), state: v.string(), count })),
	/** Of seven days, the most frequent first. */
	failures: v.array(v.object({ channel: v.string(), reason: v.string(), count })),
	queues: v.array(
		v.object({ channel: v.string(), waiting: count, oldestDueAt: v.string(), later: count })
	),
	switches: switchesSchema,
	/** When the worker was last heard of; `null`: not since the server started. */
	worker: v.object({ seenAt: v.nullable(v.string()), secondsAgo: v.nullable(count) })
});
export type NotificationReport = v.InferOutput<typeof reportSchema>;

/** How notifications fare, in numbers. */
export function fetchNotificationReport(): Promise<Answer<NotificationReport>> {
	return ask('/api/app/notification-report', reportSchema);
}

/** Turns a channel on or off for everybody. */
export async function switchChannel(
	channel: SwitchedChannel,
	on: boolean
): Promise<Answer<ChannelSwitches>> {
	const schema = v.object({ switches: switchesSchema });
	const answer = await ask('/api/app/notification-switch', schema, {
		method: 'POST',
		body: { channel, on }
	});
	return answer.ok ? success(answer.value.switches) : answer;
}

const moment = v.string();
const toldSchema = v.object({
	id: v.string(),
	/** What was told of: rows of one cause, event and recipient differ by channel. */
	cause: v.string(),
	event: v.string(),
	at: moment,
	recipientKind: v.picklist(['applicant', 'officer']),
	/** Empty for applicants. */
	recipient: v.string(),
	officerName: v.string(),
	officerRole: v.union([v.picklist(STAFF_ROLES), v.literal('')]),
	channel: v.string(),
	state: v.string(),
	/** Empty moments have not come. */
	sendAfter: moment,
	sentAt: moment,
	deliveredAt: moment,
	openedAt: moment,
	reason: v.string(),
	attempts: count,
	/** What became of a push on each device. */
	devices: v.array(
		v.object({
			state: v.string(),
			status: count,
			attempts: count,
			handedAt: moment,
			reason: v.string()
		})
	)
});
export type Told = v.InferOutput<typeof toldSchema>;

const toldOfSchema = v.object({
	dossier: v.object({ id: v.string(), number: v.string() }),
	items: v.array(toldSchema)
});
export type ToldOf = v.InferOutput<typeof toldOfSchema>;

/**
 * What became of everything that was told of a dossier. The server records who asked.
 * @param number official code or draft number
 */
export function fetchToldOf(number: string): Promise<Answer<ToldOf>> {
	return ask(`/api/app/notifications/of/${encodeURIComponent(number.trim())}`, toldOfSchema);
}
