import * as v from 'valibot';
import type { DossierDetail } from '$data/mappers.ts';
import type { ReceiptPaper } from '$domain/dossier/receipt.ts';

const onPaper = v.object({
	papers: v.array(v.object({ paper: v.string(), originals: v.number(), copies: v.number() }))
});

/** What was given with the dossier: papers over the counter, files otherwise. */
export function papersGiven(
	{ actions, attachments, dossier }: DossierDetail,
	nameOf: (paper: string) => string
): ReceiptPaper[] {
	const atCounter = actions.find(({ type }) => type === 'register_at_counter');
	const counted = v.safeParse(onPaper, atCounter?.payload);
	if (counted.success) {
		return counted.output.papers.map(({ paper, originals, copies }) => ({
			name: nameOf(paper),
			originals,
			copies,
			files: 0
		}));
	}
	const files = attachments.filter(({ id }) => id !== dossier.outcome?.attachment);
	const papers = [...new Set(files.map(({ paper }) => paper))];
	return papers.map((paper) => ({
		name: nameOf(paper),
		originals: 0,
		copies: 0,
		files: files.filter((file) => file.paper === paper).length
	}));
}
