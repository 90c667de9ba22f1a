import type { Fault } from '$data/answer.ts';
import type { OutboxEntry, OutboxItem } from '$data/sync/outbox.ts';
import { localised } from '$i18n/localised.ts';
import { m } from '$i18n/paraglide/messages.js';
import { ERRAND_NAME } from '$i18n/question-words.ts';
import type { Path } from '$i18n/link.ts';
import { refusalSentence } from '$i18n/refusals.ts';
import { formatBytes, formatInstant } from '$ui/format.ts';
import { allSaidWith, fieldAt } from '$ui/said.ts';
import type { ItemFacts } from './item-facts.ts';

const WAITS: Readonly<Record<Exclude<Fault, 'day_full'>, () => string>> = {
	offline: m.sync_fault_offline,
	timeout: m.sync_fault_timeout,
	server: m.sync_fault_server,
	signed_out: m.sync_fault_signed_out,
	too_many_requests: m.sync_fault_too_many,
	device_full: m.sync_fault_full
};

/** How it stands with something that goes by itself. */
export function waitSentence({ state, fault, notBeforeMs }: OutboxEntry): string {
	if (state === 'answered') return m.sync_confirming();
	if (state === 'sending' && !fault) return m.sync_sending_now();
	if (fault === 'day_full') {
		return m.sync_fault_day_full({ at: formatInstant(new Date(notBeforeMs).toISOString()) });
	}
	return fault ? WAITS[fault]() : m.sync_waiting_kept();
}

/** Why it was refused, and where. */
export function whyRefused({ refusal }: OutboxEntry, { names }: Pick<ItemFacts, 'names'>): string {
	if (!refusal) return '';
	const { code, field = '', subject } = refusal;
	const place = ofPaper(code) && subject ? names.paper(subject) : fieldAt(field, names);
	const sentence = refusalSentence(code);
	return place ? `${sentence} ${m.sync_at_field({ field: place })}` : sentence;
}

const ofPaper = (code: string): boolean => /^(papers|attachment)\./.test(code);

/** Where it can be done again, with what was typed filled in. */
export function redoPath({ id, type, dossier }: OutboxEntry): Path {
	switch (type) {
		case 'submit':
			return `/nop/${dossier}?buoc=xem-lai`;
		case 'supply':
		case 'ask_withdrawal':
		case 'rate':
			return `/ho-so/${dossier}?lam-lai=${id}`;
		case 'register_at_counter':
			return '/tiep-nhan';
		case 'ask_question':
			return `/cau-hoi/moi?lam-lai=${id}`;
		case 'follow_up':
			return `/cau-hoi/${dossier}?lam-lai=${id}`;
		case 'take_question':
		case 'pass_question':
		case 'answer_question':
		case 'close_question':
		case 'propose_answer':
			return `/can-bo/cau-hoi/${dossier}?lam-lai=${id}`;
		default:
			return `/cong-viec/${dossier}?lam-lai=${id}`;
	}
}

/** All of an item, to be read or printed anywhere. */
export function asText(item: OutboxItem, facts: ItemFacts): string {
	const { number, entry, files, names } = facts;
	const { intent } = item.content;
	const lines = [
		ERRAND_NAME[item.type](),
		entry ? `${number} – ${localised(entry.procedure.name)}` : number,
		m.sync_made_at({ at: formatInstant(item.madeAt) }),
		...(item.refusal ? [m.sync_export_reason({ reason: whyRefused(item, facts) })] : []),
		'',
		...allSaidWith(intent.payload, names).map(({ label, value }) => `${label}: ${value}`),
		...files.map(({ name, paper, sizeBytes, sha256 }) =>
			[names.paper(paper), name, formatBytes(sizeBytes), `SHA-256 ${sha256}`].join(' · ')
		)
	];
	return `${lines.join('\r\n')}\r\n`;
}
