import type { TimeLimit } from '$domain/dossier/dossier.ts';
import type { DayLimit } from '$domain/time/working-time.ts';
import { m } from './paraglide/messages.js';
import type { Locale } from './paraglide/runtime.js';

/** Another language than the page's: printed forms are Vietnamese on every page. */
interface InLanguage {
	readonly locale: Locale;
}

/** `5 ngày làm việc`. */
export function limitLength({ days, unit }: DayLimit, options?: InLanguage): string {
	return unit === 'working-days'
		? m.working_days({ days }, options)
		: m.calendar_days({ days }, options);
}

/** Who says so: the law, or the Department. */
export function limitSource({ source }: Pick<TimeLimit, 'source'>, options?: InLanguage): string {
	return source === 'law' ? m.limit_by_law({}, options) : m.limit_by_department({}, options);
}

/** How long the work may take, and who says so: `5 ngày làm việc (theo quy định của pháp luật)`. */
export function limitText(limit: TimeLimit, options?: InLanguage): string {
	return `${limitLength(limit, options)} (${limitSource(limit, options)})`;
}
