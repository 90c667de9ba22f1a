import type { Dossier } from '$domain/dossier/dossier.ts';
import { SCORES, type ActionType, type Payload } from '$domain/dossier/intent.ts';
import type { Chance } from './chance.ts';

/** Actions that a person takes with nothing but what is on the screen; the others need files. */
export type PlainAction = Exclude<ActionType, 'submit' | 'supply' | 'register_at_counter'>;

type Writers = { readonly [T in PlainAction]: (dossier: Dossier, chance: Chance) => Payload<T> };

const words = (chance: Chance): string => `Nội dung ${chance.id()}`;
const remark = (_: Dossier, chance: Chance) => ({ remark: words(chance) });
const reason = (_: Dossier, chance: Chance) => ({ reason: words(chance) });
const grounds = (_: Dossier, chance: Chance) => ({
	reason: words(chance),
	legalGround: 'Nghị định 118/2025/NĐ-CP'
});
const newDay = (dossier: Dossier, chance: Chance) => ({
	newDueOn: `2029-0${chance.whole(1, 9)}-1${chance.whole(0, 9)}`,
	...grounds(dossier, chance)
});
const papers = (chance: Chance) => [{ paper: 'don', reason: words(chance) }];

/** What somebody writes with each action; every text is another, so that no two acts are alike. */
export const WRITTEN: Writers = {
	receive: remark,
	ask_completion: (_, chance) => ({ papers: papers(chance), remark: '' }),
	ask_fee: (_, chance) => ({
		amountVnd: chance.whole(1, 500) * 1000,
		legalGround: 'Thông tư 157/2016/TT-BTC'
	}),
	refuse: grounds,
	take: () => ({}),
	assign: ({ caseOfficer }, chance) => ({
		caseOfficer: caseOfficer ?? chance.id(),
		remark: words(chance)
	}),
	request_supplement: (_, chance) => ({
		papers: papers(chance),
		dueOn: null,
		leaderReason: words(chance)
	}),
	supply_at_counter: (_, chance) => ({
		papers: [{ paper: 'don', originals: 1, copies: chance.whole(0, 9) }],
		remark: words(chance)
	}),
	consult: (_, chance) => ({ agency: 'Công an tỉnh', remark: words(chance) }),
	record_opinion: remark,
	send_to_ministry: remark,
	send_to_committee: remark,
	record_outside_decision: (_, chance) => ({
		decision: chance.happens(0.7) ? 'approved' : 'sent_back',
		remark: words(chance)
	}),
	propose: (_, chance) => ({
		proposal: chance.happens(0.9) ? 'approve' : 'reject',
		remark: words(chance)
	}),
	sign: remark,
	return_for_correction: reason,
	reject: grounds,
	issue_result: (_, chance) => ({
		number: `${chance.whole(1, 9999)}/QĐ-SNgV`,
		issuedOn: new Date().toISOString().slice(0, 10),
		attachment: null
	}),
	return_result: (_, chance) => ({ to: 'Người nộp', remark: words(chance) }),
	ask_withdrawal: reason,
	grant_withdrawal: remark,
	decline_withdrawal: reason,
	stop: grounds,
	change_due_date: newDay,
	apologise: newDay,
	note: (_, chance) => ({ text: words(chance) }),
	write_message: (_, chance) => ({ text: words(chance) }),
	close: () => ({}),
	rate: (_, chance) => ({ score: chance.pick(SCORES) ?? 3, remark: words(chance) })
};

/** How often somebody chooses an action, against the others that are offered. */
export const WEIGHT: Readonly<Record<PlainAction, number>> = {
	receive: 8,
	ask_completion: 2,
	ask_fee: 1,
	refuse: 0.3,
	take: 8,
	assign: 2,
	request_supplement: 2,
	supply_at_counter: 1,
	consult: 2,
	record_opinion: 6,
	send_to_ministry: 1,
	send_to_committee: 1,
	record_outside_decision: 6,
	propose: 6,
	sign: 8,
	return_for_correction: 2,
	reject: 0.5,
	issue_result: 8,
	return_result: 8,
	ask_withdrawal: 0.3,
	grant_withdrawal: 4,
	decline_withdrawal: 8,
	stop: 0.5,
	change_due_date: 0.5,
	apologise: 0.3,
	note: 2,
	write_message: 1,
	close: 0.2,
	rate: 6
};
