import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { NOTIFICATION_EVENTS } from '$domain/notification/events.ts';
import { MAX_PAYLOAD_BYTES, pushPayloadSchema } from '$domain/notification/payload.ts';
import { mailOf, payloadOf } from '../../../../src/worker/push/message.ts';

const SITE = 'https://ngoaivu.example';

/** What a dossier holds and a locked screen must not show. */
type Personal = Readonly<
	Record<'name' | 'passport' | 'code' | 'phone' | 'country' | 'reason', string>
>;

const personal: fc.Arbitrary<Personal> = fc.record({
	name: fc.constantFrom('Nguyễn Thị Bích Hằng', 'Trần Văn Đo', 'Y Moan Êban', 'Lê Thị Hồng'),
	passport: fc.stringMatching(/^[A-Z]\d{7}$/),
	code: fc.stringMatching(/^H19\.12-26\d{4}-\d{4}$/),
	phone: fc.stringMatching(/^09\d{8}$/),
	country: fc.constantFrom('Nhật Bản', 'Hàn Quốc', 'Hoa Kỳ', 'Japan', 'Germany', 'Đài Loan'),
	reason: fc.constantFrom('Thiếu hộ chiếu', 'Không đủ điều kiện', 'Sai tên trong quyết định')
});

const id = fc.stringMatching(/^[a-z0-9]{15}$/);
const event = fc.record({
	event: fc.constantFrom(...NOTIFICATION_EVENTS),
	recipientKind: fc.constantFrom('applicant' as const, 'officer' as const),
	locale: fc.constantFrom('vi' as const, 'en' as const),
	notification: id,
	dossier: fc.oneof({ weight: 9, arbitrary: id }, { weight: 1, arbitrary: fc.constant('') }),
	owner: fc.stringMatching(/^[0-9a-f]{16}$/),
	ack: fc.stringMatching(/^[a-z0-9]{15}\.[0-9a-f]{64}$/)
});

/** Words of the person or of the decision that stand in a text, and numbers of any kind. */
function personalDataIn(text: string, data: Personal): string[] {
	const own = [...Object.values(data), ...data.name.split(' ').filter((word) => word.length > 2)];
	const plain = wordsOf(text);
	const found = own.filter((word) => plain.includes(wordsOf(word)));
	const telling = /từ chối|không chấp nhận|không được|refus|reject|\d{4,}/.exec(plain);
	return [...found, ...(telling ? [telling[0]] : [])];
}

/** In lower case, with one blank around each word. */
function wordsOf(text: string): string {
	return ` ${text
		.toLowerCase()
		.split(/[^\p{L}\d]+/u)
		.filter(Boolean)
		.join(' ')} `;
}

describe('What leaves the house', () => {
	it('holds nothing of the person or the dossier: 10,000 events', { timeout: 60_000 }, () => {
		const samples = fc.sample(fc.tuple(event, personal), { numRuns: 10_000, seed: 42 });
		const seen = new Set<string>();
		const wrong: string[] = [];
		for (const [job, data] of samples) {
			// What a job may carry besides, by mistake of the server: none of it may go on.
			const payload = payloadOf({ ...job, ...data });
			const fits = Buffer.byteLength(JSON.stringify(payload)) <= MAX_PAYLOAD_BYTES;
			if (!fits || !v.is(pushPayloadSchema, payload)) wrong.push(JSON.stringify(payload));
			const mail = mailOf({ ...job, ...data, id: job.notification, lease: 'x' }, SITE);
			const text = mail.text.replace(SITE + payload.url, '');
			const written = [payload.title, payload.body, mail.subject, text].join('\n');
			wrong.push(...personalDataIn(written, data));
			seen.add(`${job.event} ${job.recipientKind} ${job.locale}`);
		}
		expect(wrong).toEqual([]);
		expect(seen.size).toBe(NOTIFICATION_EVENTS.length * 2 * 2);
	});

	it('would be noticed if it held something', () => {
		const [data] = fc.sample(personal, { numRuns: 1, seed: 7 });
		if (!data) throw new Error('no sample');
		for (const value of Object.values(data)) {
			expect(personalDataIn(`Hồ sơ ${value} có cập nhật`, data), value).not.toEqual([]);
		}
		expect(personalDataIn('Hồ sơ bị từ chối', data)).toEqual(['từ chối']);
		expect(personalDataIn('Hồ sơ 20261234', data)).toEqual(['20261234']);
	});

	it('leads the applicant to the dossier, an officer to their work, and a test to the list', () => {
		const [job] = fc.sample(event, { numRuns: 1, seed: 1 });
		if (!job) throw new Error('no sample');
		const dossier = 'abcdefghijklmno';
		const told = { ...job, dossier, event: 'supplement_asked' as const };
		expect(payloadOf({ ...told, recipientKind: 'applicant' })).toMatchObject({
			url: `/ho-so/${dossier}`,
			tag: `dossier:${dossier}`,
			actions: ['open', 'supply']
		});
		expect(payloadOf({ ...told, recipientKind: 'officer' })).toMatchObject({
			url: `/cong-viec/${dossier}`,
			actions: ['open']
		});
		expect(payloadOf({ ...told, dossier: '', event: 'test' })).toMatchObject({
			url: '/thong-bao',
			tag: 'app'
		});
	});
});
