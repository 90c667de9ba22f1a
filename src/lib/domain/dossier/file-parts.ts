/**
 * How a file travels (gửi tệp theo phần): a small one whole, in one request; a larger one in parts,
 * so that a line that breaks costs a part and not the file.
 */

/** The most that one request carries of a file. */
export const PART_BYTES = 256 * 1024;

/** The largest file that is taken. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;

export function travelsInParts(sizeBytes: number): boolean {
	return sizeBytes > PART_BYTES;
}

/** Parts are numbered from 0 to this, exclusive. */
export function partCount(sizeBytes: number): number {
	return Math.ceil(sizeBytes / PART_BYTES);
}

/** Every part is full but the last one. @returns 0 when a file of this size has no such part */
export function partLength(sizeBytes: number, part: number): number {
	if (!Number.isInteger(part) || part < 0) return 0;
	return Math.max(0, Math.min(PART_BYTES, sizeBytes - part * PART_BYTES));
}
