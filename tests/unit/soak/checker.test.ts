import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseIntent } from '$domain/dossier/intent.ts';
import { auditLine } from '../../../pocketbase/hooks/lib/audit-line.ts';
import { canonicalJson } from '../../../pocketbase/hooks/lib/canonical.ts';
import { check, type Invariant } from '../../soak/checker.ts';
import type { Rows } from '../../soak/database.ts';
import type { Act, Evidence, ItemState } from '../../soak/evidence.ts';
import { aDossier } from '../../support/dossier-makers.ts';

const OFFICER = 'officer00000001';
const KEY = 'k'.repeat(32);
const dossier = aDossier('submitted', { seq: 1, applicant: 'applicant000001' });
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

const act: Act = {
	id: 'action000000001',
	device: 'desk',
	owner: OFFICER,
	dossier: dossier.id,
	type: 'note',
	payload: { text: 'Ghi chú' },
	seenSeq: 0,
	outcome: 'done'
};

/** One note on one dossier, taken on one device: nothing is wrong with it. */
function evidence(): Evidence & { rows: Rows } {
	const { id, type, payload } = act;
	const parsed = parseIntent({ id, dossier: dossier.id, type, payload, expectedSeq: 0 });
	if (!parsed.ok) throw new Error(parsed.code);
	const at = '2026-06-09T02:00:00.000Z';
	const row = {
		seq: 1,
		at,
		actor: OFFICER,
		actorRole: 'clerk',
		ip: '127.0.0.1',
		event: 'action.note',
		subject: dossier.id,
		detail: JSON.stringify({ action: id }),
		prevHash: ''
	};
	return {
		acts: [act],
		lives: [
			{
				device: 'desk',
				owner: OFFICER,
				id,
				states: [stood('waiting'), stood('sending'), stood('answered'), 'gone']
			}
		],
		files: [],
		bugs: [],
		devices: [
			{
				device: 'desk',
				actor: { role: 'clerk', id: OFFICER, division: 'van-phong' },
				outbox: [],
				dossiers: [{ id: dossier.id, seq: 1, status: 'submitted', steps: [1] }]
			}
		],
		stored: new Map(),
		auditKey: KEY,
		rows: {
			actions: [
				{
					id,
					dossier: dossier.id,
					seq: 1,
					type: 'note',
					actor: OFFICER,
					actorRole: 'clerk',
					at,
					statusAfter: 'submitted',
					payload,
					bodyHash: sha(canonicalJson(parsed.intent)),
					answer: { dossier }
				}
			],
			dossiers: [
				{
					id: dossier.id,
					seq: 1,
					status: 'submitted',
					applicant: 'applicant000001',
					division: dossier.division,
					code: '',
					draftNumber: dossier.draftNumber
				}
			],
			notifications: [],
			audit: [{ ...row, hash: createHmac('sha256', KEY).update(auditLine(row)).digest('hex') }],
			attachments: [],
			counters: [],
			officers: [{ id: OFFICER, role: 'clerk', division: 'van-phong', active: 1 }],
			integrity: 'ok'
		}
	};
}

const stood = (
	state: 'waiting' | 'sending' | 'answered' | 'refused',
	madeAt = '2026-06-09T02:00:00.000Z'
): Exclude<ItemState, 'gone'> => ({
	state,
	mayHaveArrived: state !== 'waiting',
	madeAt
});

const broken = (found: Evidence): Invariant[] => [
	...new Set(check(found).map(({ invariant }) => invariant))
];
const withRows = (rows: Partial<Rows>): Evidence => {
	const found = evidence();
	return { ...found, rows: { ...found.rows, ...rows } };
};
const withStates = (...states: ItemState[]): Evidence => {
	const found = evidence();
	return { ...found, lives: found.lives.map((life) => ({ ...life, states })) };
};

