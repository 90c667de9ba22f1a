import { parseSharedBatch } from '../../../src/lib/domain/assistant/shared-batch.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { dayOf } from '../../../src/lib/domain/time/plain-date.ts';
import { writeDurably } from '../lib/durable.ts';
import { officerOf } from '../lib/person.ts';
import { readJson, reply, respond } from '../lib/reply.ts';
import {
	addBatch,
	forgetOutcomesBefore,
	knownProcedures,
	sharedOutcomes
} from '../lib/shared-outcomes.ts';
import { now } from '../lib/time.ts';

/**
 * Takes the assistant's counts from a device whose owner allowed it. Who sends is neither asked nor
 * kept; personal data in a text is refused here too.
 */
export function acceptOutcomes(e: RequestEvent): void {
	respond(e, () => {
		const today = dayOf(now());
		const parsed = parseSharedBatch(readJson(e), today, knownProcedures(e.app.db()));
		if (!parsed.ok) return parsed;
		writeDurably(e.app, (tx) => addBatch(tx, parsed.batch, today));
		return reply({});
	});
}

/** The sums of the last days, for the administrator, who edits the catalogue. */
export function listOutcomes(e: RequestEvent): void {
	respond(e, () => {
		const officer = officerOf(e.auth);
		if (!officer) return refuse(e.auth ? 'question.wrong_role' : 'actor.signed_out');
		if (officer.actor.role !== 'administrator') return refuse('question.wrong_role');
		return reply(sharedOutcomes(e.app.db(), dayOf(now())));
	});
}

/** Nothing is kept longer than it is shown. */
export function forgetOutcomes(): void {
	forgetOutcomesBefore($app.db(), dayOf(now()));
}
