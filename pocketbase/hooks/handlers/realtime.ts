import { personOf } from '../lib/person.ts';

/** Each saved record looks at every connection: beyond this many, screens ask by themselves. */
const MOST_CONNECTIONS = 1000;

export function openRealtime(e: ConnectEvent): void {
	if (e.app.subscriptionsBroker().totalClients() >= MOST_CONNECTIONS) {
		throw new TooManyRequestsError('Too many live connections.');
	}
	e.next();
}

/** One dossier, or for officers all of them; the view and list rules say which are told. */
export function subscribe(e: SubscribeEvent): void {
	const person = e.subscriptions.length === 0 ? null : personOf(e.auth);
	for (const topic of e.subscriptions) {
		if (!person) throw new UnauthorizedError('Sign in first.');
		const one = /^dossiers\/[a-z0-9]{15}(\?|$)/.test(topic);
		const all = /^dossiers\/\*(\?|$)/.test(topic) && person.actor.role !== 'applicant';
		if (!one && !all) throw new ForbiddenError('This topic cannot be watched.');
	}
	e.next();
}
