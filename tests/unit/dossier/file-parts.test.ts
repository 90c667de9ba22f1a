import { describe, expect, it } from 'vitest';
import {
	MAX_FILE_BYTES,
	PART_BYTES,
	partCount,
	partLength,
	travelsInParts
} from '$domain/dossier/file-parts.ts';

describe('A file on its way', () => {
	it.each([1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 20_000_000, MAX_FILE_BYTES])(
		'of %i bytes is exactly its parts, none of them empty',
		(sizeBytes) => {
			const lengths = Array.from({ length: partCount(sizeBytes) }, (_, part) =>
				partLength(sizeBytes, part)
			);
			expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(sizeBytes);
			expect(lengths.every((length) => length > 0 && length <= PART_BYTES)).toBe(true);
			expect(partLength(sizeBytes, lengths.length)).toBe(0);
		}
	);

	it('is cut into parts only when one request cannot carry it', () => {
		expect(travelsInParts(PART_BYTES)).toBe(false);
		expect(travelsInParts(PART_BYTES + 1)).toBe(true);
	});

	it.each([-1, 0.5, NaN, Infinity, -Infinity])('has no part %d', (part) => {
		expect(partLength(MAX_FILE_BYTES, part)).toBe(0);
	});
});
