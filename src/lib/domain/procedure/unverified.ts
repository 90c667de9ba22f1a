/**
 * The catalogue says of itself what was not verified, as notes that begin with a path:
 * `documents.anh (photo size)`, `fees[0..1]: …`, `processing.steps[*].days`, `eligibility`.
 * A note on a whole covers its parts.
 */
export function isUnverified(notes: readonly string[], path: string): boolean {
	return notes.some((note) => covers(pathOf(note), path));
}

/** The path a note begins with: up to the first space or colon. */
function pathOf(note: string): string {
	return /^[^\s:]*/.exec(note)?.[0] ?? '';
}

/** `fees[0..1]` covers `fees[1].amount_vnd`; `documents` covers `documents.anh`. */
function covers(noted: string, path: string): boolean {
	const range = /^([a-z_]+)\[(\d+)(?:\.\.(\d+))?\](.*)$/.exec(noted);
	const asked = /^([a-z_]+)\[(\d+)\](.*)$/.exec(path);
	if (range && asked) {
		const [, list, from = '0', to = from, rest = ''] = range;
		const [, askedList, at = '0', askedRest = ''] = asked;
		const within = Number(from) <= Number(at) && Number(at) <= Number(to);
		return list === askedList && within && isPart(rest, askedRest);
	}
	return noted !== '' && isPart(noted, path);
}

/** Either path may name the whole of what the other names a part of. */
function isPart(noted: string, path: string): boolean {
	return startsAt(noted, path) || startsAt(path, noted);
}

function startsAt(whole: string, part: string): boolean {
	if (whole === '' || whole === part) return true;
	return part.startsWith(whole) && ['.', '['].includes(part.charAt(whole.length));
}
