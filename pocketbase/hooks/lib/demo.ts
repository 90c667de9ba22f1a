/** A demonstration (SEED=demo): invented people, and the mail outbox open on this machine. */
export function isDemo(): boolean {
	return $os.getenv('SEED') === 'demo';
}

/** The connection comes from this machine, and not through a proxy on it. */
export function isLoopback(e: RequestEvent): boolean {
	const own = ['127.0.0.1', '::1'];
	// A proxy we were not told of (BEHIND_PROXY) leaves its mark, and must not open the outbox.
	const forwarded = FORWARDED.some((name) => e.request.header.get(name) !== '');
	return own.includes(e.remoteIP()) && own.includes(e.realIP()) && !forwarded;
}

const FORWARDED = ['Forwarded', 'X-Forwarded-For', 'X-Real-IP'];
