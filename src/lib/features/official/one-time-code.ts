/** The one-time code in a mail: its first number of six to eight digits standing alone. */
export function codeIn(text: string): string | undefined {
	return /(?:^|\D)(\d{6,8})(?!\d)/.exec(text)?.[1];
}
