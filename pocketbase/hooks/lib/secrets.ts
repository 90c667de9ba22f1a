/**
 * A key of this installation, from the environment.
 * @throws when it is missing or short: nothing may go on with a key that anybody knows
 */
export function secret(name: 'AUDIT_KEY' | 'DEVICE_KEY' | 'TRACKING_KEY' | 'WORKER_KEY'): string {
	const key = $os.getenv(name);
	if (key.length < 32) throw new Error(`${name} must hold at least 32 characters.`);
	return key;
}
