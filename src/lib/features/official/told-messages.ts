import type { Told } from '$data/notification-desk.ts';

/** One event told to one person: a row for each channel. */
export interface ToldMessage {
	readonly key: string;
	readonly told: Told;
	readonly channels: readonly [Told, ...Told[]];
}

const ORDER = ['tray', 'push', 'mail'];

/** Rows of the ledger put together by what was told to whom, in the order they came. */
export function byMessage(rows: readonly Told[]): ToldMessage[] {
	const messages = new Map<string, [Told, ...Told[]]>();
	for (const row of rows) {
		const key = [row.cause, row.event, row.recipientKind, row.recipient].join(' ');
		const others = messages.get(key);
		if (others) others.push(row);
		else messages.set(key, [row]);
	}
	return [...messages].map(([key, channels]) => ({
		key,
		told: channels[0],
		channels: channels.sort((a, b) => ORDER.indexOf(a.channel) - ORDER.indexOf(b.channel))
	}));
}
