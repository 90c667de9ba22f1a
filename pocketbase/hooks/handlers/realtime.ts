import { personOf } from '../lib/person.ts';

/** Each saved record looks at every connection: beyond this many, screens ask by themselves. */
const MOST_CONNECTIONS = 1000;

export function openRealtime(e: ConnectEvent): void {
	if (e.app.subscriptionsBroker().totalClients() >= MOST_CONNECTIONS) {
		throw new TooManyRequestsError('Too many live connections.');
	}
	e.next();
}

/** Tells a client no more than that its line is up; it asks for it to know when to catch up. */
const CONNECTED = 'PB_CONNECT';

/** One dossier, or for officers all of them; the view and list rules say which are told. */
export function subscribe(e: SubscribeEvent): void {
	const topics = e.subscriptions.filter((topic) => topic !== CONNECTED);
	const person = topics.length === 0 ? null : personOf(e.auth);
	for (const topic of topics) {
		if (!person) throw new UnauthorizedError('Sign in first.');
		const one = /^dossiers\/[a-z0-9]{15}(\?|$)/.test(topic);
		const all = /^dossiers\/\*(\?|$)/.test(topic) && person.actor.role !== 'applicant';
		if (!one && !all) throw new ForbiddenError('This topic cannot be watched.');
	}
	e.next();
}
