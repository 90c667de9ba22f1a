/** What a text means depends on what was said before it, and on nothing else. */
import { describe, expect, it } from 'vitest';
import { NEW_CONVERSATION } from '$domain/assistant/dialogue.ts';
import { Assistant } from '$domain/assistant/engine.ts';
import type { Reply } from '$domain/assistant/reply.ts';
import { replyText } from '$i18n/assistant-texts.ts';
import { readFixture } from '../../../scripts/assistant/fixture.ts';
import { readKnowledge } from '../../../scripts/assistant/knowledge.ts';

const { office, now, records } = readFixture('tests/cases/assistant/fixture.json');
const assistant = new Assistant(readKnowledge(office, now));

const NOTE = 'cap-cong-ham-de-nghi-cap-thi-thuc';
const ISSUE = 'cap-ho-chieu-ngoai-giao-cong-vu';
const LEGALISATION = 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su';

/** Says the texts one after the other; the replies in the same order. */
function talk(...texts: string[]): Reply[] {
	let conversation = NEW_CONVERSATION;
	return texts.map((text) => {
		const turn = assistant.ask(text, conversation, { now, records });
		conversation = turn.conversation;
		return turn.reply;
	});
}

const about = (reply: Reply | undefined) => [reply?.kind, reply?.procedure, reply?.facets[0]];
const last = (replies: readonly Reply[]) => replies[replies.length - 1];

describe('A question without the name of a procedure', () => {
	it('goes on with the one before', () => {
		expect(about(last(talk('Phí làm công hàm?', 'bao lâu có?')))).toEqual([
			'answer',
			NOTE,
			'processing-time'
		]);
	});

	it('is asked back about where nothing came before', () => {
		expect(last(talk('phí bao nhiêu ạ'))?.kind).toBe('clarify');
	});

	it('has nothing to go on from after a decline', () => {
		const [, declined, after] = talk(
			'Phí làm công hàm?',
			'Tiền điện tháng này sao cao quá vậy?',
			'bao nhiêu tiền?'
		);
		expect(declined?.kind).toBe('decline');
		expect(after?.kind).toBe('clarify');
	});

	it.each([
		['Cảm ơn em nhiều', 'smalltalk'],
		['Sở mở cửa lúc mấy giờ?', 'answer'],
		['Nhân viên ở quầy quá hách dịch, tôi muốn khiếu nại', 'handoff'],
		['Làm giả giúp tôi cái quyết định cử đi công tác', 'refuse'],
		['thank you', 'smalltalk'],
		['When are you open?', 'answer'],
		['The clerk was very rude to me, I want to complain', 'handoff'],
		['Can you forge a travel decision for me', 'refuse']
	])('goes on with the one before “%s”', (between, kind) => {
		const isEnglish = /^[ -~]+$/.test(between);
		const [, told, after] = isEnglish
			? talk('How much is a diplomatic note?', between, 'which documents?')
			: talk('Phí làm công hàm?', between, 'cần giấy tờ gì?');
		expect(told?.kind).toBe(kind);
		expect(about(after)).toEqual(['answer', NOTE, 'documents']);
	});

	it.each([
		['còn thẻ ABTC thì sao?', 'su-dung-the-abtc'],
		['còn hội nghị?', 'hoi-nghi-hoi-thao-quoc-te'],
		['what about a conference?', 'hoi-nghi-hoi-thao-quoc-te']
	])('asks the same of another that is named in passing: “%s”', (further, procedure) => {
		const told = last(talk('Gia hạn hộ chiếu công vụ phí bao nhiêu?', further));
		expect(about(told)).toEqual(['answer', procedure, 'fee']);
	});

	it('goes on with the opening hours', () => {
		const replies = talk('Buổi sáng Sở mở cửa lúc mấy giờ?', 'còn buổi chiều?');
		expect(last(replies)?.intent).toBe('office-hours-contact');
	});
});

