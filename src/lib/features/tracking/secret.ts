const LENGTH = 10;

/** A secret as typed or scanned → as it was printed: capitals, no separators, O as 0, I and L as 1. */
export function readSecret(typed: string): string {
	return typed
		.toUpperCase()
		.replace(/[^0-9A-Z]/g, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
}

export const isWholeSecret = (typed: string): boolean => readSecret(typed).length === LENGTH;

/** A number as typed → as it is printed. */
export const readNumber = (typed: string): string => typed.toUpperCase().replace(/\s/g, '');
