import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES } from '$domain/dossier/file-parts.ts';
import { bytesOf, keepFile, listFiles, typeOf } from '$data/attachments.ts';
import { rowsAtHand } from '$data/storage/rows-at-hand.ts';
import { NOBODY } from '$data/storage/rows.ts';

const DOSSIER = 'abcdefghij12345';
const pdf = (length: number) => {
	const bytes = new Uint8Array(length);
	bytes.set(new TextEncoder().encode('%PDF-1.7'));
	return bytes;
};

describe('A picked file', () => {
	it('is copied whole, with the hash the server must arrive at', async () => {
		const bytes = pdf(5000);
		const kept = await keepFile(
			{ owner: NOBODY, dossier: DOSSIER, toGive: 'submit' },
			'don',
			new File([bytes], 'đơn.pdf')
		);
		if (!kept.ok) throw new Error(kept.code);
		expect(kept.file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
		expect(kept.file.sizeBytes).toBe(5000);
		const stored = await bytesOf(kept.file);
		expect(new Uint8Array(stored ?? new ArrayBuffer(0))).toEqual(bytes);
	});

	it('is told by nothing that stands in plain, neither by name nor by hash', async () => {
		const kept = await keepFile(
			{ owner: NOBODY, dossier: DOSSIER, toGive: 'submit' },
			'don',
			new File([pdf(30)], 'Nguyễn Văn A.pdf')
		);
		if (!kept.ok) throw new Error(kept.code);
		const row = await (await rowsAtHand()).get('files', NOBODY, kept.file.id);
		const plain = JSON.stringify({ ...row, sealed: null });
		expect(plain).toContain(kept.file.id);
		expect(plain).not.toMatch(new RegExp(`Nguyễn|${kept.file.sha256}`));
		expect(await listFiles(NOBODY, DOSSIER)).toContainEqual(kept.file);
	});

	it('is judged by its first bytes and not by its name or declared type', async () => {
		const disguised = new File(['MZ program'], 'don.pdf', { type: 'application/pdf' });
		expect(
			await keepFile({ owner: NOBODY, dossier: DOSSIER, toGive: 'submit' }, 'don', disguised)
		).toMatchObject({
			ok: false,
			code: 'attachment.wrong_type'
		});
		const renamed = new File([pdf(20)], 'photo.exe', { type: 'application/x-msdownload' });
		expect(
			await keepFile({ owner: NOBODY, dossier: DOSSIER, toGive: 'submit' }, 'don', renamed)
		).toMatchObject({ ok: true });
	});

	it('that is empty or too large is refused, and one at the limit is not', async () => {
		const at = async (length: number) =>
			keepFile(
				{ owner: NOBODY, dossier: DOSSIER, toGive: 'submit' },
				'don',
				new File([pdf(length)], 'a.pdf')
			);
		expect(
			await keepFile(
				{ owner: NOBODY, dossier: DOSSIER, toGive: 'submit' },
				'don',
				new File([], 'a.pdf')
			)
		).toMatchObject({
			code: 'attachment.empty'
		});
		expect(await at(MAX_FILE_BYTES + 1)).toMatchObject({ code: 'attachment.too_large' });
		expect(await at(MAX_FILE_BYTES)).toMatchObject({ ok: true });
	});

	it('that a cloud drive hands over cut short is refused', async () => {
		const cut = new File([pdf(100)], 'a.pdf');
		Object.defineProperty(cut, 'size', { value: 101 });
		expect(
			await keepFile({ owner: NOBODY, dossier: DOSSIER, toGive: 'submit' }, 'don', cut)
		).toMatchObject({ code: 'device.cannot_read' });
	});
});

describe('The type of a file', () => {
	it.each([
		['a JPEG', [0xff, 0xd8, 0xff, 0xe0], 'image/jpeg'],
		['a PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'image/png'],
		['a WebP', [0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50], 'image/webp'],
		['a ZIP', [0x50, 0x4b, 0x03, 0x04], undefined],
		['two bytes of a JPEG', [0xff, 0xd8], undefined]
	])('of %s is told', (_name, bytes, type) => {
		expect(typeOf(new Uint8Array(bytes))).toBe(type);
	});
});
