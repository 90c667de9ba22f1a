import * as v from 'valibot';
import { allowedEndpoint } from '../../../src/lib/domain/notification/endpoint.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { writeDurably } from '../lib/durable.ts';
import { personOf } from '../lib/person.ts';
import { extraPushOrigins, pushKeys } from '../lib/push-settings.ts';
import { forgetSubscription, holdsSession, keepSubscription } from '../lib/push-subscriptions.ts';
import { readJson, reply, respond } from '../lib/reply.ts';
import { now } from '../lib/time.ts';

const endpoint = v.pipe(v.string(), v.maxLength(1000));

const Registration = v.object({
	endpoint: v.pipe(
		endpoint,
		v.check((address) => allowedEndpoint(address, extraPushOrigins()) !== undefined)
	),
	// base64url: an uncompressed point of P-256 (65 bytes, the first is 4), and 16 random bytes.
	keys: v.object({
		p256dh: v.pipe(v.string(), v.regex(/^B[A-P][\w-]{84}[AEIMQUYcgkosw048]$/)),
		auth: v.pipe(v.string(), v.regex(/^[\w-]{21}[AQgw]$/))
	}),
	vapidKey: v.pipe(
		v.string(),
		v.check((key) => pushKeys().includes(key))
	)
});

/** This device is told from now on what its owner is told. Said again, it is kept as it is. */
export function registerSubscription(e: RequestEvent): void {
	respond(e, () => {
		const account = e.auth;
		const person = personOf(account);
		if (!account || !person) return refuse('actor.signed_out');
		const parsed = v.safeParse(Registration, readJson(e));
		if (!parsed.success) return refuse('field.invalid', v.getDotPath(parsed.issues[0]) ?? '');
		const { keys, ...where } = parsed.output;
		let ended = false;
		writeDurably(e.app, (tx) => {
			// The session may have been ended since it was looked at: nothing would end this row then.
			ended = !holdsSession(tx, account);
			if (!ended) keepSubscription(tx, person.actor, { ...where, ...keys }, now());
		});
		return ended ? refuse('actor.signed_out') : reply({});
	});
}

const Forgetting = v.object({ endpoint });

/**
 * This device is told nothing more. Whoever knows the endpoint may say so, without a session: it is
 * a secret of the device, and a device that signed out or locked has nothing else left. The answer
 * is the same whether it was known or not.
 */
export function forgetDevice(e: RequestEvent): void {
	respond(e, () => {
		const parsed = v.safeParse(Forgetting, readJson(e));
		if (!parsed.success) return refuse('field.invalid', 'endpoint');
		writeDurably(e.app, (tx) => forgetSubscription(tx, parsed.output.endpoint));
		return reply({});
	});
}
