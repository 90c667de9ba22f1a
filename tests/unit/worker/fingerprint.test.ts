import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/worker/fingerprint.ts';

async function* pieces(...parts: number[][]): AsyncGenerator<Uint8Array> {
	for (const part of parts) yield Uint8Array.from(part);
}

it('is the known SHA-256 of "abc", however the bytes arrive', async () => {
	const expected = {
		storedSha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
		sizeBytes: 3
	};
	expect(await fingerprintOf(pieces([97, 98, 99]))).toEqual(expected);
	expect(await fingerprintOf(pieces([97], [], [98, 99]))).toEqual(expected);
});

it('is the SHA-256 of nothing for an empty file', async () => {
	expect(await fingerprintOf(pieces())).toEqual({
		storedSha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
		sizeBytes: 0
	});
});

it('is the same for a stream from the disk and for the whole file', async () => {
	const bytes = await readFile(import.meta.filename);
	expect(await fingerprintOf(createReadStream(import.meta.filename))).toEqual({
		storedSha256: createHash('sha256').update(bytes).digest('hex'),
		sizeBytes: bytes.length
	});
});
