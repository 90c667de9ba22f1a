import type { Instant } from '../time/plain-date.ts';
import type { Dossier, ResultReturn, TimeLimit } from './dossier.ts';

/** A paper as a receipt lists it; `null`: sent as files, `files` of them. */
export interface ReceiptPaper {
	readonly name: string;
	readonly originals: number;
	readonly copies: number;
	readonly files: number;
}

/**
 * What stands on the paper the applicant keeps. Once received: giấy tiếp nhận hồ sơ và hẹn trả kết
 * quả. Before: our own slip (phiếu gửi hồ sơ), which promises nothing.
 * @source Thông tư 01/2018/TT-VPCP, mẫu số 01 (the fields are those in use; the form was not read)
 */
export interface Receipt {
	readonly kind: 'receipt' | 'slip';
	/** Official code, or our own number until there is one. */
	readonly number: string;
	/** With `number` it opens the tracking page; in groups of five, as people read it aloud. */
	readonly secret: string | null;
	readonly trackingPath: `/${string}`;
	readonly procedureName: string;
	readonly applicant: {
		readonly name: string;
		readonly organisation: string;
		readonly address: string;
		readonly phone: string;
		readonly email: string;
	};
	readonly papers: readonly ReceiptPaper[];
	readonly submittedAt: Instant;
	readonly receivedAt: Instant | null;
	/** As first promised: a receipt is not rewritten when the date moves. */
	readonly dueAt: Instant | null;
	readonly limit: TimeLimit | null;
	readonly resultReturn: ResultReturn;
}

export function receiptOf(
	dossier: Dossier,
	form: Readonly<Record<string, string>>,
	procedureName: string,
	papers: readonly ReceiptPaper[],
	trackingSecret: string | null
): Receipt {
	const number = dossier.code ?? dossier.draftNumber;
	return {
		kind: dossier.receivedAt === null ? 'slip' : 'receipt',
		number,
		secret: trackingSecret === null ? null : inGroups(trackingSecret),
		trackingPath: trackingPath(number, trackingSecret),
		procedureName,
		applicant: {
			name: form['fullName'] ?? '',
			organisation: form['organisation'] ?? '',
			address: form['address'] ?? '',
			phone: form['phone'] ?? '',
			email: form['email'] ?? ''
		},
		papers,
		submittedAt: dossier.submittedAt,
		receivedAt: dossier.receivedAt,
		dueAt: dossier.clock?.firstDueAt ?? null,
		limit: dossier.clock?.limit ?? null,
		resultReturn: dossier.resultReturn
	};
}

/**
 * Page that shows where a dossier stands. The secret is in the fragment, which browsers keep to
 * themselves: it reaches no server and no log.
 */
export function trackingPath(number: string, secret: string | null): `/${string}` {
	const fragment = secret === null ? '' : `#${secret}`;
	return `/tra-cuu?ma=${encodeURIComponent(number)}${fragment}`;
}

/** `ABCDE12345` → `ABCDE-12345`. */
export function inGroups(secret: string): string {
	return secret.replace(/(.{5})(?=.)/g, '$1-');
}
