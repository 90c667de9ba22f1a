/** What many answers add up to. Times are milliseconds. */
export interface Summary {
	readonly requests: number;
	readonly perSecond: number;
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
	/** Processor time of the server per request; NaN where the system does not tell. */
	readonly cpuMs: number;
}

/**
 * @param durations of each answer, in any order; at least one
 * @param cpuMs processor time that the server used meanwhile
 */
export function summarise(durations: readonly number[], elapsedMs: number, cpuMs = NaN): Summary {
	const sorted = durations.toSorted((a, b) => a - b);
	return {
		requests: sorted.length,
		perSecond: (sorted.length * 1_000) / elapsedMs,
		p50: quantile(sorted, 0.5),
		p95: quantile(sorted, 0.95),
		p99: quantile(sorted, 0.99),
		cpuMs: cpuMs / sorted.length
	};
}

/** The smallest value that `share` of the values do not exceed (nearest rank). */
export function quantile(sorted: readonly number[], share: number): number {
	const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
	if (value === undefined) throw new RangeError('Nothing was measured.');
	return value;
}

export function median(values: readonly number[]): number {
	return quantile(
		values.toSorted((a, b) => a - b),
		0.5
	);
}

/** The median of several rounds, number by number: one slow round does not decide. */
export function medianOf(rounds: readonly Summary[]): Summary {
	const of = (key: keyof Summary) => median(rounds.map((round) => round[key]));
	return {
		requests: of('requests'),
		perSecond: of('perSecond'),
		p50: of('p50'),
		p95: of('p95'),
		p99: of('p99'),
		cpuMs: of('cpuMs')
	};
}

/**
 * How many times as much per second as in the neighbouring measurement: the median of the rounds.
 * What else the machine does changes from minute to minute, but hardly between neighbours.
 */
export function medianRatio(rounds: readonly Summary[], against: readonly Summary[]): number {
	return median(rounds.map((round, at) => round.perSecond / (against[at]?.perSecond ?? NaN)));
}
