import type { Part, Reply } from '$domain/assistant/reply.ts';
import { headingText, sentenceText, unverifiedText } from '$i18n/assistant-texts.ts';
import { m } from '$i18n/paraglide/messages.js';

/** A list this long is read out whole; of a longer one its heading and length are told. */
const READ_OUT = 3;

/** What screen readers are told once when an answer is finished; all of it stands in the log. */
export function announcementOf({ parts, language }: Pick<Reply, 'parts' | 'language'>): string {
	const told = parts.flatMap((part) => toldOf(part, language));
	return m.conversation_answered({ answer: told.join(' ') });
}

function toldOf(part: Part, language: Reply['language']): string[] {
	if (part.kind === 'sentence') {
		return part.code === 'source' ? [] : [ended(sentenceText(part.code, part.values, language))];
	}
	const heading = part.heading === null ? '' : headingText(part.heading, language);
	if (part.lines.length > READ_OUT) {
		return [m.conversation_lines({ heading, count: part.lines.length })];
	}
	const lines = part.lines.map(({ text, note, unverified }) =>
		[text, note, unverified ? unverifiedText(language) : null].filter(Boolean).join(', ')
	);
	return [ended(`${heading === '' ? '' : `${heading}: `}${lines.join('; ')}`)];
}

const ended = (text: string): string => (/[.!?:]$/.test(text) ? text : `${text}.`);
