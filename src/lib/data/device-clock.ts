import { dayOf, type Instant, type PlainDate } from '$domain/time/plain-date.ts';

/**
 * The device's clock: right enough to order drafts and to say "5 minutes ago"; never a legal moment.
 * @param behindMs how far it is known to be behind the server's, in milliseconds
 */
export const deviceNow = (behindMs = 0): Instant => new Date(Date.now() + behindMs).toISOString();

/** Today in Việt Nam, by the device's clock. */
export const deviceToday = (): PlainDate => dayOf(deviceNow());
