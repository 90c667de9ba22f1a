/** A demonstration (SEED=demo): invented people, and the mail outbox open on this machine. */
export function isDemo(): boolean {
	return $os.getenv('SEED') === 'demo';
}

/** The connection comes from this machine, and not through a proxy on it. */
export function isLoopback(e: RequestEvent): boolean {
	const own = ['127.0.0.1', '::1'];
	return own.includes(e.remoteIP()) && own.includes(e.realIP());
}
