import { allowedEndpoint } from '../../lib/domain/notification/endpoint.ts';
import type { PushJob, PushResult } from '../../lib/domain/notification/errands.ts';
import { MAX_PAYLOAD_BYTES } from '../../lib/domain/notification/payload.ts';
import { NoPublicAddress } from './dial.ts';
import { encrypt, UnusableKeys } from './encryption.ts';
import { Late, type Headers } from './line.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { PushService, Resting, type ServiceOptions } from './service.ts';
import { pairFor, type VapidKeys } from './vapid-keys.ts';
import { VapidTokens } from './vapid-token.ts';

/** What a message needs to reach one device; what it says is another's business. */
export type PushAddress = Pick<
	PushJob,
	'id' | 'lease' | 'endpoint' | 'p256dh' | 'auth' | 'vapidKey' | 'urgency' | 'ttlSeconds' | 'topic'
>;

export interface SenderOptions extends ServiceOptions {
	readonly keys: VapidKeys;
	/** Whom a push service may write to about us. */
	readonly subject: string;
}

/** Hands messages to push services. Whatever happens to one is a result, never an exception. */
export class PushSender {
	readonly #options: SenderOptions;
	readonly #tokens: VapidTokens;
	readonly #services = new Map<string, PushService>();

	constructor(options: SenderOptions) {
		this.#options = options;
		this.#tokens = new VapidTokens(options.subject);
	}

	async send(address: PushAddress, payload: Buffer): Promise<PushResult> {
		const { id, lease } = address;
		return { id, lease, ...(await this.#outcome(address, payload)) };
	}

	/** Ends the lines once what is under way is done. */
	close(): void {
		for (const service of this.#services.values()) service.close();
		this.#services.clear();
	}

	async #outcome(address: PushAddress, payload: Buffer): Promise<Outcome> {
		const { keys, extra } = this.#options;
		const now = Date.now();
		const endpoint = allowedEndpoint(address.endpoint, extra ? [extra.origin] : []);
		if (!endpoint) return { outcome: 'failed', status: 0, reason: 'endpoint_not_allowed' };
		const pair = pairFor(keys, address.vapidKey, now);
		if (!pair) return { outcome: 'gone', status: 0, reason: 'key_ended' };
		if (payload.length > MAX_PAYLOAD_BYTES) {
			return { outcome: 'failed', status: 0, reason: 'too_long' };
		}
		const headers: Headers = {
			authorization: this.#tokens.authorization(endpoint.origin, pair, now),
			'content-encoding': 'aes128gcm',
			'content-type': 'application/octet-stream',
			ttl: address.ttlSeconds,
			urgency: address.urgency,
			...(address.topic !== '' && { topic: address.topic })
		};
		try {
			const body = encrypt(payload, address);
			const answer = await this.#serviceAt(endpoint).post(endpoint.path, headers, body);
			return outcomeOf(answer, pair !== keys.current, now);
		} catch (error) {
			return outcomeOfFailure(error);
		}
	}

	#serviceAt(place: ConstructorParameters<typeof PushService>[0]): PushService {
		const kept = this.#services.get(place.origin);
		if (kept) return kept;
		const service = new PushService(place, this.#options);
		this.#services.set(place.origin, service);
		return service;
	}
}

function outcomeOfFailure(error: unknown): Outcome {
	if (error instanceof UnusableKeys) return { outcome: 'gone', status: 0, reason: 'unusable_keys' };
	if (error instanceof NoPublicAddress) {
		return { outcome: 'again', status: 0, reason: 'no_public_address' };
	}
	if (error instanceof Resting) {
		return { outcome: 'resting', status: 0, reason: 'resting', retryAfterMs: error.forMs };
	}
	return { outcome: 'again', status: 0, reason: error instanceof Late ? 'timeout' : 'connection' };
}
