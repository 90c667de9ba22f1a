/** What kind of device this is, where the way to do something differs. */

export type Platform = 'ios' | 'android' | 'desktop';

export function platform(): Platform {
	if (isIos()) return 'ios';
	return /Android/.test(navigator.userAgent) ? 'android' : 'desktop';
}

/** iPads say that they are Macs, which have no touch screen. */
export function isIos(): boolean {
	const { userAgent, maxTouchPoints } = navigator;
	return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

/** The app was opened from the home screen. */
export function isInstalled(): boolean {
	return (
		matchMedia('(display-mode: standalone)').matches ||
		('standalone' in navigator && navigator.standalone === true)
	);
}
