import {
	PART_BYTES,
	partLength,
	travelsInParts
} from '../../../src/lib/domain/dossier/file-parts.ts';
import { refuse, type Refusal } from '../../../src/lib/domain/refusal.ts';
import { findAttachment, type Attachment } from '../lib/attachments.ts';
import { writeDurably } from '../lib/durable.ts';
import { arrivedParts, keepPart } from '../lib/file-parts.ts';
import { personOf } from '../lib/person.ts';
import { readBytes, reply, respond, type Reply } from '../lib/reply.ts';
import { attachmentView } from '../lib/views.ts';

/** What of a file arrived, for its sender: after a cut line the device goes on from there. */
export function showArrival(e: RequestEvent): void {
	respond(e, () => {
		const attachment = ownAttachment(e, e.app);
		if ('ok' in attachment) return attachment;
		const arrived = arrivedParts(e.app.db(), attachment.id);
		return reply({ attachment: attachmentView(attachment), arrived });
	});
}

/** A part of a file comes in. Sent again it is acknowledged again, also after the file is whole. */
export function acceptPart(e: RequestEvent): void {
	respond(e, () => {
		// First of all: what stays unread of a body would be taken for a request of its own.
		const content = readBytes(e, PART_BYTES + 1);
		let answer: Reply = refuse('dossier.not_found');
		writeDurably(e.app, (tx) => {
			const attachment = ownAttachment(e, tx);
			answer = 'ok' in attachment ? attachment : take(tx, attachment, partOf(e), content);
		});
		return answer;
	});
}

const partOf = (e: RequestEvent): number => Number(e.request.pathValue('part'));

function take(tx: App, attachment: Attachment, part: number, content: Bytes): Reply {
	const { id, sizeBytes, state } = attachment;
	const length = travelsInParts(sizeBytes) ? partLength(sizeBytes, part) : 0;
	if (length === 0) return refuse('field.invalid', 'part');
	if (content.length !== length) return refuse('attachment.length_differs', 'part');
	if (state === 'arriving') keepPart(tx, attachment, part, content);
	return reply({ attachment: id, part });
}

/** Somebody else's is not there, as if there were none. */
function ownAttachment(e: RequestEvent, app: App): Attachment | Refusal {
	const person = personOf(e.auth);
	if (!person) return refuse('actor.signed_out');
	const attachment = findAttachment(app.db(), e.request.pathValue('id'));
	return attachment?.uploader === person.actor.id ? attachment : refuse('dossier.not_found');
}
