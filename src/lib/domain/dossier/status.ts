/**
 * Where a dossier stands (trạng thái hồ sơ), finer than the ten codes of the National Public
 * Service Portal to which each is mapped. `late` (trễ hạn) is computed from dates, never stored.
 */
export const STATUSES = [
	'draft',
	'submitted',
	'supplement_at_desk',
	'fee_due',
	'received',
	'in_review',
	'supplement',
	'consulting',
	'with_ministry',
	'with_committee',
	'awaiting_signature',
	'signed',
	'result_ready',
	'returned',
	'rejected',
	'refused',
	'withdraw_asked',
	'stopped',
	'closed'
] as const;

export type Status = (typeof STATUSES)[number];

/**
 * Status codes shared by every system that exchanges with the National Portal.
 * 1 Mới đăng ký · 2 Được tiếp nhận · 3 Không được tiếp nhận · 4 Đang xử lý · 5 Yêu cầu bổ sung ·
 * 6 Yêu cầu thực hiện nghĩa vụ tài chính · 7 Công dân yêu cầu rút · 8 Dừng xử lý ·
 * 9 Đã xử lý xong · 10 Đã trả kết quả.
 */
export type NationalCode = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** `null`: a draft is not known outside; a closed dossier keeps the code it had. */
export const NATIONAL_CODE: Record<Status, NationalCode | null> = {
	draft: null,
	submitted: 1,
	supplement_at_desk: 5,
	fee_due: 6,
	received: 2,
	in_review: 4,
	supplement: 5,
	consulting: 4,
	with_ministry: 4,
	with_committee: 4,
	awaiting_signature: 4,
	signed: 4,
	result_ready: 9,
	returned: 10,
	rejected: 8,
	refused: 3,
	withdraw_asked: 7,
	stopped: 8,
	closed: null
};

/** Statuses in which nobody in the Department has anything left to do. */
export const ENDED: ReadonlySet<Status> = new Set<Status>([
	'returned',
	'refused',
	'stopped',
	'closed'
]);

/** The status code other systems are told; a closed dossier keeps the one it had. */
export function nationalCode(dossier: {
	status: Status;
	previousStatus: Status | null;
}): NationalCode | null {
	return (
		NATIONAL_CODE[dossier.status] ??
		(dossier.previousStatus && NATIONAL_CODE[dossier.previousStatus])
	);
}
