/** What people in real situations are told. */
import { describe, expect, it } from 'vitest';
import { checklist } from '../../../src/lib/domain/procedure/checklist.ts';
import { UNSURE } from '../../../src/lib/domain/procedure/condition.ts';
import { progress, type Answers } from '../../../src/lib/domain/procedure/questions.ts';
import { seedEntry } from '../../support/catalogue.ts';

const LEGALISE = 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su';
const PRIVATE = 'cbccvc-di-nuoc-ngoai-viec-rieng';

const listFor = (slug: string, answers: Answers) =>
	checklist(seedEntry(slug), answers, { days: 5, unit: 'working-days' });
const papersOf = (slug: string, answers: Answers) =>
	listFor(slug, answers).papers.map(({ paper, copies, need }) => `${need} ${copies} ${paper.id}`);

describe('A Vietnamese degree for use abroad', () => {
	const copy = {
		viec: 'chung-nhan',
		'nuoc-den-apostille': 'khong',
		'dang-ban': 'ban-sao-ban-dich',
		'tay-xoa': 'khong',
		'hinh-thuc': 'giay',
		'cach-nop': 'truc-tiep',
		'dai-dien': 'ca-nhan',
		'so-giay-to': '2'
	};

	it('needs these papers when a copy is filed in person', () => {
		expect(papersOf(LEGALISE, copy)).toEqual([
			'required 1 to-khai',
			'required 1 giay-to-tuy-than',
			'required 2 giay-to-chung-nhan',
			'required 2 ban-chup-luu',
			'required 2 ban-chinh-doi-chieu'
		]);
	});

	it('is filed at the counter with originals, and costs 30,000 đồng a paper', () => {
		const list = listFor(LEGALISE, copy);
		expect(list.complete).toBe(true);
		expect(list.verdict).toBe('eligible');
		expect(list.channel?.channel).toBe('counter');
		expect(list.fees.map(({ totalVnd, need }) => [totalVnd, need])).toEqual([
			[60_000, 'required'],
			[null, 'optional'],
			[null, 'required']
		]);
		expect(list.feeTotal).toEqual({ knownVnd: 60_000, complete: false });
	});

	it('promises the Department’s own limit, and shows the one nobody verified beside it', () => {
		expect(listFor(LEGALISE, copy).timeLimit).toMatchObject({
			days: 5,
			source: 'department',
			stated: { days: 7, unit: 'working-days' },
			unverified: true
		});
		expect(listFor(LEGALISE, { ...copy, 'so-giay-to': '10' }).timeLimit.stated?.days).toBe(12);
	});

	it('asks an officer when the country is a member of the Apostille Convention', () => {
		expect(listFor(LEGALISE, { ...copy, 'nuoc-den-apostille': 'co' }).verdict).toBe('ask_officer');
	});

	it('goes to the national portal when it is electronic', () => {
		const list = listFor(LEGALISE, { ...copy, 'hinh-thuc': 'dien-tu' });
		expect(list.progress.answers).not.toHaveProperty('cach-nop');
		expect(list.complete).toBe(true);
		expect(list.channel).toMatchObject({
			channel: 'national_portal',
			url: 'https://dichvucong.gov.vn'
		});
		expect(list.papers.map(({ paper }) => paper.id)).not.toContain('giay-to-tuy-than');
	});
});

