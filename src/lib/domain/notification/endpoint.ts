/**
 * Which addresses a push message may be handed to. An endpoint comes from a browser, so it is what a
 * stranger typed: whoever could choose it freely would make our worker knock at any door it can reach.
 * Checked when a subscription is saved and again when a message is sent.
 *
 * Source of the hosts: the push services that the browsers of the day use (Chrome and its kin, Firefox,
 * Safari, Edge).
 */

/** Hosts that are a push service as they stand. */
const HOSTS: readonly string[] = [
	'fcm.googleapis.com',
	'android.googleapis.com',
	'updates.push.services.mozilla.com'
];

/** Domains that a push service has one or more hosts below. */
const DOMAINS: readonly string[] = ['push.apple.com', 'notify.windows.com'];

/** Longer than any push service's, short enough to be stored and sent a million times. */
const LONGEST_ENDPOINT = 1_000;

/** Where a push message goes. */
export interface PushEndpoint {
	/** `https://fcm.googleapis.com`; only an extra origin of a test carries a port. */
	readonly origin: string;
	readonly host: string;
	readonly port: number;
	/** Path and query, as the push service gave them. */
	readonly path: string;
}

/**
 * Nothing but what browsers write: lower-case host, no user part, no port unless an extra origin has
 * one, and no character that two readers of addresses might read differently.
 */
const FORM = /^https:\/\/([a-z0-9.-]+)(?::([1-9][0-9]{0,4}))?(\/[A-Za-z0-9._~:=%/?&+-]*)$/;

/** At least one, at most four labels below a domain; none of them spells another alphabet. */
const LABELS_BELOW = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}$/;

/**
 * @param extraOrigins origins that count besides, `https://localhost:8443`; empty but in tests
 * @returns the parts of the address, or `undefined` where nothing may be sent
 */
export function allowedEndpoint(
	text: string,
	extraOrigins: readonly string[]
): PushEndpoint | undefined {
	if (text.length > LONGEST_ENDPOINT) return undefined;
	const [, host = '', port, path = ''] = FORM.exec(text) ?? [];
	const origin = port === undefined ? `https://${host}` : `https://${host}:${port}`;
	const isAllowed =
		host !== '' && (extraOrigins.includes(origin) || (port === undefined && isPushHost(host)));
	return isAllowed
		? { origin, host, port: port === undefined ? 443 : Number(port), path }
		: undefined;
}

function isPushHost(host: string): boolean {
	if (HOSTS.includes(host)) return true;
	return DOMAINS.some((domain) => {
		if (!host.endsWith(`.${domain}`)) return false;
		const below = host.slice(0, -domain.length);
		return LABELS_BELOW.test(below) && !/(?:^|\.)xn--/.test(below);
	});
}
