const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * How long to wait before trying again, in milliseconds: twice as long after each failure, so that
 * a server in trouble is left alone, and a little by chance, so that a thousand phones that lost the
 * same mast do not come back in the same second.
 * @param tries failures so far, at least 1
 * @param chance 0 to 1
 * @param retryAfterMs what the server asked for (RFC 9110, section 10.2.3)
 */
export function pauseAfter(tries: number, chance: number, retryAfterMs = 0): number {
	const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
	return Math.round(Math.max(retryAfterMs, grown / 2) + (chance * grown) / 2);
}