describe('A foreign degree for use in Viet Nam', () => {
	const posted = {
		viec: 'hop-phap-hoa',
		apostille: 'khong',
		'da-chung-nhan': 'roi',
		'ngon-ngu': 'tieng-khac',
		'tay-xoa': 'khong',
		'hinh-thuc': 'giay',
		'cach-nop': 'buu-chinh',
		'dai-dien': 'to-chuc',
		'so-giay-to': '1'
	};

	it('needs a translation, a copy of the identity paper and an introduction when a company posts it', () => {
		expect(papersOf(LEGALISE, posted)).toEqual([
			'required 1 to-khai',
			'required 1 giay-to-tuy-than-ban-chup',
			'required 1 giay-to-hop-phap-hoa',
			'required 1 ban-dich',
			'required 1 ban-chup-luu',
			'required 1 giay-gioi-thieu'
		]);
	});

	it('needs nothing with an Apostille, and asks nothing more', () => {
		const list = listFor(LEGALISE, { viec: 'hop-phap-hoa', apostille: 'co' });
		expect(list.complete).toBe(true);
		expect(list.verdict).toBe('not_eligible');
		expect(list.papers).toEqual([]);
		expect(list.eligibility.find(({ verdict }) => verdict === 'not_eligible')?.goTo?.vi).toContain(
			'không cần làm thủ tục'
		);
	});

	it('leaves open what the person does not know', () => {
		const unsure = papersOf(LEGALISE, { ...posted, 'ngon-ngu': UNSURE });
		expect(unsure).toContain('ask 1 ban-dich');
		const countless = listFor(LEGALISE, { ...posted, 'so-giay-to': UNSURE });
		expect(countless.papers.find(({ paper }) => paper.id === 'ban-dich')?.copies).toBeNull();
		expect(countless.fees[0]?.totalVnd).toBeNull();
	});
});

describe('A civil servant’s private journey', () => {
	const plain = {
		'ho-chieu': 'pho-thong',
		'chuc-vu': 'cong-chuc',
		'dang-vien': 'khong',
		'kinh-phi': 'tu-tuc'
	};

	it('is filed here with two papers, three for a Party member', () => {
		const list = listFor(PRIVATE, plain);
		expect(list.channel?.channel).toBe('here');
		expect(list.verdict).toBe('eligible');
		expect(list.papers.map(({ paper }) => paper.id)).toEqual(['cong-van-de-nghi', 'don']);
		expect(papersOf(PRIVATE, { ...plain, 'dang-vien': 'co' })).toHaveLength(3);
	});

	it('marks its papers as not verified, for the list of the Department was cut off', () => {
		expect(listFor(PRIVATE, plain).papers.every(({ unverified }) => unverified)).toBe(true);
	});

	it('knows no limit of the law: the Department’s counts', () => {
		expect(listFor(PRIVATE, plain).timeLimit).toMatchObject({
			days: 5,
			unit: 'working-days',
			source: 'department',
			stated: null
		});
	});

	it('knows no fee, and does not say it is free', () => {
		const { fees, feeTotal } = listFor(PRIVATE, plain);
		expect(fees).toEqual([]);
		expect(feeTotal.complete).toBe(false);
	});

	it('is not for official passports, and says where to go', () => {
		const list = listFor(PRIVATE, { 'ho-chieu': 'cong-vu' });
		expect(list.verdict).toBe('not_eligible');
		expect(list.eligibility[0]?.goTo?.procedure).toBe('cbccvc-di-nuoc-ngoai-viec-cong');
	});

	it('asks for the destination and the days', () => {
		expect(listFor(PRIVATE, plain).fields.map(({ id }) => id)).toEqual([
			'agency',
			'position',
			'destination',
			'departOn',
			'returnOn',
			'purpose'
		]);
	});
});

describe('The questions', () => {
	const { rules } = seedEntry(LEGALISE);

	it('come one after the other, and only those that arise', () => {
		expect(progress(rules, {}).next?.id).toBe('viec');
		expect(progress(rules, { viec: 'chung-nhan' }).next?.id).toBe('nuoc-den-apostille');
		expect(progress(rules, { viec: 'hop-phap-hoa' }).next?.id).toBe('apostille');
	});

	it('are asked again after an impossible answer', () => {
		expect(progress(rules, { viec: 'gi-cung-duoc' }).next?.id).toBe('viec');
		expect(progress(rules, { 'so-giay-to': '0' }).answers).toEqual({});
	});

	it('tell how many may be left', () => {
		const before = progress(rules, {});
		const after = progress(rules, { viec: 'chung-nhan' });
		expect(before.left).toBeGreaterThan(after.left);
		expect(after.answered.map(({ id }) => id)).toEqual(['viec']);
	});
});