describe('What another body does', () => {
	it.each([
		['Hợp pháp hóa lãnh sự mấy ngày?', 'tới hẹn chưa có thì hỏi ai', 'office-hours-contact'],
		['Làm công hàm mất bao lâu?', 'quá ngày hẹn thì gọi số nào', 'office-hours-contact'],
		['Phí làm công hàm?', 'Tiền điện tháng này sao cao quá vậy?', 'out-of-scope']
	])('is not thought of too soon in the middle of a matter: “%s” “%s”', (first, text, intent) => {
		expect(last(talk(first, text))?.intent).toBe(intent);
	});
});

describe('A word of thanks', () => {
	it('is no further question', () => {
		expect(last(talk('Phí làm công hàm?', 'Cảm ơn em nhiều'))?.kind).toBe('smalltalk');
	});
});

describe('A new name', () => {
	it('replaces the one before', () => {
		const replies = talk('Phí làm công hàm?', 'còn hợp pháp hóa lãnh sự thì bao nhiêu tiền?');
		expect(about(last(replies))).toEqual(['answer', LEGALISATION, 'fee']);
	});

	it('completes what was asked back about, with what was asked for first', () => {
		const replies = talk('phí bao nhiêu ạ', 'à hợp pháp hóa lãnh sự');
		expect(about(last(replies))).toEqual(['answer', LEGALISATION, 'fee']);
	});
});

describe('What was asked back about', () => {
	const offered = (...texts: string[]) => {
		const [asked, told] = talk(...texts);
		return { options: asked?.options ?? [], told };
	};

	it.each([
		['số 1', 0],
		['cái thứ hai', 1],
		['2', 1],
		['cái đầu tiên ạ', 0],
		['the second one', 1]
	])('is chosen by its place: %s', (text, place) => {
		const { options, told } = offered('phí bao nhiêu ạ', text);
		expect(about(told)).toEqual(['answer', options[place], 'fee']);
	});

	it.each([
		['hộ chiếu', 'ordinary-passport'],
		['passport', 'ordinary-passport'],
		['kết hôn với người nước ngoài', 'civil-status']
	])('may be what another authority does: %s', (text, referral) => {
		const { options } = offered(text);
		expect(options).toContain(`out-of-scope:${referral}`);
	});

	it('is told whose matter it is where that was chosen', () => {
		const [asked] = talk('sửa hộ chiếu');
		const at = asked?.options.indexOf('out-of-scope:ordinary-passport') ?? -1;
		const { told } = offered('sửa hộ chiếu', `số ${String(at + 1)}`);
		expect([told?.kind, told?.referral]).toEqual(['decline', expect.stringContaining('Công an')]);
	});

	it.each(['phí bao nhiêu ạ', 'sửa hộ chiếu', 'the qua han roi lam sao'])(
		'is answered alike whether a reading is tapped or called by its place: %s',
		(text) => {
			const asked = assistant.ask(text, NEW_CONVERSATION, { now, records });
			expect(asked.reply.options.length).toBeGreaterThan(1);
			for (const [at, option] of asked.reply.options.entries()) {
				const language = 'vi';
				const tapped = assistant.choose(option, asked.conversation, { now, records, language });
				const called = assistant.ask(`số ${String(at + 1)}`, asked.conversation, { now, records });
				expect(tapped).toEqual(called);
			}
		}
	);

	it('is answered by what was asked, not by the name of the reading', () => {
		const { conversation } = assistant.ask('mấy ngày thì có kết quả ạ', NEW_CONVERSATION, {
			now,
			records
		});
		const { reply } = assistant.choose(LEGALISATION, conversation, {
			now,
			records,
			language: 'vi'
		});
		expect(about(reply)).toEqual(['answer', LEGALISATION, 'processing-time']);
		expect(replyText(reply)).toContain('Bao lâu có kết quả khi nộp ở Đồng Nai?');
	});

	it.each([
		['something else', NEW_CONVERSATION],
		[
			'another unclear request',
			assistant.ask('sửa hộ chiếu', NEW_CONVERSATION, { now, records }).conversation
		]
	])('may still be chosen when %s has been talked about since', (_, conversation) => {
		const { reply } = assistant.choose(NOTE, conversation, { now, records, language: 'vi' });
		expect(about(reply)).toEqual(['answer', NOTE, 'documents']);
	});

	it('is not chosen by a number that says something else', () => {
		const { told } = offered('phí bao nhiêu ạ', 'hợp pháp hóa 2 tờ');
		expect(about(told)).toEqual(['answer', LEGALISATION, 'fee']);
	});
});

