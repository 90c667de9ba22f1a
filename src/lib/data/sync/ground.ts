import { keepCatalogue } from '../catalogue.ts';
import { fetchDepartment } from '../department.ts';
import { mark, setMark } from '../storage/marks.ts';
import { NOBODY } from '../storage/rows.ts';
import { commit } from '../storage/shelf.ts';

const MARK = 'ground';
/** Procedures and opening hours change a few times a year. */
const GOOD_FOR_MS = 6 * 60 * 60_000;

/**
 * Brings to the device what everybody's work stands on: the published procedures with their rules,
 * opening hours and holidays. So a checklist, a draft and a due date need no network.
 */
export async function keepGround(): Promise<void> {
	const keptAtMs = Number(await mark(NOBODY, MARK));
	if (Math.abs(Date.now() - keptAtMs) < GOOD_FOR_MS) return;
	const [catalogue, department] = await Promise.all([keepCatalogue(), fetchDepartment()]);
	if (catalogue.ok && department.ok) await commit([setMark(NOBODY, MARK, String(Date.now()))]);
}
