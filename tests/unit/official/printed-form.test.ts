import { describe, expect, test } from 'vitest';
import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import {
	printedForms,
	receiptPapers,
	type LoggedAction
} from '../../../src/lib/domain/dossier/printed-form.ts';
import { startClock } from '../../../src/lib/domain/dossier/clock.ts';
import { codeIn } from '../../../src/lib/features/official/one-time-code.ts';
import { calendar, vietnam } from '../../support/calendar.ts';
import { dossierWith } from './dossier-with.ts';

const RECEIVED_AT = vietnam('2026-08-28 09:00');

const received: Dossier = dossierWith({
	status: 'in_review',
	receivedAt: RECEIVED_AT,
	clock: startClock(RECEIVED_AT, { days: 5, unit: 'working-days', source: 'department' }, calendar)
});

const logged = (
	seq: number,
	type: LoggedAction['type'],
	payload: Record<string, unknown> = {}
): LoggedAction => ({ seq, type, at: RECEIVED_AT, actorName: 'Lê Thị B', payload });

const numbers = (actions: LoggedAction[], dossier = received) =>
	printedForms(dossier, actions, []).map(({ number }) => number);

describe('which forms a dossier has', () => {
	test('before reception there is no receipt', () => {
		const submitted = dossierWith({ status: 'submitted' });
		expect(numbers([logged(1, 'submit')], submitted)).toEqual(['05']);
	});

	test('each action puts its own form on paper', () => {
		expect(numbers([logged(1, 'register_at_counter')])).toEqual(['01', '05']);
		expect(numbers([logged(1, 'receive'), logged(2, 'request_supplement')])).toEqual([
			'01',
			'02',
			'05'
		]);
		expect(numbers([logged(1, 'refuse', { reason: 'a', legalGround: 'b' })])).toEqual(['03', '05']);
	});
});

test('the receipt keeps the first promise, also when the date was moved', () => {
	const { clock } = received;
	const moved: Dossier = clock
		? { ...received, clock: { ...clock, dueAt: vietnam('2026-09-30 16:30') } }
		: received;
	const [receipt] = printedForms(moved, [logged(1, 'receive')], []);
	expect(receipt).toMatchObject({ number: '01', dueAt: clock?.firstDueAt });
});

test('of several requests the latest is printed, with every paper and its reason', () => {
	const papers = [{ paper: 'anh', reason: 'Ảnh mờ' }];
	const forms = printedForms(
		received,
		[
			logged(2, 'request_supplement', { papers: [], dueOn: null }),
			logged(3, 'request_supplement', { papers, dueOn: '2026-09-10' })
		],
		[]
	);
	expect(forms[0]).toMatchObject({ number: '02', papers, dueOn: '2026-09-10' });
});

test('the process log leaves internal notes out: it may be shown to the applicant', () => {
	const [log] = printedForms(dossierWith({}), [logged(1, 'submit'), logged(2, 'note')], []);
	expect(log?.number === '05' && log.steps.map(({ type }) => type)).toEqual(['submit']);
});

test('a paper stands on the receipt once, with what lay on the desk and what came as files', () => {
	const desk = [{ paper: 'to-khai', originals: 1, copies: 2 }];
	const files = [{ paper: 'anh' }, { paper: 'to-khai' }, { paper: 'anh' }];
	expect(receiptPapers(desk, files)).toEqual([
		{ paper: 'to-khai', originals: 1, copies: 2, files: 1 },
		{ paper: 'anh', originals: 0, copies: 0, files: 2 }
	]);
});

test('the one-time code of a mail is its number of six to eight digits', () => {
	expect(codeIn('Mã đăng nhập: 48213907. Có hiệu lực 3 phút.')).toBe('48213907');
	expect(codeIn('Hồ sơ H19-260828-0001')).toBe('260828');
	expect(codeIn('Không có mã, chỉ có số 123456789.')).toBeUndefined();
});
