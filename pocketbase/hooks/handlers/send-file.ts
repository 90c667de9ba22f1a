import { recordRead } from '../lib/audited-read.ts';
import { officerOf } from '../lib/person.ts';

/**
 * A protected file goes out: to be saved, never to be run, and kept by no cache. Every look of an
 * officer is recorded. PocketBase has checked the view rule with the file token.
 */
export function sendFile(e: FileDownloadEvent): void {
	const header = e.requestEvent.response.header();
	header.set('Cache-Control', 'private, no-store');
	header.set('Content-Disposition', 'attachment');
	header.set('Content-Security-Policy', "default-src 'none'; sandbox");
	header.set('Referrer-Policy', 'no-referrer');
	const token = e.requestEvent.request.url.query().get('token');
	const officer = officerOf(readerOf(e.app, token));
	if (officer) recordRead(e, officer, 'read.file', e.record.id);
	e.next();
}

function readerOf(app: App, token: string): PocketRecord | undefined {
	try {
		return app.findAuthRecordByToken(token, 'file');
	} catch {
		return undefined;
	}
}
