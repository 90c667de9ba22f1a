import { readStoredSession } from '../account.ts';
import { keepCatalogue } from '../catalogue.ts';
import { fetchOfficers } from '../colleagues.ts';
import { fetchDepartment } from '../department.ts';
import { mark, setMark } from '../storage/marks.ts';
import { NOBODY, type Owner } from '../storage/rows.ts';
import { commit } from '../storage/shelf.ts';

const MARK = 'ground';
/** Procedures and opening hours change a few times a year. */
const GOOD_FOR_MS = 6 * 60 * 60_000;

/**
 * Brings to the device what work stands on: the published procedures with their rules, opening hours
 * and holidays, and for a head of division whom they may hand a dossier to. So a checklist, a draft,
 * a due date and a hand-over need no network.
 */
export async function keepGround(): Promise<void> {
	await keepFresh(NOBODY, async () => {
		const [catalogue, department] = await Promise.all([keepCatalogue(), fetchDepartment()]);
		return catalogue.ok && department.ok;
	});
	const account = readStoredSession()?.account;
	if (account?.type !== 'officer' || account.role !== 'head_of_division') return;
	await keepFresh(account.id, async () => (await fetchOfficers(account.division)).ok);
}

/** @param fetch says whether it got everything */
async function keepFresh(owner: Owner, fetch: () => Promise<boolean>): Promise<void> {
	const keptAtMs = Number(await mark(owner, MARK));
	if (Math.abs(Date.now() - keptAtMs) < GOOD_FOR_MS) return;
	if (await fetch()) await commit([setMark(owner, MARK, String(Date.now()))]);
}