describe('The judgement on a run', () => {
	it('finds nothing where nothing is wrong', () => {
		expect(check(evidence())).toEqual([]);
	});

	it('notices what was acknowledged and is gone', () => {
		expect(broken(withRows({ actions: [] }))).toContain(
			'What was acknowledged is stored exactly once'
		);
	});

	it('notices what is stored otherwise than it was made', () => {
		const { rows } = evidence();
		const actions = rows.actions.map((row) => ({ ...row, bodyHash: sha('other') }));
		expect(broken(withRows({ actions }))).toEqual([
			'What was acknowledged is stored exactly once',
			'What is stored is what was made'
		]);
	});

	describe('takes an action that was done anew under its id', () => {
		const former: Act = { ...act, payload: { text: 'Trước khi sửa' }, outcome: 'waiting' };
		const acts = (outcome: Act['outcome']): Evidence => ({
			...withStates(
				stood('waiting', '2026-06-09T01:00:00.000Z'),
				stood('refused', '2026-06-09T01:00:00.000Z'),
				stood('waiting'),
				stood('answered'),
				'gone'
			),
			acts: [former, { ...act, outcome }]
		});

		it('as it was done last', () => {
			expect(check(acts('waiting'))).toEqual([]);
		});

		it('as it was done last, though the tab was killed before it could say so', () => {
			expect(check(acts('untold'))).toEqual([]);
		});

		it('and not as it could not even be kept', () => {
			expect(broken(acts('fault'))).toContain('What was acknowledged is stored exactly once');
		});
	});

	it('notices what nobody made', () => {
		expect(broken({ ...evidence(), acts: [], lives: [] })).toEqual([
			'What is stored is what was made'
		]);
	});

	it.each([
		['while it was sent', [stood('waiting'), stood('sending'), 'gone']],
		['when it may have arrived', [{ ...stood('waiting'), mayHaveArrived: true }, 'gone']]
	] as const)('notices an item that vanished %s', (_when, states) => {
		expect(broken(withStates(...states))).toContain(
			'An item leaves the outbox by one of three doors'
		);
	});

	it('notices an item that gave way to another under its id', () => {
		const other = { ...stood('waiting'), madeAt: '2026-06-09T03:00:00.000Z' } as const;
		expect(broken(withStates(stood('sending'), other, stood('answered'), 'gone'))).toContain(
			'An item leaves the outbox by one of three doors'
		);
	});

	it('notices an item that is kept and not shown', () => {
		expect(broken(withStates(stood('waiting')))).toEqual([
			'An item leaves the outbox by one of three doors'
		]);
	});

	it('notices what was discarded and is stored', () => {
		const found = withStates(stood('waiting'), 'gone');
		expect(broken({ ...found, acts: [{ ...act, outcome: 'waiting' }] })).toEqual([
			'What was refused or discarded is not stored'
		]);
	});

	it('notices what still waits, and lets be what was refused', () => {
		const shownAs = (state: string): Evidence => {
			const found = evidence();
			const devices = found.devices.map((end) => ({ ...end, outbox: [{ id: 'x', state }] }));
			return { ...found, devices };
		};
		expect(broken(shownAs('waiting'))).toEqual(['Nothing waits when all is calm']);
		expect(broken(shownAs('refused'))).toEqual([]);
	});

	it('notices a number that was burnt, and one that was given twice', () => {
		const counters = [{ id: 'H19-260609', last: 2 }];
		const { rows } = evidence();
		const twice = [...rows.dossiers, ...rows.dossiers].map((row, index) => ({
			...row,
			id: `dossier0000000${index}`,
			code: 'H19-260609-0001'
		}));
		expect(broken(withRows({ counters }))).toEqual([
			'Official codes are given once and without gaps'
		]);
		expect(broken(withRows({ dossiers: twice }))).toContain(
			'Official codes are given once and without gaps'
		);
	});

	it('notices a missing audit row, and one that was changed', () => {
		const { rows } = evidence();
		expect(broken(withRows({ audit: [] }))).toEqual(['Every action has one audit row']);
		const audit = rows.audit.map((row) => ({ ...row, ip: '10.0.0.1' }));
		expect(broken(withRows({ audit }))).toEqual(['The chain of audit rows is whole']);
	});

	const row = {
		cause: act.id,
		dossier: dossier.id,
		event: 'submitted',
		recipientKind: 'officer',
		recipient: OFFICER,
		channel: 'tray'
	} as const;

	it('notices who was told without reason', () => {
		expect(broken(withRows({ notifications: [row] }))).toEqual([
			'Everyone is told once of each event'
		]);
	});

	it('notices who was told twice on one channel', () => {
		const mail = { ...row, cause: 'due_soon:dossier', event: 'due_soon', channel: 'mail' } as const;
		expect(broken(withRows({ notifications: [mail] }))).toEqual([]);
		expect(broken(withRows({ notifications: [mail, mail] }))).toEqual([
			'Everyone is told once of each event'
		]);
	});

	it('notices a device that shows something older, or nothing', () => {
		const found = evidence();
		const showing = (dossiers: Evidence['devices'][number]['dossiers']): Evidence => ({
			...found,
			devices: found.devices.map((end) => ({ ...end, dossiers }))
		});
		const old = { id: dossier.id, seq: 0, status: 'submitted', steps: null };
		expect(broken(showing([old]))).toEqual(['Every device shows what the server has']);
		expect(broken(showing([]))).toEqual(['Every device shows what the server has']);
		expect(broken(showing([{ ...old, seq: 1, steps: [] }]))).toEqual([
			'Every device shows what the server has'
		]);
	});

	it('notices a file that is not whole, or that lies there twice', () => {
		const file = { id: 'attachment00001', owner: OFFICER, sha256: sha('a'), sizeBytes: 1 };
		const attachment = {
			id: file.id,
			dossier: dossier.id,
			paper: 'don',
			uploader: OFFICER,
			file: 'a.pdf',
			sha256: sha('a'),
			sizeBytes: 1,
			state: 'verified'
		};
		const whole = { name: 'a.pdf', sha256: sha('a'), sizeBytes: 1 };
		const lying = (...held: (typeof whole)[]): Evidence => ({
			...withRows({ attachments: [attachment] }),
			files: [file],
			stored: new Map([[file.id, held]])
		});
		expect(broken(lying(whole))).toEqual([]);
		expect(broken(lying({ ...whole, sha256: sha('b') }))).toEqual([
			'Every file is stored once and whole'
		]);
		expect(broken(lying(whole, { ...whole, name: 'b.pdf' }))).toEqual([
			'Every file is stored once and whole'
		]);
		expect(broken(lying())).toEqual(['Every file is stored once and whole']);
	});
});
