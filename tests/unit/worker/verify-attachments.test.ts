import { describe, expect, it, vi } from 'vitest';
import type { Fingerprint } from '../../../src/worker/fingerprint.ts';
import type { AttachmentServer } from '../../../src/worker/server.ts';
import { AttachmentVerification } from '../../../src/worker/verify-attachments.ts';

/** A server with attachments of which some cannot be read. */
function serverWith(contents: Record<string, string | Error>) {
	const waiting = new Map(Object.entries(contents));
	const reports = new Map<string, Fingerprint>();
	const content = vi.fn(async (id: string) => {
		const bytes = waiting.get(id);
		if (bytes === undefined || bytes instanceof Error) throw bytes ?? new Error('not there');
		return (async function* () {
			yield new TextEncoder().encode(bytes);
		})();
	});
	const server: AttachmentServer = {
		waitingAttachments: async () =>
			[...waiting.keys()].map((id) => ({ id, state: 'uploaded', sizeBytes: 3 })),
		part: async () => new ArrayBuffer(),
		store: async () => true,
		content,
		report: async (id, fingerprint) => {
			reports.set(id, fingerprint);
			waiting.delete(id);
		}
	};
	return { server, waiting, reports, content };
}

describe('reading back attachments', () => {
	it('reports the fingerprint of the stored bytes, once', async () => {
		const { server, reports, content } = serverWith({ one: 'abc' });
		const verification = new AttachmentVerification(server, vi.fn());
		await verification.run(0);
		await verification.run(300);
		expect(content).toHaveBeenCalledTimes(1);
		expect(reports.get('one')).toEqual({
			storedSha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
			sizeBytes: 3
		});
	});

	it('goes on with the others when one cannot be read', async () => {
		const { server, reports } = serverWith({ broken: new Error('gone'), sound: 'abc' });
		const onFailure = vi.fn();
		await new AttachmentVerification(server, onFailure).run(0);
		expect([...reports.keys()]).toEqual(['sound']);
		expect(onFailure).toHaveBeenCalledWith('broken', new Error('gone'));
	});

	it('tries a broken one again ever more seldom, and at once when it is new again', async () => {
		const { server, content, waiting } = serverWith({ broken: new Error('gone') });
		const verification = new AttachmentVerification(server, vi.fn());
		for (let now = 0; now < 4_000; now += 100) await verification.run(now);
		expect(content).toHaveBeenCalledTimes(4);
		waiting.delete('broken');
		await verification.run(4_000);
		waiting.set('broken', 'abc');
		await verification.run(4_001);
		expect(content).toHaveBeenCalledTimes(5);
	});
});
