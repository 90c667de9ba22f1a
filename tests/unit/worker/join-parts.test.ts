import { describe, expect, it, vi } from 'vitest';
import { PART_BYTES } from '$domain/dossier/file-parts.ts';
import { joinParts } from '../../../src/worker/join-parts.ts';

const attachment = (sizeBytes: number) => ({ id: 'scan', state: 'arriving' as const, sizeBytes });

describe('joining the parts of a file', () => {
	it('puts them in their order, whatever their lengths', async () => {
		const parts = [new Uint8Array(PART_BYTES).fill(1).buffer, new Uint8Array([2, 3]).buffer];
		const part = vi.fn(async (_id: string, index: number) => parts[index] ?? new ArrayBuffer());
		const store = vi.fn(async (_id: string, _content: Blob) => true);
		expect(await joinParts({ part, store }, attachment(PART_BYTES + 2))).toBe(true);
		const file = new Uint8Array((await store.mock.calls[0]?.[1].arrayBuffer()) ?? []);
		expect(file.length).toBe(PART_BYTES + 2);
		expect([...file.subarray(PART_BYTES - 1)]).toEqual([1, 2, 3]);
	});

	it('stores nothing when a part cannot be had, or the parts are not as long as the file', async () => {
		const store = vi.fn(async () => true);
		const gone = async () => Promise.reject(new Error('gone'));
		await expect(joinParts({ part: gone, store }, attachment(PART_BYTES + 2))).rejects.toThrow();
		for (const length of [0, PART_BYTES / 2, PART_BYTES]) {
			const part = async () => new ArrayBuffer(length);
			await expect(joinParts({ part, store }, attachment(PART_BYTES + 2))).rejects.toThrow();
		}
		expect(store).not.toHaveBeenCalled();
	});
});
