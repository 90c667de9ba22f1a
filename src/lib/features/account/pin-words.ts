import { pinFault } from '$domain/identity/pin.ts';
import { m } from '$i18n/paraglide/messages.js';

const SENTENCE = {
	not_digits: m.pin_not_digits,
	too_short: m.pin_too_short,
	guessable: m.pin_guessable
};

/** What is wrong with a PIN being chosen, for beside its field. */
export function pinSentence(pin: string): string | undefined {
	const fault = pinFault(pin);
	return fault === null ? undefined : SENTENCE[fault]();
}
