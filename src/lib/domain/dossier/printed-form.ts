import * as v from 'valibot';
import type { Instant, PlainDate } from '../time/plain-date.ts';
import type { Dossier, RequestedPaper } from './dossier.ts';
import type { ActionType } from './intent.ts';

/**
 * The forms of the one-stop mechanism (biểu mẫu): 01 giấy tiếp nhận hồ sơ và hẹn trả kết quả ·
 * 02 phiếu yêu cầu bổ sung, hoàn thiện hồ sơ · 03 phiếu từ chối tiếp nhận, giải quyết hồ sơ ·
 * 04 phiếu xin lỗi và hẹn lại ngày trả kết quả · 05 phiếu kiểm soát quá trình giải quyết hồ sơ.
 * @source Thông tư 01/2018/TT-VPCP (only the titles were read: what stands on them is editable)
 */
const FORM_NUMBERS = ['01', '02', '03', '04', '05'] as const;
export type FormNumber = (typeof FORM_NUMBERS)[number];

/** Something that was done to a dossier, as the history keeps it. */
export interface LoggedAction {
	readonly seq: number;
	readonly type: ActionType;
	readonly at: Instant;
	readonly actorName: string;
	readonly payload: unknown;
}

/** A paper on the receipt with how many were given; `files` came electronically. */
export interface ReceiptPaper {
	readonly paper: string;
	readonly originals: number;
	readonly copies: number;
	readonly files: number;
}

interface AnyForm {
	/** When the action took place that the form puts on paper. */
	readonly at: Instant;
	/** The officer who signs it. */
	readonly by: string;
}

export type PrintedForm = AnyForm &
	(
		| {
				readonly number: '01';
				readonly papers: readonly ReceiptPaper[];
				readonly receivedAt: Instant;
				readonly dueAt: Instant;
		  }
		| {
				readonly number: '02';
				readonly papers: readonly RequestedPaper[];
				readonly remark: string;
				readonly dueOn: PlainDate | null;
		  }
		| { readonly number: '03'; readonly reason: string; readonly legalGround: string }
		| {
				readonly number: '04';
				readonly reason: string;
				readonly legalGround: string;
				readonly firstDueAt: Instant;
				readonly newDueOn: PlainDate;
		  }
		| { readonly number: '05'; readonly steps: readonly LoggedAction[] }
	);

const text = v.optional(v.string(), '');

const PAYLOAD = v.object({
	reason: text,
	legalGround: text,
	remark: text,
	newDueOn: text,
	dueOn: v.nullish(v.string(), null),
	papers: v.optional(v.array(v.object({ paper: v.string(), reason: text })), [])
});

/** Which actions put which form on paper. */
const MADE_BY: Readonly<Record<Exclude<FormNumber, '05'>, readonly ActionType[]>> = {
	'01': ['receive', 'register_at_counter'],
	'02': ['ask_completion', 'request_supplement'],
	'03': ['refuse', 'reject'],
	'04': ['apologise']
};

/**
 * The forms that exist for a dossier, in order of their numbers; of each the latest.
 * @param papers what was given with the dossier, for the receipt
 */
export function printedForms(
	dossier: Dossier,
	actions: readonly LoggedAction[],
	papers: readonly ReceiptPaper[]
): PrintedForm[] {
	const inOrder = [...actions].sort((a, b) => a.seq - b.seq);
	return FORM_NUMBERS.flatMap((number): PrintedForm[] => {
		if (number === '05') {
			const steps = inOrder.filter(({ type }) => type !== 'note' && type !== 'write_message');
			const last = steps[steps.length - 1];
			return last ? [{ number, at: last.at, by: last.actorName, steps }] : [];
		}
		const made = inOrder.filter(({ type }) => MADE_BY[number].includes(type)).pop();
		const form = made && filled(number, dossier, made, papers);
		return form ? [form] : [];
	});
}

function filled(
	number: Exclude<FormNumber, '05'>,
	{ clock, receivedAt }: Dossier,
	{ at, actorName: by, payload }: LoggedAction,
	given: readonly ReceiptPaper[]
): PrintedForm | undefined {
	const parsed = v.safeParse(PAYLOAD, payload);
	if (!parsed.success) return undefined;
	const { reason, legalGround, remark, newDueOn, dueOn, papers } = parsed.output;
	switch (number) {
		case '01':
			if (clock === null || receivedAt === null) return undefined;
			return { number, at, by, papers: given, receivedAt, dueAt: clock.firstDueAt };
		case '02':
			return { number, at, by, papers, remark, dueOn };
		case '03':
			return { number, at, by, reason, legalGround };
		case '04':
			if (clock === null) return undefined;
			return { number, at, by, reason, legalGround, firstDueAt: clock.firstDueAt, newDueOn };
	}
}

/** Every paper once: what lay on the desk, and how many files came for it. */
export function receiptPapers(
	atCounter: readonly {
		readonly paper: string;
		readonly originals: number;
		readonly copies: number;
	}[],
	files: readonly { readonly paper: string }[]
): ReceiptPaper[] {
	const ids = new Set([...atCounter, ...files].map(({ paper }) => paper));
	return [...ids].map((paper) => {
		const desk = atCounter.find((entry) => entry.paper === paper);
		return {
			paper,
			originals: desk?.originals ?? 0,
			copies: desk?.copies ?? 0,
			files: files.filter((file) => file.paper === paper).length
		};
	});
}
