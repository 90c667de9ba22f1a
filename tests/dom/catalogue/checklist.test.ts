/** The checklist: one question after another, and what follows from the answers. */
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { m } from '$i18n/paraglide/messages.js';
import { checklist } from '$domain/procedure/checklist.ts';
import { standAt } from '$features/catalogue/checklist-address.ts';
import CountQuestion from '$features/catalogue/CountQuestion.svelte';
import FeeLines from '$features/catalogue/FeeLines.svelte';
import QuestionScreen from '$features/catalogue/QuestionScreen.svelte';
import ResultScreen from '$features/catalogue/ResultScreen.svelte';
import { calendar } from '../../support/calendar.ts';
import { seedEntry } from '../../support/catalogue.ts';

const { goto } = vi.hoisted(() => ({ goto: vi.fn() }));
vi.mock('$app/navigation', () => ({ goto }));

const entry = seedEntry('chung-nhan-lanh-su-hop-phap-hoa-lanh-su');
const { rules, procedure } = entry;
const ANSWERED =
	'?viec=chung-nhan&nuoc-den-apostille=khong&dang-ban=ban-chinh&tay-xoa=khong' +
	'&hinh-thuc=giay&cach-nop=truc-tiep&dai-dien=ca-nhan&so-giay-to=2';

beforeEach(() => goto.mockClear());

function ask(search: string) {
	const stand = standAt(rules, search);
	if (!stand.asking) throw new Error(`nothing is asked at ${search}`);
	return render(QuestionScreen, { rules, stand, question: stand.asking });
}

function show(search: string) {
	const { answers } = standAt(rules, search);
	const list = checklist(entry, answers, { days: 5, unit: 'working-days' });
	return render(ResultScreen, { procedure, list, calendar, query: search.slice(1) });
}

describe('A question', () => {
	it('offers every answer as a link that keeps the answers before it', () => {
		ask('?viec=chung-nhan');
		const link = screen.getByRole('link', { name: /Không phải thành viên/ });
		expect(link.getAttribute('href')).toBe('?viec=chung-nhan&nuoc-den-apostille=khong');
	});

	it('can be answered with "I do not know"', () => {
		ask('');
		const link = screen.getByRole('link', { name: new RegExp(m.answer_unsure()) });
		expect(link.getAttribute('href')).toBe('?viec=khong-ro');
	});

	it('leads back to the question before, which shows what was answered', () => {
		const { unmount } = ask('?viec=chung-nhan');
		const back = screen.getByRole('link', { name: m.checklist_previous() });
		unmount();
		ask(back.getAttribute('href') ?? '');
		const current = screen.getByRole('link', { current: true });
		expect(current.textContent).toContain('Giấy tờ Việt Nam để dùng ở nước ngoài');
	});

	it('that is changed keeps the later answers that still apply', () => {
		ask(`${ANSWERED}&doi=cach-nop`);
		const link = screen.getByRole('link', { name: /Gửi qua bưu điện/ });
		expect(link.getAttribute('href')).toBe(ANSWERED.replace('truc-tiep', 'buu-chinh'));
	});

	it('that is changed drops the later answers that no longer arise', () => {
		ask(`${ANSWERED}&doi=viec`);
		const link = screen.getByRole('link', { name: /Giấy tờ nước ngoài để dùng ở Việt Nam/ });
		expect(link.getAttribute('href')).not.toContain('dang-ban');
	});
});

describe('A question for a number', () => {
	const question = rules.questions.find(({ kind }) => kind === 'count');
	if (question?.kind !== 'count') throw new Error('no question counts');
	const searchFor = (answer: string) => `?so-giay-to=${answer}`;

	it('goes on with a possible number', async () => {
		const user = userEvent.setup();
		render(CountQuestion, { question, given: '', searchFor });
		await user.clear(screen.getByLabelText(m.count_label()));
		await user.type(screen.getByLabelText(m.count_label()), '12{Enter}');
		expect(goto).toHaveBeenCalledWith('?so-giay-to=12');
	});

	it.each(['0', '201', 'hai', ' '])('refuses "%s" and says what is possible', async (typed) => {
		const user = userEvent.setup();
		render(CountQuestion, { question, given: '', searchFor });
		await user.clear(screen.getByLabelText(m.count_label()));
		await user.type(screen.getByLabelText(m.count_label()), `${typed}{Enter}`);
		expect(goto).not.toHaveBeenCalled();
		expect(screen.getByText(m.count_invalid({ min: 1, max: 200 }))).toBeTruthy();
	});
});

describe('The result', () => {
	it('counts the papers and gives each its reason, its number and its ground', () => {
		show(ANSWERED);
		const papers = within(screen.getByRole('list', { name: /Trong trường hợp của bạn/ }));
		const items = papers.getAllByRole('listitem');
		expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(
			m.result_title({ count: items.length })
		);
		for (const item of items) expect(item.textContent).toContain(m.legal_basis());
		expect(papers.getByText('Vì bạn nộp trực tiếp: xuất trình bản chính tại quầy.')).toBeTruthy();
	});

	it('says of what nobody verified that an officer must be asked', () => {
		show(ANSWERED);
		expect(screen.getAllByText(m.unverified()).length).toBeGreaterThan(0);
	});

	it('does not offer to file here what is filed at the counter', () => {
		show(ANSWERED);
		expect(screen.queryByRole('link', { name: m.next_file_here() })).toBeNull();
		expect(screen.getByText(m.channel_counter())).toBeTruthy();
	});

	it('sends people elsewhere whose case the procedure is not for', () => {
		show('?viec=hop-phap-hoa&apostille=co');
		expect(screen.getByRole('heading', { name: m.result_not_eligible() })).toBeTruthy();
		expect(screen.queryByRole('list', { name: /Trong trường hợp/ })).toBeNull();
	});
});

describe('The fees', () => {
	it('never show an unknown amount as zero', () => {
		const answers = standAt(rules, ANSWERED).answers;
		const { fees, feeTotal } = checklist(entry, answers, { days: 5, unit: 'working-days' });
		const { container } = render(FeeLines, { fees, total: feeTotal });
		expect(container.textContent).toContain(m.fee_ask_counter());
		expect(container.textContent).not.toMatch(/(^|\D)0 đồng/);
	});
});
