/** Dossiers led through their lives over HTTP, as the screens do it. */
import * as v from 'valibot';
import type { StaffRole } from '../src/lib/domain/identity/actor.ts';
import { dayOf } from '../src/lib/domain/time/plain-date.ts';
import { answer, newId, type Staffed } from './people.ts';

/** The procedure whose dossiers are acted on: civil servants' private travel. */
export const PROCEDURE = 'cbccvc-di-nuoc-ngoai-viec-rieng';

export interface Registered {
	readonly id: string;
	readonly draftNumber: string;
	readonly trackingSecret: string;
}

const Accepted = v.object({
	dossier: v.object({ draftNumber: v.string() }),
	trackingSecret: v.string()
});
const Versions = v.object({ items: v.array(v.object({ version: v.string() })) });

/** The published version of {@link PROCEDURE} that new dossiers begin with. */
export async function currentVersion({ connections }: Staffed): Promise<string> {
	const { items } = v.parse(
		Versions,
		await answer(connections, {
			method: 'GET',
			path: `/api/collections/procedures/records?filter=(slug='${PROCEDURE}')&sort=-version&perPage=1&skipTotal=1`
		})
	);
	const [newest] = items;
	if (!newest) throw new Error(`${PROCEDURE} is not published.`);
	return newest.version;
}

/** Takes a walk-in (nộp tại quầy). */
export async function register(
	{ connections, officers }: Staffed,
	procedureVersion: string,
	applicant: string | null = null
): Promise<Registered> {
	const id = newId();
	const accepted = v.parse(
		Accepted,
		await answer(connections, {
			method: 'POST',
			path: '/api/app/actions',
			token: officers.receiving_officer,
			body: {
				id: newId(),
				dossier: id,
				type: 'register_at_counter',
				expectedSeq: 0,
				payload: {
					procedure: PROCEDURE,
					procedureVersion,
					answers: {},
					form: { fullName: 'Nguyễn Thị Đo Lường' },
					resultReturn: 'counter',
					applicant,
					papers: [],
					channel: 'counter'
				}
			}
		})
	);
	return {
		id,
		draftNumber: accepted.dossier.draftNumber,
		trackingSecret: accepted.trackingSecret
	};
}

interface LaterStep {
	readonly by: StaffRole;
	readonly type: string;
	readonly payload: object;
}

/** What happens to a dossier after it was registered, and who does it. */
export const REST_OF_LIFE: readonly LaterStep[] = [
	{ by: 'case_officer', type: 'take', payload: {} },
	{ by: 'case_officer', type: 'note', payload: { text: 'Đã gọi điện cho người nộp.' } },
	{
		by: 'case_officer',
		type: 'propose',
		payload: { proposal: 'approve', remark: 'Đủ điều kiện.' }
	},
	{ by: 'leader', type: 'sign', payload: { remark: '' } },
	{
		by: 'clerk',
		type: 'issue_result',
		payload: {
			number: '12/QĐ-SNgV',
			issuedOn: dayOf(new Date().toISOString()),
			attachment: null
		}
	},
	{ by: 'receiving_officer', type: 'return_result', payload: { to: 'Người nộp', remark: '' } }
];

/** @param seq of the dossier as it was seen */
export async function act(
	{ connections, officers }: Staffed,
	dossier: string,
	seq: number,
	{ by, type, payload }: LaterStep
): Promise<void> {
	await connections.succeed({
		method: 'POST',
		path: '/api/app/actions',
		token: officers[by],
		body: { id: newId(), dossier, type, expectedSeq: seq, payload }
	});
}

/** A dossier that was registered and led on through the first `steps` of the rest of its life. */
export async function lead(
	staffed: Staffed,
	procedureVersion: string,
	steps: number = REST_OF_LIFE.length
): Promise<Registered> {
	const registered = await register(staffed, procedureVersion);
	for (const [passed, step] of REST_OF_LIFE.slice(0, steps).entries()) {
		await act(staffed, registered.id, passed + 1, step);
	}
	return registered;
}
