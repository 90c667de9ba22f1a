import type { Localised } from './localised.ts';

/** One fee in a person's case. Amounts are đồng. */
export interface FeeLine {
	readonly name: Localised;
	/** For one unit; `null`: not known, "hỏi quầy tiếp nhận". */
	readonly amountVnd: number | null;
	readonly per: Localised;
	/** How many units; `null`: the person does not know. */
	readonly times: number | null;
	/** `amountVnd × times`, or `null` when either is not known. */
	readonly totalVnd: number | null;
}

/** What is to be paid in all: `known` is a lower bound unless `complete`. */
export interface FeeTotal {
	readonly knownVnd: number;
	/** Every line has an amount and none is unverified. */
	readonly complete: boolean;
}

export function feeLine(
	fee: Pick<FeeLine, 'name' | 'amountVnd' | 'per'>,
	times: number | null
): FeeLine {
	const totalVnd = fee.amountVnd === null || times === null ? null : fee.amountVnd * times;
	return { name: fee.name, amountVnd: fee.amountVnd, per: fee.per, times, totalVnd };
}

/** @returns the sum of what is known; nothing listed is not the same as nothing to pay. */
export function feeTotal(
	lines: readonly { readonly totalVnd: number | null; readonly unverified: boolean }[],
	listVerified: boolean
): FeeTotal {
	return {
		knownVnd: lines.reduce((sum, { totalVnd }) => sum + (totalVnd ?? 0), 0),
		complete: listVerified && lines.every((line) => line.totalVnd !== null && !line.unverified)
	};
}
