/**
 * The number on the app's icon, where a device shows one: on the home screen of a phone, in the
 * taskbar. Where it shows none, or forbids it, nothing is lost.
 */
export function showAppBadge(count: number): void {
	if (typeof navigator === 'undefined') return;
	const { setAppBadge, clearAppBadge }: Partial<Navigator> = navigator;
	const shown = count > 0 ? setAppBadge?.call(navigator, count) : clearAppBadge?.call(navigator);
	shown?.catch(() => undefined);
}
