/** What a person has said already is not asked again; what they have not said is never assumed. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLexicon } from '../../../scripts/assistant/knowledge.ts';
import { prefill } from '$domain/assistant/prefill.ts';
import { readWording } from '$domain/assistant/text.ts';
import { parseRules, type ProcedureRules } from '$domain/procedure/rules.ts';

const FOLDER = 'pocketbase/seed/rules';
const rules = new Map(
	readdirSync(FOLDER).map((name): [string, ProcedureRules] => {
		const parsed = parseRules(JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')));
		if (!parsed.ok) throw new Error(`${name}: ${parsed.message}`);
		return [parsed.rules.slug, parsed.rules];
	})
);
const lexicon = readLexicon();

function understood(text: string, slug: string) {
	const found = rules.get(slug);
	if (!found) throw new Error(slug);
	return prefill(readWording(text, lexicon).words, found);
}

const LEGALISE = 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su';
const PRIVATE = 'cbccvc-di-nuoc-ngoai-viec-rieng';

describe('An answer that was given in the question', () => {
	it.each([
		['bang dai hoc han quoc muon xai o vn thi lam sao', LEGALISE, { viec: 'hop-phap-hoa' }],
		['giấy tờ Việt Nam để dùng ở nước ngoài', LEGALISE, { viec: 'chung-nhan' }],
		['Tôi là viên chức, đi bằng hộ chiếu phổ thông', PRIVATE, { 'ho-chieu': 'pho-thong' }],
		['Tôi là viên chức, đi bằng hộ chiếu phổ thông', PRIVATE, { 'chuc-vu': 'cong-chuc' }],
		['xin cấp lại thẻ abtc', 'su-dung-the-abtc', { 'lan-cap': 'cap-lai' }],
		['họp báo quốc tế thì xin phép ai', 'hoi-nghi-hoi-thao-quoc-te', { loai: 'hop-bao' }]
	])('is taken: %s', (text, slug, answers) => {
		expect(understood(text, slug)).toMatchObject(answers);
	});
});

describe('Nothing is taken', () => {
	it.each([
		['where nothing is said of it', 'thủ tục này nộp ở đâu', LEGALISE],
		['where a bare yes or no may mean anything', 'không, có phải nộp không', PRIVATE],
		['where two answers are named', 'bản giấy hay bản điện tử có chữ ký số', LEGALISE],
		['where it is denied', 'tôi không đi bằng hộ chiếu phổ thông', PRIVATE],
		['where a body is named for another reason', 'cơ quan tôi hỏi giấy tờ gì', PRIVATE]
	])('%s', (_why, text, slug) => {
		expect(understood(text, slug)).toEqual({});
	});
});
