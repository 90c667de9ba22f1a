import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '$data/answer.ts';
import type { ActionView, WorkDetail } from '$data/mappers.ts';
import type { Acted } from '$data/sync/act.ts';
import ActionDialog from '$features/official/ActionDialog.svelte';
import type { OfficerAction } from '$features/official/action-forms.ts';
import { DossierDesk } from '$features/official/dossier-desk.svelte.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { slowFile } from '../../support/slow-file.ts';
import { dossierWith } from '../../unit/official/dossier-with.ts';

const server = vi.hoisted(() => ({
	fetchDossierForWork: vi.fn<() => Promise<Answer<WorkDetail>>>(),
	act: vi.fn<(...given: unknown[]) => Promise<Acted>>()
}));
vi.mock('$data/officer-queries.ts', () => ({ fetchDossierForWork: server.fetchDossierForWork }));
vi.mock('$data/sync/act.ts', () => ({ act: server.act }));
vi.mock('$data/catalogue.ts', async (original) => ({
	...(await original<object>()),
	findEntry: () => Promise.resolve({ ok: false, kind: 'fault', fault: 'offline' })
}));

const PAPERS = [
	{ id: 'don', name: 'Đơn xin phép', copies: 1, original: true },
	{ id: 'anh', name: 'Ảnh chân dung', copies: 2, original: true }
];

const detail = (seq: number, actions: ActionView[] = []): Answer<WorkDetail> => ({
	ok: true,
	value: {
		dossier: dossierWith({ seq, caseOfficer: 'me' }),
		applicantName: '',
		form: {},
		answers: {},
		papers: [],
		actions,
		attachments: []
	}
});

const noted = (seq: number, actorName: string): ActionView => ({
	seq,
	type: 'request_supplement',
	at: '2026-08-28T03:00:00.000Z',
	statusAfter: 'supplement',
	actorRole: 'case_officer',
	actorName,
	payload: {}
});

const done = (): Acted => ({ ok: true, state: 'done' });

async function open(type: OfficerAction) {
	const desk = new DossierDesk('aaaaaaaaaaaaaaa', 'me');
	await desk.load();
	const ondone = vi.fn();
	const view = render(ActionDialog, { type, desk, papers: PAPERS, laws: [], ondone });
	return { desk, ondone, view, user: userEvent.setup() };
}

beforeEach(() => {
	server.fetchDossierForWork.mockReset().mockResolvedValue(detail(3));
	server.act.mockReset().mockResolvedValue(done());
});

describe('asking for papers', () => {
	test('each ticked paper asks for its own reason, and both go out together', async () => {
		const { user, ondone } = await open('request_supplement');
		await user.click(screen.getByLabelText('Ảnh chân dung'));
		await user.type(screen.getByLabelText(/Ảnh chân dung”/), 'Ảnh mờ');
		await user.click(screen.getByRole('button', { name: 'Yêu cầu bổ sung giấy tờ' }));
		await waitFor(() => expect(ondone).toHaveBeenCalledWith('request_supplement', 'done'));
		expect(server.act).toHaveBeenCalledWith(
			'me',
			expect.objectContaining({ seq: 3 }),
			'request_supplement',
			{ papers: [{ paper: 'anh', reason: 'Ảnh mờ' }], dueOn: null },
			expect.anything()
		);
	});

	test('with nothing ticked nothing is sent, and the summary leads to the papers', async () => {
		const { user } = await open('request_supplement');
		await user.click(screen.getByRole('button', { name: 'Yêu cầu bổ sung giấy tờ' }));
		const summary = screen.getByRole('alert');
		const link = within(summary).getByRole('link');
		expect(link.getAttribute('href')).toBe('#payload.papers');
		expect(link.textContent).toContain('Chưa đánh dấu giấy tờ nào');
		expect(server.act).not.toHaveBeenCalled();
	});
});

describe('when it does not go through', () => {
	test('without network the text stays and may be sent again', async () => {
		server.act.mockResolvedValueOnce({ ok: false, kind: 'fault', fault: 'offline' });
		const { user, ondone } = await open('return_for_correction');
		await user.type(screen.getByRole('textbox'), 'Sửa mục 2');
		const send = screen.getByRole('button', { name: 'Trả lại để chỉnh sửa' });
		await user.click(send);
		expect(await screen.findByText('Chưa gửi được')).toBeTruthy();
		expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('Sửa mục 2');
		await user.click(send);
		await waitFor(() => expect(ondone).toHaveBeenCalledOnce());
	});

	test('when a colleague acted first, it says who did what and keeps the text', async () => {
		server.act.mockResolvedValueOnce({
			ok: false,
			kind: 'refusal',
			code: 'dossier.changed_meanwhile'
		});
		const { user } = await open('return_for_correction');
		server.fetchDossierForWork.mockResolvedValue(detail(4, [noted(4, 'Hoàng Thị Chuyên Viên')]));
		await user.type(screen.getByRole('textbox'), 'Sửa mục 2');
		await user.click(screen.getByRole('button', { name: 'Trả lại để chỉnh sửa' }));
		expect(await screen.findByText(/Hoàng Thị Chuyên Viên/)).toBeTruthy();
		expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('Sửa mục 2');
	});

	test('a refusal is a sentence, never a code', async () => {
		server.act.mockResolvedValueOnce({
			ok: false,
			kind: 'refusal',
			code: 'date.not_a_working_day',
			field: 'payload.dueOn'
		});
		const { user } = await open('request_supplement');
		await user.click(screen.getByLabelText('Đơn xin phép'));
		await user.type(screen.getByLabelText(/Đơn xin phép”/), 'Thiếu chữ ký');
		await user.click(screen.getByRole('button', { name: 'Yêu cầu bổ sung giấy tờ' }));
		const summary = await screen.findByRole('alert');
		expect(summary.textContent).not.toContain('date.not_a_working_day');
		expect(within(summary).getByRole('link').getAttribute('href')).toBe('#payload.dueOn');
	});
});

test('a result is not issued without the file that is still on its way', async () => {
	const { user } = await open('issue_result');
	const { file, arrive } = slowFile('quyet-dinh.pdf', '');
	await user.type(screen.getByLabelText(new RegExp(m.official_field_result_number())), '123/QĐ');
	await user.upload(screen.getByLabelText(new RegExp(m.official_field_result_file())), file);
	const issue = screen.getByRole('button', { name: m.official_do_issue_result() });
	await user.click(issue);
	expect(issue.getAttribute('aria-disabled')).toBe('true');
	expect(server.act).not.toHaveBeenCalled();

	arrive();
	await waitFor(() => expect(issue.getAttribute('aria-disabled')).toBeNull());
});

test('pressed twice, it is sent once', async () => {
	let answer: (value: Acted) => void = () => undefined;
	server.act.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
	const { user, ondone } = await open('take');
	const send = screen.getByRole('button', { name: 'Nhận thụ lý' });
	await user.click(send);
	await user.click(send);
	answer(done());
	await waitFor(() => expect(ondone).toHaveBeenCalledOnce());
	expect(server.act).toHaveBeenCalledOnce();
});
