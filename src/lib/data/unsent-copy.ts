import type { Id } from '$domain/dossier/dossier.ts';
import { bytesOf, listFiles } from './attachments.ts';
import { listDrafts } from './drafts.ts';
import type { Owner } from './storage/rows.ts';
import { outboxItems } from './sync/outbox.ts';
import { zip, type Packed } from './zip.ts';

/**
 * A copy of everything an account did here that the server does not have: one folder for each draft
 * and each action, with what was typed as text and the files as they are.
 */
export async function copyOfUnsent(owner: Owner): Promise<Blob> {
	const packed: Packed[] = [];
	const seen = new Set<Id>();
	for (const draft of (await listDrafts(owner)).filter((draft) => draft.owner === owner)) {
		const { procedure, answers, form, updatedAt } = draft;
		packed.push(text(`${procedure}-${draft.id}`, { procedure, updatedAt, answers, form }));
		packed.push(...(await filesOf(owner, draft.id, `${procedure}-${draft.id}`)));
		seen.add(draft.id);
	}
	for (const { id, dossier, content } of await outboxItems(owner)) {
		packed.push(text(`${dossier}-${id}`, content));
		if (seen.has(dossier)) continue;
		packed.push(...(await filesOf(owner, dossier, dossier)));
		seen.add(dossier);
	}
	return zip(packed);
}

async function filesOf(owner: Owner, dossier: Id, folder: string): Promise<Packed[]> {
	const packed: Packed[] = [];
	for (const [at, file] of (await listFiles(owner, dossier)).entries()) {
		const bytes = await bytesOf(file);
		const name = file.name.replace(/[\\/:*?"<>|]/g, '_');
		// Two photos may bear one name.
		if (bytes) packed.push({ name: `${folder}/${at + 1} ${name}`, bytes: new Uint8Array(bytes) });
	}
	return packed;
}

function text(folder: string, content: unknown): Packed {
	// With a byte order mark Vietnamese is read as such by every editor.
	const bytes = new TextEncoder().encode(`\uFEFF${linesOf(content).join('\r\n')}\r\n`);
	return { name: `${folder}/noi-dung.txt`, bytes };
}

/** `form.fullName: Nguyễn Thị Hạnh`, one line for each value. */
function linesOf(value: unknown, path = ''): string[] {
	if (typeof value !== 'object' || value === null) return [`${path}: ${String(value ?? '')}`];
	return Object.entries(value).flatMap(([name, each]) =>
		linesOf(each, path === '' ? name : `${path}.${name}`)
	);
}
