import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
	answersFromQuery,
	answersToQuery,
	withAnswer
} from '../../../src/lib/domain/procedure/answers-url.ts';
import { pathsOf } from '../../../src/lib/domain/procedure/inspect.ts';
import { seedCatalogue, seedEntry } from '../../support/catalogue.ts';

const { rules } = seedEntry('chung-nhan-lanh-su-hop-phap-hoa-lanh-su');

describe('Answers in the address', () => {
	it('come back as they were, on every path of every procedure', () => {
		for (const entry of seedCatalogue()) {
			for (const answers of pathsOf(entry.rules)) {
				const query = answersToQuery(entry.rules, answers);
				expect(answersFromQuery(entry.rules, query)).toEqual(answers);
			}
		}
	});

	it('can be read in the address bar', () => {
		expect(answersToQuery(rules, { viec: 'chung-nhan', 'nuoc-den-apostille': 'khong' })).toBe(
			'viec=chung-nhan&nuoc-den-apostille=khong'
		);
	});

	it('survive foreign keys, broken escapes and impossible values', () => {
		expect(
			answersFromQuery(rules, '?utm=x&viec=chung-nhan&dang-ban=%zz&so-giay-to=-3&__proto__=1')
		).toEqual({ viec: 'chung-nhan' });
		fc.assert(
			fc.property(fc.string(), (junk) => {
				expect(typeof answersFromQuery(rules, junk)).toBe('object');
			})
		);
	});

	it('keep what still may follow, and drop what cannot, when one is changed in the middle', () => {
		const before = {
			viec: 'hop-phap-hoa',
			apostille: 'khong',
			'da-chung-nhan': 'roi',
			'ngon-ngu': 'viet-anh',
			'tay-xoa': 'khong'
		};
		expect(withAnswer(rules, before, 'viec', 'chung-nhan')).toEqual({
			viec: 'chung-nhan',
			'tay-xoa': 'khong'
		});
		expect(withAnswer(rules, before, 'ngon-ngu', 'tieng-khac')).toEqual({
			...before,
			'ngon-ngu': 'tieng-khac'
		});
		expect(withAnswer(rules, before, 'apostille', 'co')).toEqual({
			viec: 'hop-phap-hoa',
			apostille: 'co'
		});
	});
});
