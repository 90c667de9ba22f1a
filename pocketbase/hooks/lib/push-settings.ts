/** Our public keys that a subscription may be made with: the present one, and those before it. */
export function pushKeys(): readonly string[] {
	return [$os.getenv('VAPID_PUBLIC_KEY'), ...$os.getenv('VAPID_OLD_PUBLIC_KEYS').split(',')].filter(
		(key) => key !== ''
	);
}

/** The public key that new subscriptions are made with; `null`: this server does not push. */
export function pushKey(): string | null {
	return $os.getenv('VAPID_PUBLIC_KEY') || null;
}

/** Where tests put their own push service; empty anywhere else. */
export function extraPushOrigins(): readonly string[] {
	const origin = $os.getenv('PUSH_EXTRA_ORIGIN');
	return origin === '' ? [] : [origin];
}
