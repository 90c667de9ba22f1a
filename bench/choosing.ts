/** Runs in the browser: how long the queue's rule takes to find one dossier by name. */
import { chosenForWork, FIRST_FILTER } from '../src/lib/domain/official/worklist.ts';
import { foldedWords } from '../src/lib/domain/procedure/fold.ts';
import { aDossier, anActor, CALENDAR, NOW } from '../tests/support/dossier-makers.ts';
import { median } from './measure.ts';

export function medianMs(dossiers: number, rounds: number): number {
	const items = Array.from({ length: dossiers }, (_, at) => ({
		dossier: aDossier('in_review', { id: `d${at}` }),
		applicantName: '',
		caseOfficerName: '',
		words: foldedWords(`Nguyễn Thị Đo Lường ${at}`)
	}));
	const filter = { ...FIRST_FILTER, text: `Lường Nguyễn ${dossiers - 1}` };
	const times = Array.from({ length: rounds }, () => {
		const began = performance.now();
		const { length } = chosenForWork(items, filter, anActor('case_officer'), NOW, CALENDAR);
		if (length !== 1) throw new Error(`${length} were found.`);
		return performance.now() - began;
	});
	return median(times);
}
