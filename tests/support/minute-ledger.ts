/**
 * A second way to count working time, written from the text of the rules and sharing nothing with
 * the domain: every minute of some years stands in one long ledger, open or closed, with a running
 * total. What the domain computes, this looks up.
 */

const DAY_MINUTES = 1440;
const VIETNAM_MINUTES = 7 * 60;

export interface LedgerRules {
	/** Rows of the holiday list as they stand in the file. */
	holidays: readonly { date: string; kind: string }[];
	/** `[opens, closes]`, minutes since midnight. */
	sittings: readonly (readonly [number, number])[];
	cutOffMinute: number;
}

/** Positions in the ledger are minutes since midnight of the first day, on a clock in Việt Nam. */
export class MinuteLedger {
	readonly #firstMidnight: number;
	readonly #worked: boolean[] = [];
	/** `#total[m]`: open minutes before minute `m`. */
	readonly #total: Int32Array;
	readonly #closes: number;
	readonly #cutOff: number;

	constructor(firstYear: number, lastYear: number, rules: LedgerRules) {
		this.#firstMidnight = Date.UTC(firstYear, 0, 1) / 60_000 - VIETNAM_MINUTES;
		const days = (Date.UTC(lastYear + 1, 0, 1) - Date.UTC(firstYear, 0, 1)) / 86_400_000;
		const firstWeekday = new Date(Date.UTC(firstYear, 0, 1)).getUTCDay();
		for (let day = 0; day < days; day += 1) {
			this.#worked.push((firstWeekday + day) % 7 >= 1 && (firstWeekday + day) % 7 <= 5);
		}
		for (const { date, kind } of rules.holidays) {
			const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number);
			const day = (Date.UTC(year, month - 1, dayOfMonth) - Date.UTC(firstYear, 0, 1)) / 86_400_000;
			if (day >= 0 && day < days) this.#worked[day] = kind === 'working-saturday';
		}
		this.#closes = rules.sittings[rules.sittings.length - 1]?.[1] ?? 0;
		this.#cutOff = rules.cutOffMinute;
		this.#total = new Int32Array(days * DAY_MINUTES + 1);
		for (let minute = 0; minute < days * DAY_MINUTES; minute += 1) {
			const ofDay = minute % DAY_MINUTES;
			const open =
				this.#worked[Math.floor(minute / DAY_MINUTES)] === true &&
				rules.sittings.some(([from, to]) => from <= ofDay && ofDay < to);
			this.#total[minute + 1] = (this.#total[minute] ?? 0) + (open ? 1 : 0);
		}
	}

	position(instant: string): number {
		return Date.parse(instant) / 60_000 - this.#firstMidnight;
	}

	instant(position: number): string {
		return new Date((position + this.#firstMidnight) * 60_000).toISOString();
	}

	/** Open minutes from one position to a later one. */
	between(from: number, to: number): number {
		return to <= from ? 0 : this.#before(to) - this.#before(from);
	}

	/** The first position at which `minutes` more have been open. */
	after(from: number, minutes: number): number {
		let [low, high] = [from, this.#total.length - 1];
		while (low < high) {
			const middle = Math.floor((low + high) / 2);
			if (this.#before(middle) - this.#before(from) >= minutes) high = middle;
			else low = middle + 1;
		}
		return low;
	}

	/** Where a dossier that comes in at `at` begins to count. */
	reception(at: number): number {
		const day = Math.floor(at / DAY_MINUTES);
		const tooLate = at % DAY_MINUTES > this.#cutOff;
		let minute = tooLate ? (day + 1) * DAY_MINUTES : at;
		// The stroke of closing still belongs to the sitting that closes.
		while (!this.#isOpen(minute) && !(minute === at && !tooLate && this.#isOpen(minute - 1))) {
			minute += 1;
		}
		return minute;
	}

	/** Where a dossier that began to count at `start` falls due. */
	due(start: number, days: number, unit: 'working-days' | 'calendar-days'): number {
		let day = Math.floor(start / DAY_MINUTES);
		if (unit === 'calendar-days') day += days;
		else for (let counted = 0; counted < days;) if (this.#worked[++day]) counted += 1;
		while (!this.#worked[day]) day += 1;
		return day * DAY_MINUTES + this.#closes;
	}

	#before(position: number): number {
		const total = this.#total[position];
		if (total === undefined) throw new RangeError('Beyond the years of the ledger.');
		return total;
	}

	#isOpen(minute: number): boolean {
		return this.#before(minute + 1) > this.#before(minute);
	}
}
