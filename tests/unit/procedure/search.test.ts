import { describe, expect, it } from 'vitest';
import { searchIn } from '../../../src/lib/features/catalogue/search.ts';
import { fold } from '../../../src/lib/domain/procedure/fold.ts';
import { isSyllable, undoTyping } from '../../../src/lib/domain/procedure/telex.ts';
import { seedCatalogue } from '../../support/catalogue.ts';

const procedures = seedCatalogue().map(({ procedure }) => procedure);
const search = searchIn(
	procedures.map(({ slug, name, synonyms, superseded }) => ({
		slug,
		name,
		synonyms,
		superseded: superseded !== null
	}))
);

const CAP = 'cap-ho-chieu-ngoai-giao-cong-vu';
const LEGALISE = 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su';
const PRIVATE = 'cbccvc-di-nuoc-ngoai-viec-rieng';

describe('Searching the catalogue', () => {
	it.each([
		['hop phap hoa bang dai hoc', LEGALISE],
		['hợp pháp hóa bằng đại học', LEGALISE],
		['HỢP PHÁP HOÁ LÃNH SỰ', LEGALISE],
		['hơp pháp hoá lãnh sư', LEGALISE],
		['apostile', LEGALISE],
		['đi du lịch nước ngoài', PRIVATE],
		['di du lich nuoc ngoai', PRIVATE],
		['công chức đi thăm thân', PRIVATE],
		['ho chieu cong vu mat', CAP],
		['mất hộ chiếu công vụ', CAP],
		['abtc', 'su-dung-the-abtc'],
		['thẻ apec', 'su-dung-the-abtc'],
		['công hàm', 'cap-cong-ham-de-nghi-cap-thi-thuc'],
		['gia han ho chieu', 'gia-han-ho-chieu-ngoai-giao-cong-vu'],
		['hoi thao quoc te', 'hoi-nghi-hoi-thao-quoc-te'],
		['hội thảo quốc t', 'hoi-nghi-hoi-thao-quoc-te'],
		['doan vao', 'to-chuc-ca-nhan-nuoc-ngoai-vao-lam-viec'],
		['đi công tác nước ngoài', 'cbccvc-di-nuoc-ngoai-viec-cong'],
		['legalization', LEGALISE],
		['consular legalisation', LEGALISE]
	])('finds first for "%s" the procedure %s', (query, slug) => {
		expect(search.find(query)[0]).toBe(slug);
	});

	it('finds the same for composed and decomposed text', () => {
		const query = 'hợp pháp hóa lãnh sự';
		expect(search.find(query.normalize('NFD'))).toEqual(search.find(query.normalize('NFC')));
	});

	it('reads what was typed without the keyboard switched on', () => {
		expect(search.find('hoojj chieeus coong vuj')[0]).toBe(CAP);
		expect(search.find('ho65 chie61u co6ng vu5')[0]).toBe(CAP);
	});

	it('finds every procedure by each of its synonyms among the first three', () => {
		const lost = procedures.flatMap(({ slug, synonyms }) =>
			synonyms
				.filter((synonym) => !search.find(synonym).slice(0, 3).includes(slug))
				.map((synonym) => `${slug}: ${synonym}`)
		);
		expect(lost).toEqual([]);
	});

	it('finds a synonym with one letter mistyped among the first three', () => {
		const mistyped = (text: string): string =>
			text.replace(/[^\s]{6,}/, (word) => `${word.slice(0, 2)}${word.slice(3)}`);
		const tried = procedures.flatMap(({ slug, synonyms }) =>
			synonyms.filter((text) => mistyped(text) !== text).map((text) => ({ slug, text }))
		);
		const found = tried.filter(({ slug, text }) =>
			search.find(mistyped(text)).slice(0, 3).includes(slug)
		);
		expect(tried.length).toBeGreaterThan(10);
		expect(found.length / tried.length).toBeGreaterThan(0.9);
	});

	it('shows everything for an empty question and nothing for one that means nothing', () => {
		expect(search.find('  ')).toHaveLength(12);
		expect(search.find('qzx 漢字 %%%')).toEqual([]);
	});

	it('puts what no longer applies behind what does', () => {
		const found = search.find('sửa hộ chiếu công vụ');
		expect(found[0]).toBe(CAP);
		expect(found).toContain('sua-doi-bo-sung-ho-chieu-ngoai-giao-cong-vu');
	});
});

describe('Folding', () => {
	it('takes away case, tones and the bar of đ', () => {
		expect(fold('ĐỒNG NAI, Hợp pháp hóa')).toBe('dong nai, hop phap hoa');
	});
});

describe('Undoing the keyboard', () => {
	it('knows syllables from other words', () => {
		expect(['nghieng', 'quyet', 'chieu', 'a', 'yeu'].filter(isSyllable)).toHaveLength(5);
		expect(['chieeus', 'ho65', 'visa', 'apec', ''].filter(isSyllable)).toEqual([]);
	});

	it('leaves alone what it cannot read', () => {
		expect(undoTyping('abtc')).toBe('abtc');
		expect(undoTyping('apec')).toBe('apec');
		expect(undoTyping('chieeus')).toBe('chieu');
		expect(undoTyping('nuwowcs')).toBe('nuoc');
		expect(undoTyping('ddi')).toBe('di');
	});
});
