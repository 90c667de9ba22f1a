/** Digits with which an officer opens the screen again after a pause (mã PIN). */
export const PIN_LENGTH = { min: 6, max: 12 } as const;

/** Wrong PINs in a row, after which only signing in anew helps. */
export const PIN_TRIES = 5;

/** What is wrong with a PIN that somebody chose; `null`: nothing. */
export function pinFault(pin: string): 'not_digits' | 'too_short' | 'guessable' | null {
	if (!/^\d*$/.test(pin)) return 'not_digits';
	if (pin.length < PIN_LENGTH.min || pin.length > PIN_LENGTH.max) return 'too_short';
	return isRow(pin) ? 'guessable' : null;
}

/** `000000`, `123456`, `987654`, `13579…`: every digit follows from the one before. */
function isRow(pin: string): boolean {
	const steps = new Set<number>();
	for (let at = 1; at < pin.length; at += 1) {
		steps.add((Number(pin[at]) - Number(pin[at - 1]) + 10) % 10);
	}
	return steps.size === 1;
}
