import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { ActionType, Payload } from '$domain/dossier/intent.ts';
import {
	act,
	ask,
	newId,
	taken,
	type Answer,
	type IntentBody,
	type Taken,
	type Visitor
} from './api.ts';
import type { DisposableServer } from './disposable-server.ts';
import type { Address, Cast } from './people.ts';

/** A civil servant's request to travel on private matters: the procedure that journeys use. */
export const PROCEDURE = 'cbccvc-di-nuoc-ngoai-viec-rieng';
export const PAPERS = ['cong-van-de-nghi', 'don'];
export const RESULT_PAPER = 'ket-qua';

/** A day far enough ahead to be in the future whenever this runs. */
const DEPARTURE = '2099-01-05';

export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

export type SuppliedFile = Payload<'submit'>['files'][number];

/** A file for a paper, as a device sends it; `changes` makes it lie. */
export function uploadForm(
	dossier: string,
	paper: string,
	bytes: Buffer = PDF,
	changes: Readonly<Record<string, string>> = {},
	fileName = 'don xin phep Nguyen Van A.pdf'
): { readonly id: string; readonly form: FormData; readonly file: SuppliedFile } {
	const id = newId();
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const form = new FormData();
	const fields = { id, dossier, paper, name: fileName, sha256, sizeBytes: String(bytes.length) };
	for (const [name, value] of Object.entries({ ...fields, ...changes })) form.set(name, value);
	form.set('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), fileName);
	return { id, form, file: { attachment: id, paper, sha256, sizeBytes: bytes.length } };
}

export function send(server: DisposableServer, as: Visitor, form: FormData): Promise<Answer> {
	return ask(server, 'POST', '/api/collections/attachments/records', { as, body: form });
}

/** Sends a file and has it read back, as the worker would. */
export async function upload(
	server: DisposableServer,
	as: Visitor,
	dossier: string,
	paper: string
): Promise<SuppliedFile> {
	const { form, file } = uploadForm(dossier, paper);
	const answer = await send(server, as, form);
	if (answer.status !== 200) throw new Error(`Not stored: ${answer.status} ${answer.text}`);
	await readBack(server);
	return file;
}

const Unread = v.object({ items: v.array(v.object({ id: v.string() })) });

/** What the worker does: reads every new file and reports what it is. */
export async function readBack(server: DisposableServer): Promise<void> {
	const headers = { 'X-Worker-Key': server.environment.WORKER_KEY };
	const answer = await ask(server, 'GET', '/api/worker/attachments', { headers });
	if (answer.status !== 200) throw new Error(`Nothing to read: ${answer.status} ${answer.text}`);
	for (const { id } of v.parse(Unread, answer.body).items) {
		const address = `/api/worker/attachments/${id}`;
		const stored = await fetch(`${server.url}${address}/content`, { headers });
		const bytes = Buffer.from(await stored.arrayBuffer());
		await ask(server, 'POST', `${address}/verdict`, {
			headers,
			body: {
				storedSha256: createHash('sha256').update(bytes).digest('hex'),
				sizeBytes: bytes.length
			}
		});
	}
}

/** A complete request, ready to be sent. */
export async function submission(
	server: DisposableServer,
	applicant: Visitor,
	dossier = newId()
): Promise<IntentBody<'submit'>> {
	const files: SuppliedFile[] = [];
	for (const paper of PAPERS) files.push(await upload(server, applicant, dossier, paper));
	return {
		id: newId(),
		dossier,
		type: 'submit',
		expectedSeq: 0,
		payload: { ...(await newDossier(server)), files, consentVersion: '1', statementOfTruth: true }
	};
}

export async function counterRegistration(
	server: Address,
	applicant: string | null = null
): Promise<IntentBody<'register_at_counter'>> {
	const papers = PAPERS.map((paper) => ({ paper, originals: 1, copies: 0 }));
	return {
		id: newId(),
		dossier: newId(),
		type: 'register_at_counter',
		expectedSeq: 0,
		payload: { ...(await newDossier(server)), applicant, papers, channel: 'counter' }
	};
}

const Versions = v.object({ items: v.array(v.object({ version: v.string() })) });

export async function newDossier(server: Address) {
	const filter = encodeURIComponent(`slug = '${PROCEDURE}'`);
	const { body } = await ask(
		server,
		'GET',
		`/api/collections/procedures/records?filter=${filter}&fields=version&sort=-version`
	);
	const [latest] = v.parse(Versions, body).items;
	if (!latest) throw new Error(`The catalogue has no ${PROCEDURE}.`);
	return {
		procedure: PROCEDURE,
		procedureVersion: latest.version,
		answers: {
			'ho-chieu': 'pho-thong',
			'chuc-vu': 'cong-chuc',
			'dang-vien': 'khong',
			'kinh-phi': 'tu-tuc'
		},
		form: {
			applicantKind: 'citizen',
			fullName: 'Trần Thị Đặc Biệt',
			birthDate: '1990-02-03',
			personalId: '001090012345',
			phone: '0912345678',
			address: 'Phường Thử Nghiệm, Đồng Nai',
			agency: 'Sở Thử Nghiệm',
			position: 'Chuyên viên',
			destination: 'JP',
			departOn: DEPARTURE,
			returnOn: '2099-01-12',
			purpose: 'Thăm người thân'
		},
		resultReturn: 'electronic'
	} as const;
}

/** A dossier under way, and a way to go on with it. */
export class Journey {
	readonly #server: DisposableServer;
	#last: Taken;

	private constructor(server: DisposableServer, first: Taken) {
		this.#server = server;
		this.#last = first;
	}

	static async submitted(server: DisposableServer, { applicant }: Cast): Promise<Journey> {
		const intent = await submission(server, applicant);
		return new Journey(server, taken(await act(server, applicant, intent)));
	}

	get id(): string {
		return this.#last.dossier.id;
	}

	get last(): Taken {
		return this.#last;
	}

	intent<T extends ActionType>(type: T, payload: Payload<T>): IntentBody<T> {
		return { id: newId(), dossier: this.id, type, expectedSeq: this.#last.dossier.seq, payload };
	}

	/** Takes an action that must be accepted. */
	async take<T extends ActionType>(as: Visitor, type: T, payload: Payload<T>): Promise<Taken> {
		const answer = taken(await act(this.#server, as, this.intent(type, payload)));
		this.#last = { ...this.#last, ...answer };
		return answer;
	}
}
