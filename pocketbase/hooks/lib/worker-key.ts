import { refuse, type Refusal } from '../../../src/lib/domain/refusal.ts';
import { secret } from './secrets.ts';

/** Nothing, if the worker asks: it knows a key of this installation. */
export function strangerAt(e: RequestEvent): Refusal | undefined {
	const given = e.request.header.get('X-Worker-Key');
	return $security.equal(given, secret('WORKER_KEY')) ? undefined : refuse('actor.signed_out');
}
