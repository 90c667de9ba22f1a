import { recordRead } from '../lib/audited-read.ts';
import { officerOf } from '../lib/person.ts';

/** What a file is called may name its sender: an officer who looks at that is recorded too. */
export function showAttachment(e: RecordRequestEvent): void {
	const officer = officerOf(e.auth);
	if (officer) recordRead(e, officer, 'read.file_details', e.record.id);
	e.next();
}
