import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData, struckOut } from '$domain/identity/personal-data.ts';

/** What is found, as `kind: text`. */
const found = (text: string): string[] =>
	findPersonalData(text).map(({ kind, from, to }) => `${kind}: ${text.slice(from, to)}`);

describe('numbers of a person', () => {
	it.each([
		['Số căn cước của tôi là 075099012345.', ['citizen_id: 075099012345']],
		['so can cuoc 075 099 012 345 nhe', ['citizen_id: 075 099 012 345']],
		['CCCD: 075.099.012.345', ['citizen_id: 075.099.012.345']],
		['CCCD: 075.099.012.000', ['citizen_id: 075.099.012.000']],
		['CCCD: 0751 1900 1234', ['citizen_id: 0751 1900 1234']],
		['cccd 0750-9901-2345', ['citizen_id: 0750-9901-2345']],
		['CMND cũ 271234567', ['old_id: 271234567']],
		['cmnd 271 234 567', ['old_id: 271 234 567']],
		['chung minh nhan dan 271.234.567', ['old_id: 271.234.567']],
		['Hộ chiếu C1234567 hết hạn', ['passport: C1234567']],
		['ho chieu c 1234567', ['passport: c 1234567']],
		['passport M12345678, thanks', ['passport: M12345678']],
		['passport TR1234567', ['passport: TR1234567']],
		['Gọi tôi số 0912345678', ['phone: 0912345678']],
		['goi toi 0912 345 678', ['phone: 0912 345 678']],
		['tel 091.234.5678', ['phone: 091.234.5678']],
		['+84 912 345 678', ['phone: +84 912 345 678']],
		['+849 1234 5678', ['phone: +849 1234 5678']],
		['84912345678', ['phone: 84912345678']],
		['nhà tôi (0251) 3822 501', ['phone: 0251) 3822 501']],
		['call +1 202 555 0143', ['phone: +1 202 555 0143']],
		['Gọi 0912345678, 200 000đ', ['phone: 0912345678']],
		['Gọi 0912345678 200 000đ', ['phone: 0912345678']],
		['075099012345, 500 đồng', ['citizen_id: 075099012345']],
		['Thư: tran.thi_mau+1@example.com.vn.', ['email: tran.thi_mau+1@example.com.vn']]
	])('finds it in “%s”', (text, expected) => {
		expect(found(text)).toEqual(expected);
	});

	it('tells two numbers that follow each other apart', () => {
		expect(found('075099012345 0912345678')).toEqual([
			'citizen_id: 075099012345',
			'phone: 0912345678'
		]);
		expect(found('CMND 271234567, dt 0912 345 678, a@b.vn')).toEqual([
			'old_id: 271234567',
			'phone: 0912 345 678',
			'email: a@b.vn'
		]);
		expect(found('ngày 13/11/2026 075099012345')).toEqual(['citizen_id: 075099012345']);
	});

	it('finds it however it is grouped', () => {
		const grouped = fc
			.tuple(fc.stringMatching(/^0\d{11}$/), fc.array(fc.integer({ min: 2, max: 4 })))
			.map(([digits, sizes]) => {
				const groups: string[] = [];
				let rest = digits;
				for (const size of [...sizes, 12]) {
					if (rest === '') break;
					groups.push(rest.slice(0, size));
					rest = rest.slice(size);
				}
				return { digits, text: groups.join(' ') };
			})
			// Round numbers are taken for amounts.
			.filter(({ digits }) => !/0{5}$/.test(digits));
		fc.assert(
			fc.property(grouped, ({ text }) => {
				expect(findPersonalData(`Số: ${text}!`)).not.toEqual([]);
			})
		);
	});
});

describe('numbers of other things', () => {
	it.each([
		'Hồ sơ H19.14-261113-0031 tới đâu rồi?',
		'ho so h19.14-261113-0031',
		'H19-261113-0031',
		'H19.14 261113 0031',
		'Số tạm NS-7K2M-90QX',
		'Luật 49/2019/QH14, Nghị định 136/2007/NĐ-CP và 1234/QĐ-UBND ngày 01/07/2025',
		'TTHC 1.001308 (1.001308.000.00.00.H19)',
		'Phí 200.000 đồng, hay 1.500.000đ?',
		'le phi 200000000 dong',
		'150 000 000 VND',
		'khoảng 200.000.000',
		'$1,500,000 or 1.200.000 USD',
		'từ 13/11/2026 đến 20-11-2026, hoặc 2026-11-13',
		'13.11.2026 14.11.2026',
		'13112026',
		'Tổng đài 1900 6067, 18001096, 1022',
		'mẫu 01/2020/NG-XNC, phòng 302, 12 bản, 3 ngày, năm 2026',
		'hỏi @ai đó, a@b, a@',
		'Điều 16 khoản 2, 5x7 cm, 4x6'
	])('leaves “%s” alone', (text) => {
		expect(found(text)).toEqual([]);
	});
});

describe('striking out', () => {
	it('leaves nothing to be found, and the rest as it was', () => {
		const text = 'Tôi là 075099012345, gọi 0912 345 678 hoặc a@b.vn; hồ sơ H19.14-261113-0031.';
		const struck = struckOut(text, findPersonalData(text));
		expect(struck).toBe(
			'Tôi là ••••••••••••, gọi •••••••••••• hoặc ••••••; hồ sơ H19.14-261113-0031.'
		);
		expect(findPersonalData(struck)).toEqual([]);
	});
});

it('takes time with the length of a text, not with its square, whatever it consists of', () => {
	// With the square it takes minutes.
	for (const piece of ['1', 'a', '1 ', 'a1', '1.000', '@', 'a.', '0912 ']) {
		findPersonalData(piece.repeat(Math.ceil(200_000 / piece.length)));
	}
}, 60_000);
