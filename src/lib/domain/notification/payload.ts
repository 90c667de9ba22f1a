import * as v from 'valibot';
import { LOCALES } from './preferences.ts';

/**
 * What travels inside a push message, encrypted for one device. It may be read on a locked screen,
 * so it holds no name, number, country or decision: those are fetched after unlocking.
 */
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]{15}$/));

export const pushPayloadSchema = v.strictObject({
	v: v.literal(1),
	/** Of the notification in the ledger. */
	id,
	/** Notifications of one dossier or question replace each other on the screen. */
	tag: v.pipe(v.string(), v.regex(/^(app|(dossier|question):[a-z0-9]{15})$/)),
	/** Whose it is: the beginning of the SHA-256 of `applicants/<id>` or `officers/<id>`. */
	owner: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
	title: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
	body: v.pipe(v.string(), v.maxLength(500)),
	/** Where a tap leads, inside this app only. */
	url: v.pipe(
		v.string(),
		v.regex(/^\/(thong-bao|(ho-so|cong-viec|cau-hoi|can-bo\/cau-hoi)\/[a-z0-9]{15})$/)
	),
	actions: v.pipe(v.array(v.picklist(['open', 'supply'])), v.maxLength(2)),
	locale: v.picklist(LOCALES),
	/** Proof by which the device says that it arrived: `<job>.<mac>`. */
	ack: v.pipe(v.string(), v.regex(/^[a-z0-9]{15}\.[0-9a-f]{64}$/))
});
export type PushPayload = v.InferOutput<typeof pushPayloadSchema>;

/** Push services take 4096 bytes with encryption; some networks less. */
export const MAX_PAYLOAD_BYTES = 3 * 1024;

/** How many characters of the hash of an account name it in a payload. */
export const OWNER_HASH_LENGTH = 16;
