import { deviceNow } from './device-clock.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import { MAX_FILE_BYTES } from '$domain/dossier/file-parts.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { newId } from './ids.ts';
import type { Envelope, Owner } from './storage/rows.ts';
import { commit, Shelf, type Change } from './storage/shelf.ts';

export type FileType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/webp';

/** What files are gathered for: by whom, for which dossier, and to be named by which action. */
export interface Gathering {
	readonly owner: Owner;
	/** Dossier, or the draft that becomes it. */
	readonly dossier: Id;
	readonly toGive: GivingAction;
}

/** The actions that give files. */
export type GivingAction = 'submit' | 'supply' | 'issue_result';

/** A page or file chosen for a paper; its bytes were copied when it was picked. */
export interface LocalFile extends Envelope {
	/** A dossier may ask for more while its submission, with files of its own, is not settled yet. */
	readonly toGive: GivingAction;
	/** Which required paper it is for. */
	readonly paper: string;
	readonly name: string;
	readonly type: FileType;
	readonly sizeBytes: number;
	/** SHA-256 of its bytes, hexadecimal: the server must arrive at the same. */
	readonly sha256: string;
	readonly addedAt: Instant;
}

/** Names may hold names of people, and by its hash a known file is recognised. */
type Hidden = 'name' | 'sha256';

/** Sealed like the bytes, which stand on a shelf of their own. */
const files = new Shelf<Omit<LocalFile, Hidden>, Pick<LocalFile, Hidden>>('files');
const bytesOfFiles = new Shelf<Envelope, ArrayBuffer>('bytes');

export type PickFault =
	| 'attachment.wrong_type'
	| 'attachment.too_large'
	| 'attachment.empty'
	| 'device.cannot_read'
	| 'device.full'
	/** The session ended: nothing can be sealed. */
	| 'device.locked';

export type Picked =
	| { readonly ok: true; readonly file: LocalFile }
	| { readonly ok: false; readonly code: PickFault; readonly name: string };

/**
 * Copies a file into the device's database at the moment it is picked: a reference to a file in a
 * cloud drive may be unreadable, or empty, an hour later.
 */
export async function keepFile(
	{ owner, dossier, toGive }: Gathering,
	paper: string,
	picked: File
): Promise<Picked> {
	const no = (code: PickFault): Picked => ({ ok: false, code, name: picked.name });
	if (picked.size === 0) return no('attachment.empty');
	let bytes: ArrayBuffer;
	try {
		bytes = await picked.arrayBuffer();
	} catch {
		return no('device.cannot_read');
	}
	if (bytes.byteLength === 0) return no('attachment.empty');
	if (bytes.byteLength !== picked.size) return no('device.cannot_read');
	const type = typeOf(new Uint8Array(bytes, 0, Math.min(12, bytes.byteLength)));
	if (!type) return no('attachment.wrong_type');
	if (type !== 'application/pdf' && bytes.byteLength > SHRINK_ABOVE_BYTES) {
		bytes = (await shrinkPhoto(bytes, type)) ?? bytes;
	}
	if (bytes.byteLength > MAX_FILE_BYTES) return no('attachment.too_large');
	const file: LocalFile = {
		owner,
		id: newId(),
		dossier,
		toGive,
		paper,
		name: picked.name.slice(-200),
		type: typeOf(new Uint8Array(bytes, 0, Math.min(12, bytes.byteLength))) ?? type,
		sizeBytes: bytes.byteLength,
		sha256: await sha256(bytes),
		addedAt: deviceNow()
	};
	const committed = await commit(fileKept(file, bytes));
	if (committed.ok) return { ok: true, file };
	return no(committed.reason === 'locked' ? 'device.locked' : 'device.full');
}

function fileKept({ name, sha256, ...envelope }: LocalFile, bytes: ArrayBuffer): Change[] {
	const { owner, id, dossier } = envelope;
	return [
		files.put({ ...envelope, content: { name, sha256 } }),
		bytesOfFiles.put({ owner, id, dossier, content: bytes })
	];
}

