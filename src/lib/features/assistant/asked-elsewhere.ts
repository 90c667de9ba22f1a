/** A question asked on another page, on its way to the conversation: in memory alone. */
let question: string | undefined;

export function leaveQuestion(text: string): void {
	question = text;
}

/** Takes it: once. */
export function takeQuestion(): string | undefined {
	const taken = question;
	question = undefined;
	return taken;
}
