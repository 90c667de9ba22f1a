/** A file to be packed; folders stand in its name, parted by `/`. */
export interface Packed {
	readonly name: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Packs files into one ZIP without compressing them: photos and PDF are compressed already.
 * (APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16.)
 */
export function zip(files: readonly Packed[]): Blob {
	const parts: Uint8Array<ArrayBuffer>[] = [];
	const directory: Uint8Array<ArrayBuffer>[] = [];
	let offset = 0;
	for (const { name, bytes } of files) {
		const encoded = new TextEncoder().encode(name);
		const common = [
			[2, 20], // needs version 2.0
			[2, 0x0800], // the name is UTF-8
			[2, 0], // stored as it is
			[4, 0x00210000], // 1 January 1980: times are not told
			[4, crc32(bytes)],
			[4, bytes.length],
			[4, bytes.length],
			[2, encoded.length],
			[2, 0]
		] as const;
		const head = record([[4, 0x04034b50], ...common]);
		parts.push(head, encoded, bytes);
		directory.push(
			record([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]),
			encoded
		);
		offset += head.length + encoded.length + bytes.length;
	}
	const length = directory.reduce((sum, part) => sum + part.length, 0);
	const count = files.length;
	const end = record([
		[4, 0x06054b50],
		[4, 0],
		[2, count],
		[2, count],
		[4, length],
		[4, offset],
		[2, 0]
	]);
	return new Blob([...parts, ...directory, end], { type: 'application/zip' });
}

type Field = readonly [bytes: 2 | 4, value: number];

/** Little-endian numbers one after the other. */
function record(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
	const view = new DataView(bytes.buffer);
	let at = 0;
	for (const [size, value] of fields) {
		if (size === 2) view.setUint16(at, value, true);
		else view.setUint32(at, value, true);
		at += size;
	}
	return bytes;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value;
});

export function crc32(bytes: Uint8Array): number {
	let sum = 0xffffffff;
	for (const byte of bytes) sum = (sum >>> 8) ^ (TABLE[(sum ^ byte) & 0xff] ?? 0);
	return (sum ^ 0xffffffff) >>> 0;
}