/** All files of a dossier that lie here, whatever they are to be given with, the oldest first. */
export async function listFiles(owner: Owner, dossier: Id): Promise<LocalFile[]> {
	const kept = await files.list(owner, dossier);
	return kept
		.map(({ content, ...envelope }) => ({ ...envelope, ...content }))
		.sort((a, b) => a.addedAt.localeCompare(b.addedAt));
}

/** All files of an owner that lie here, of whatever dossier: their number and size. */
export async function sizeOfFiles(
	owner: Owner
): Promise<{ readonly count: number; readonly bytes: number }> {
	const kept = await files.envelopes(owner);
	return { count: kept.length, bytes: kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}

export async function bytesOf({ owner, id }: LocalFile): Promise<ArrayBuffer | undefined> {
	return (await bytesOfFiles.get(owner, id))?.content;
}

export async function removeFile({ owner, id }: Pick<LocalFile, 'owner' | 'id'>): Promise<void> {
	await commit([files.remove(owner, id), bytesOfFiles.remove(owner, id)]);
}

/**
 * To be made together with what makes these files needless here: all that were gathered, or those
 * `named`. What was picked meanwhile to be given with something else stays.
 */
export async function filesRemoved(
	{ owner, dossier, toGive }: Gathering,
	named?: readonly Id[]
): Promise<Change[]> {
	const kept = await files.envelopes(owner, dossier);
	return kept
		.filter((file) => file.toGive === toGive && (named?.includes(file.id) ?? true))
		.flatMap(({ id }) => [files.remove(owner, id), bytesOfFiles.remove(owner, id)]);
}

/** Hands the files of a draft that nobody owned to an account. */
export async function filesClaimed(
	draft: { readonly owner: Owner; readonly id: Id },
	owner: Owner
): Promise<Change[]> {
	const claimed: Change[] = [];
	for (const file of await listFiles(draft.owner, draft.id)) {
		const bytes = await bytesOf(file);
		if (bytes) claimed.push(...fileKept({ ...file, owner }, bytes));
	}
	const unclaimed: Gathering = { owner: draft.owner, dossier: draft.id, toGive: 'submit' };
	return [...(await filesRemoved(unclaimed)), ...claimed];
}

const MAGIC: readonly { type: FileType; at: number; bytes: readonly number[] }[] = [
	{ type: 'application/pdf', at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
	{ type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
	{ type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
	{ type: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] }
];

/** What a file is by its first bytes; names and declared types can be wrong. */
export function typeOf(start: Uint8Array): FileType | undefined {
	return MAGIC.find(({ at, bytes }) => bytes.every((byte, i) => start[at + i] === byte))?.type;
}

/** @returns SHA-256, 64 hexadecimal digits */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const SHRINK_ABOVE_BYTES = 3 * 1024 * 1024;
const LONG_EDGE_PX = 2400;

/**
 * Photos of 12 megapixels take minutes on a slow line and show no more of a page than 2,400 pixels do.
 * @returns `undefined` where the browser cannot, or it would not help
 */
async function shrinkPhoto(bytes: ArrayBuffer, type: FileType): Promise<ArrayBuffer | undefined> {
	if (typeof createImageBitmap !== 'function' || typeof OffscreenCanvas !== 'function') return;
	try {
		const photo = await createImageBitmap(new Blob([bytes], { type }), {
			imageOrientation: 'from-image'
		});
		const scale = Math.min(1, LONG_EDGE_PX / Math.max(photo.width, photo.height));
		const canvas = new OffscreenCanvas(
			Math.round(photo.width * scale),
			Math.round(photo.height * scale)
		);
		canvas.getContext('2d')?.drawImage(photo, 0, 0, canvas.width, canvas.height);
		photo.close();
		const shrunk = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
		return shrunk.size < bytes.byteLength ? await shrunk.arrayBuffer() : undefined;
	} catch {
		return undefined;
	}
}
