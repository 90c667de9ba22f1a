import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { keepFile } from '$data/attachments.ts';
import { createDraft, saveDraft } from '$data/drafts.ts';
import { isNothing, unsentWork } from '$data/on-this-device.ts';
import { holdKey } from '$data/storage/keys.ts';
import { enqueue } from '$data/sync/outbox.ts';
import { copyOfUnsent } from '$data/unsent-copy.ts';
import { crc32, zip } from '$data/zip.ts';

const ME = 'account-a';

describe('What would be lost', () => {
	it('is counted, and given away as a copy that holds every word and every byte', async () => {
		await holdKey(ME, 'a'.repeat(64));
		expect(isNothing(await unsentWork(ME))).toBe(true);
		const draft = await createDraft({
			procedure: 'su-dung-the-abtc',
			procedureVersion: '1',
			answers: {},
			owner: ME
		});
		if (!draft.ok) throw new Error('not kept');
		await saveDraft(draft.value, { form: { fullName: 'Nguyễn Thị Hạnh' } });
		await keepFile(
			{ owner: ME, dossier: draft.value.id, toGive: 'submit' },
			'don',
			new File(['%PDF-1.4 a/b'], 'a/b.pdf')
		);
		const payload = { text: 'đã gọi điện' };
		await enqueue({ owner: ME, subject: { id: 'd1', seq: 3 }, type: 'note', payload });

		expect(await unsentWork(ME)).toEqual({ drafts: 1, waiting: 1, refused: 0, files: 1 });
		const copy = await copyOfUnsent(ME);
		const text = await copy.text();
		expect(text).toContain('form.fullName: Nguyễn Thị Hạnh');
		expect(text).toContain('intent.payload.text: đã gọi điện');
		expect(text).toContain('%PDF-1.4 a/b');
		expect(namesIn(new DataView(await copy.arrayBuffer()))).toEqual([
			`su-dung-the-abtc-${draft.value.id}/noi-dung.txt`,
			`su-dung-the-abtc-${draft.value.id}/1 a_b.pdf`,
			expect.stringMatching(/^d1-.*\/noi-dung\.txt$/)
		]);
	});
});

describe('A ZIP', () => {
	it('carries the check sum of the standard', () => {
		expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
	});

	it('of nothing is an empty one', async () => {
		expect(namesIn(new DataView(await zip([]).arrayBuffer()))).toEqual([]);
	});
});

/** Names by the directory at the end, as every unpacker finds them. */
function namesIn(view: DataView): string[] {
	const end = view.byteLength - 22;
	expect(view.getUint32(end, true)).toBe(0x06054b50);
	const names: string[] = [];
	let at = view.getUint32(end + 16, true);
	for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
		expect(view.getUint32(at, true)).toBe(0x02014b50);
		const length = view.getUint16(at + 28, true);
		names.push(new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, length)));
		expect(view.getUint32(view.getUint32(at + 42, true), true)).toBe(0x04034b50);
		at += 46 + length;
	}
	return names;
}
