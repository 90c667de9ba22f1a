import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { PART_BYTES, partCount } from '$domain/dossier/file-parts.ts';
import { ask, newId, type Answer, type Visitor } from './api.ts';
import type { DisposableServer } from './disposable-server.ts';

/** What looks like a PDF, of any length. */
export function pdfOf(sizeBytes: number): Buffer {
	return Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(sizeBytes - 9)]);
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Announces a file that follows in parts; `changes` makes the announcement lie. */
export async function announce(
	server: DisposableServer,
	as: Visitor,
	bytes: Buffer,
	changes: Readonly<Record<string, unknown>> = {}
): Promise<{ readonly id: string; readonly answer: Answer }> {
	const id = newId();
	const body = {
		id,
		dossier: newId(),
		paper: 'don',
		name: 'đơn Nguyễn Văn A.pdf',
		sha256: sha256Of(bytes),
		sizeBytes: bytes.length,
		...changes
	};
	const answer = await ask(server, 'POST', '/api/collections/attachments/records', { as, body });
	return { id, answer };
}

export function sendPart(
	server: DisposableServer,
	as: Visitor,
	id: string,
	part: number,
	content: Buffer
): Promise<Answer> {
	return ask(server, 'PUT', `/api/app/attachments/${id}/parts/${part}`, {
		as,
		body: new Blob([new Uint8Array(content)]),
		headers: { 'Content-Type': 'application/octet-stream' }
	});
}

export const partOf = (bytes: Buffer, part: number): Buffer =>
	bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);

/** Announces a file and sends all its parts, the last one first. @returns its id */
export async function sendInParts(
	server: DisposableServer,
	as: Visitor,
	bytes: Buffer,
	changes: Readonly<Record<string, unknown>> = {}
): Promise<string> {
	const { id } = await announce(server, as, bytes, changes);
	for (let part = partCount(bytes.length) - 1; part >= 0; part -= 1) {
		const answer = await sendPart(server, as, id, part, partOf(bytes, part));
		if (answer.status !== 200) throw new Error(`Part ${part}: ${answer.status} ${answer.text}`);
	}
	return id;
}

const Arrival = v.object({
	attachment: v.object({ state: v.string(), sha256: v.string(), file: v.string() }),
	arrived: v.array(v.number())
});

/** What the server says of a file to the one who sent it. */
export async function arrivalOf(
	server: DisposableServer,
	as: Visitor,
	id: string
): Promise<v.InferOutput<typeof Arrival>> {
	const answer = await ask(server, 'GET', `/api/app/attachments/${id}`, { as });
	return v.parse(Arrival, answer.body);
}

/** Every file of an attachment that lies on the server's disk, parts included. */
export function filesOnDisk({ dataDir }: DisposableServer, id: string): string[] {
	const storage = join(dataDir, 'storage');
	return readdirSync(storage, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && !entry.name.endsWith('.attrs'))
		.map((entry) => join(entry.path, entry.name))
		.filter((path) => path.includes(id));
}