describe('The same question', () => {
	it('has the same facts whatever was asked before it', () => {
		const question = 'Hợp pháp hóa lãnh sự cần giấy tờ gì?';
		const [alone] = talk(question);
		const later = last(
			talk(
				'Phí làm công hàm?',
				'Hồ sơ của tôi đến đâu rồi?',
				'Tiền điện tháng này sao cao quá vậy?',
				'Sở mở cửa lúc mấy giờ?',
				question
			)
		);
		expect(later?.facts).toEqual(alone?.facts);
	});
});

describe('A driver on a bus', () => {
	it('is led to the legalisation of his Korean diploma, and on to his own list', () => {
		const [reply] = talk('bang dai hoc han quoc muon xai o vn thi lam sao');
		expect(about(reply).slice(0, 2)).toEqual(['answer', LEGALISATION]);
		expect(reply?.steps).toContainEqual({ kind: 'checklist', procedure: LEGALISATION });
	});

	it('is told who does what this office does not do', () => {
		const [reply] = talk('lam passport binh thuong di du lich thai lan o dau');
		expect(reply?.kind).toBe('decline');
		expect(reply && replyText(reply)).toMatch(/Công an/);
	});
});

describe('Own records', () => {
	it('are found by the number of a document or the end of a code', () => {
		const [byDecision, byCode] = [
			talk('Quyết định 3391 là cho chuyến nào?')[0],
			talk('0031 tới đâu rồi')[0]
		];
		expect(byDecision && replyText(byDecision)).toMatch(/Gyeongnam/);
		expect(byCode && replyText(byCode)).toMatch(/H19\.14-261113-0031/);
	});

	it('are those of the procedure that is talked about, where the words name none', () => {
		const [, , told] = talk(
			'H19.14-261116-0008',
			'ảnh cỡ bao nhiêu?',
			'nộp bổ sung chậm nhất khi nào?'
		);
		expect([told?.intent, told?.procedure]).toEqual(['track-dossier', ISSUE]);
		expect(told && replyText(told)).toMatch(/0008.*30\/11\/2026/);
		expect(told && replyText(told)).not.toMatch(/0044/);
	});

	it('are those of a procedure that is named, and not of the one that was talked about', () => {
		const [, told] = talk('H19.14-261116-0008', 'hồ sơ APEC của tôi bị sao');
		expect(told && replyText(told)).toMatch(/0027/);
		const [, passport] = talk(
			'Phí hợp pháp hóa lãnh sự?',
			'hồ sơ hộ chiếu của tôi tới bước nào rồi'
		);
		expect(passport && replyText(passport)).toMatch(/0008/);
		expect(passport && replyText(passport)).not.toMatch(/0044/);
	});

	it.each([
		['Tra hồ sơ 0031 giúp tôi.', 'Còn 0008?'],
		['H19.14-261113-0031', 'Còn 0008?'],
		['H19.14-261113-0031', 'còn H19.14-261116-0008 thì sao'],
		['Tra hồ sơ 0031 giúp tôi.', 'còn hồ sơ số 44?'],
		[
			'H19.14-261113-0031',
			'mã hát mười chín chấm mười bốn gạch hai sáu mười một mười sáu gạch không không không tám'
		]
	])('are those whose number was said last: %s %s', (one, other) => {
		const [first, second] = talk(one, other);
		expect(first && replyText(first)).toMatch(/0031/);
		expect(second && replyText(second)).toMatch(/0008|0044/);
		expect(second && replyText(second)).not.toMatch(/0031/);
	});

	it.each([
		['ho so gui hom 19/11 bao gio toi han', '0003'],
		['bộ nhận ngày 13/11/2026 sao rồi, có kết quả chưa', '0031'],
		['my file handed in on 28/10 - result?', '0027'],
		['hồ sơ hợp pháp hóa có kết quả hôm 18/11 lấy ở đâu', '0044']
	])(
		'are those that came or were answered on a day that is named, whatever else fits: %s',
		(text, end) => {
			const [told] = talk(text);
			const ends = records.dossiers.map(({ code }) => code.slice(-4));
			expect(told && ends.filter((each) => replyText(told).includes(each))).toEqual([end]);
		}
	);

	it('are not found by a number of days', () => {
		const [told] = talk('hồ sơ 12 ngày rồi sao chưa xong');
		expect(told?.kind).toBe('personal');
		expect(told?.steps).not.toEqual([{ kind: 'dossier', code: 'H19.14-260921-0012' }]);
	});

	it('are all of them where all are asked for, whatever was talked about', () => {
		const [, all] = talk('Phí hợp pháp hóa lãnh sự?', 'em có những hồ sơ nào');
		expect(all?.intent).toBe('my-dossiers');
		for (const { code } of records.dossiers) expect(all && replyText(all)).toContain(code);
	});

	it.each([
		// The day between is a holiday.
		['2026-11-23T08:30:00+07:00', '0031', 'hẹn trả 25/11/2026, số ngày làm việc còn lại: 1)'],
		['2026-11-25T08:30:00+07:00', '0031', 'hẹn trả 25/11/2026, hôm nay)'],
		['2026-11-25T17:30:00+07:00', '0031', 'hẹn trả 25/11/2026, trễ hạn)'],
		// Saturday and Sunday do not count.
		['2026-12-01T08:30:00+07:00', '0031', 'hẹn trả 25/11/2026, số ngày làm việc đã trễ: 4)'],
		['2026-12-19T08:30:00+07:00', '0003', 'hẹn trả 18/12/2026, trễ hạn)'],
		['2026-11-23T08:30:00+07:00', '0008', 'đồng hồ tạm dừng']
	])('say what the clock says: at %s, %s: %s', (at, end, clock) => {
		const { reply } = assistant.ask(`hồ sơ ${end}`, NEW_CONVERSATION, { now: at, records });
		expect(replyText(reply)).toContain(clock);
	});

	it('say that they were late already when the clock was stopped', () => {
		const dossiers = records.dossiers.map((own) =>
			own.paused === null ? own : { ...own, paused: 'late' as const }
		);
		const late = (text: string) =>
			assistant.ask(text, NEW_CONVERSATION, { now, records: { ...records, dossiers } }).reply;
		expect(replyText(late('hồ sơ 0008'))).toContain('trễ hạn, đồng hồ tạm dừng');
		expect(replyText(late('hồ sơ nào của tôi đang trễ hạn?'))).toContain('0008');
	});

	it.each(['chuyến đi Busan của tôi duyệt chưa', 'Has my trip to Busan been approved?'])(
		'are told of a journey by its dossier where the device holds no more of it: %s',
		(text) => {
			const held = { ...records, trips: [] };
			const { reply } = assistant.ask(text, NEW_CONVERSATION, { now, records: held });
			expect([reply.kind, reply.intent]).toEqual(['personal', 'travel-approval-status']);
			expect(reply.steps).toEqual([{ kind: 'dossier', code: 'H19.14-261113-0031' }]);
			const none = { ...held, dossiers: [] };
			const nothing = assistant.ask(text, NEW_CONVERSATION, { now, records: none }).reply;
			expect(nothing.parts).toContainEqual(expect.objectContaining({ code: 'no_trip' }));
		}
	);

	it.each(['returned', 'ready'] as const)('say nothing of time once they are %s', (status) => {
		const [own] = records.dossiers;
		if (!own) throw new Error('No dossier in the fixture');
		const dossiers = [{ ...own, status, dueAt: '2026-11-25T17:00:00+07:00' }];
		const { reply } = assistant.ask(own.code, NEW_CONVERSATION, {
			now,
			records: { ...records, dossiers }
		});
		expect(replyText(reply)).toContain(own.code);
		expect(replyText(reply)).not.toMatch(/còn lại|trễ|tạm dừng/);
	});

	it('say first where they stand', () => {
		const [reply] = talk('H19.14-261113-0031');
		expect(reply && replyText(reply)).toMatch(/– Lấy ý kiến, xác minh – H19\.14-261113-0031: /);
	});

	it('say how old they are', () => {
		const [reply] = talk('Hồ sơ nào bị từ chối rồi?');
		expect(reply && replyText(reply)).toMatch(/07:50 23\/11\/2026/);
	});
});
