import * as v from 'valibot';
import type { Id } from '$domain/dossier/dossier.ts';
import { PART_BYTES, partCount, partLength, travelsInParts } from '$domain/dossier/file-parts.ts';
import { refused, success, type Answer } from '../answer.ts';
import { bytesOf, type LocalFile } from '../attachments.ts';
import { attachmentSchema } from '../mappers.ts';
import { ask } from '../remote.ts';

const RECORDS = '/api/collections/attachments/records';

/** One request carries 256 KiB at most: a minute is enough for it on the slowest line there is. */
const CONTENT_WITHIN_MS = 60_000;

/** After a cut the line mostly is back at once. */
const PAUSE_AFTER_CUT_MS = 400;

/** Cuts in a row without anything new at the server, after which sending is left to a later time. */
const FRUITLESS_CUTS = 3;

/** A file on the server as its sender sees it; `arriving` until all its parts are there and joined. */
const sentFileSchema = v.object({
	...attachmentSchema.entries,
	state: v.picklist(['arriving', ...attachmentSchema.entries.state.options])
});
export type SentFile = v.InferOutput<typeof sentFileSchema>;

const arrivalSchema = v.object({ attachment: sentFileSchema, arrived: v.array(v.number()) });
const partSchema = v.object({ part: v.number() });
const pageSchema = v.object({ items: v.array(sentFileSchema) });

/** Told the share of a file that the server has acknowledged, 0 to 1. */
export type ShareListener = (share: number) => void;

/**
 * Sends a file, or the rest of it: what the server has of it is asked first, also after each cut of
 * the line. Called again for a file that is there, it only tells how the server found it.
 */
export async function sendFile(
	file: LocalFile,
	listener: ShareListener
): Promise<Answer<SentFile>> {
	let furthest = 0;
	for (let fruitless = 0; ; fruitless += 1) {
		const sent = await sendRest(file, (share) => {
			if (share > furthest) fruitless = 0;
			furthest = Math.max(furthest, share);
			listener(share);
		});
		if (!isCut(sent) || fruitless >= FRUITLESS_CUTS) return sent;
		await new Promise((resolve) => setTimeout(resolve, PAUSE_AFTER_CUT_MS * 2 ** fruitless));
	}
}

const isCut = (answer: Answer<unknown>): boolean =>
	!answer.ok &&
	answer.kind === 'fault' &&
	(answer.fault === 'offline' || answer.fault === 'timeout');

async function sendRest(file: LocalFile, listener: ShareListener): Promise<Answer<SentFile>> {
	const asked = await ask(`/api/app/attachments/${file.id}`, arrivalSchema, { as: file.owner });
	const isNew = !asked.ok && asked.kind === 'refusal' && asked.code === 'dossier.not_found';
	if (!asked.ok && !isNew) return asked;
	if (asked.ok && asked.value.attachment.state !== 'arriving') {
		listener(1);
		return success(asked.value.attachment);
	}
	const bytes = await bytesOf(file);
	if (bytes?.byteLength !== file.sizeBytes) {
		return refused('attachment.length_differs', 'payload.files', file.paper);
	}
	if (!travelsInParts(file.sizeBytes)) return sendWhole(file, bytes, listener);
	const begun = asked.ok ? success(asked.value.attachment) : await announce(file);
	if (!begun.ok) return begun;
	const sent = await sendParts(file, bytes, asked.ok ? asked.value.arrived : [], listener);
	return sent.ok ? begun : sent;
}

async function sendWhole(
	{ owner, id, dossier, paper, name, type, sizeBytes, sha256 }: LocalFile,
	bytes: ArrayBuffer,
	listener: ShareListener
): Promise<Answer<SentFile>> {
	listener(0);
	const form = new FormData();
	for (const [field, value] of Object.entries({ id, dossier, paper, name, sha256 })) {
		form.set(field, value);
	}
	form.set('sizeBytes', String(sizeBytes));
	form.set('file', new Blob([bytes], { type }), name);
	const sent = await ask(RECORDS, sentFileSchema, {
		method: 'POST',
		as: owner,
		content: form,
		withinMs: CONTENT_WITHIN_MS
	});
	if (sent.ok) listener(1);
	return sent;
}

function announce(file: LocalFile): Promise<Answer<SentFile>> {
	const { owner, id, dossier, paper, name, sha256, sizeBytes } = file;
	const body = { id, dossier, paper, name, sha256, sizeBytes };
	return ask(RECORDS, sentFileSchema, { method: 'POST', as: owner, body });
}

async function sendParts(
	{ owner, id, sizeBytes }: LocalFile,
	bytes: ArrayBuffer,
	arrived: readonly number[],
	listener: ShareListener
): Promise<Answer<true>> {
	const count = partCount(sizeBytes);
	const there = new Set(arrived);
	listener(there.size / count);
	for (let part = 0; part < count; part += 1) {
		if (there.has(part)) continue;
		const from = part * PART_BYTES;
		const content = bytes.slice(from, from + partLength(sizeBytes, part));
		const sent = await ask(`/api/app/attachments/${id}/parts/${part}`, partSchema, {
			method: 'PUT',
			as: owner,
			content: new Blob([content], { type: 'application/octet-stream' }),
			withinMs: CONTENT_WITHIN_MS
		});
		if (!sent.ok) return sent;
		there.add(part);
		listener(there.size / count);
	}
	return success(true);
}

/** Files of a dossier, or of a draft, that this person sent, and how the server found them. */
export async function verdictsOf(dossier: Id): Promise<Answer<SentFile[]>> {
	const filter = encodeURIComponent(`dossier = '${dossier}'`);
	const answer = await ask(`${RECORDS}?filter=${filter}&perPage=200&skipTotal=1`, pageSchema);
	return answer.ok ? success(answer.value.items) : answer;
}
