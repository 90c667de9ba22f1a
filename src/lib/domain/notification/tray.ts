/**
 * How far the notifications in the app (hộp thông báo) go back, on the server and on the device: what
 * is older or further down is history, which the dossier tells better.
 */
export const TRAY_KEPT_DAYS = 90;
export const TRAY_MOST = 200;

const DAY_MS = 24 * 60 * 60_000;

/** Those of before are not told any more. @param now milliseconds since the epoch */
export function oldestInTray(now: number): string {
	return new Date(now - TRAY_KEPT_DAYS * DAY_MS).toISOString();
}
