/**
 * How long the ledger of notifications is kept (thời hạn lưu sổ thông báo): as long as the other
 * records of who did and read what, a year after the event. Whoever asks what they were told has the
 * answer, and what nobody will ask about any more names nobody.
 *
 * What still waits to be sent stays however old it is, and so does what was told of a dossier that
 * is open: its history is whole, and what the calendar said of it once is not said again.
 */
export const LEDGER_KEPT_DAYS = 365;

const DAY_MS = 24 * 60 * 60_000;

/** What was told before is not kept. @param now milliseconds since the epoch */
export function oldestInLedger(now: number): string {
	return new Date(now - LEDGER_KEPT_DAYS * DAY_MS).toISOString();
}
