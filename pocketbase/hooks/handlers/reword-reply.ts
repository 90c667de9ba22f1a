import * as v from 'valibot';
import { drawnReplySchema, isFaithful } from '../../../src/lib/domain/assistant/rewording.ts';
import { findPersonalData } from '../../../src/lib/domain/identity/personal-data.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { appendAudit } from '../lib/audit.ts';
import { department, settingsChanged } from '../lib/department.ts';
import { writeDurably } from '../lib/durable.ts';
import { officerOf, type Officer } from '../lib/person.ts';
import { readJson, reply, respond, type Reply } from '../lib/reply.ts';
import { isRewordingOn, rewordingUrl, setRewording } from '../lib/rewording-switch.ts';
import { askWorker, isOfCatalogue } from '../lib/rewording.ts';
import { now } from '../lib/time.ts';

/**
 * Puts a reply of the assistant in other words (diễn đạt lại). Whatever goes wrong with the model is
 * answered `text: null`, and the device goes on showing the reply as it was composed.
 */
export function rewordReply(e: RequestEvent): void {
	respond(e, () => {
		const read = v.safeParse(drawnReplySchema, readJson(e));
		if (!read.success) return refuse('field.invalid', v.getDotPath(read.issues[0]) ?? '');
		const { output: drawn } = read;
		if (findPersonalData(drawn.text).length > 0) return refuse('field.invalid', 'text');
		if (drawn.facts.some(({ value }) => findPersonalData(value).length > 0)) {
			return refuse('field.invalid', 'facts');
		}
		if (!isRewordingOn(department(e.app))) return reply({ text: null });
		if (!isOfCatalogue(e.app, drawn)) return refuse('field.invalid', 'text');
		const reworded = askWorker(drawn);
		return reply({ text: reworded !== null && isFaithful(drawn, reworded) ? reworded : null });
	});
}

/** Whether it is on, and whether there is a model that it could be turned on for. */
export function showRewordingSwitch(e: RequestEvent): void {
	forAdministrator(e, () => reply(switchNow(e.app)));
}

const Switch = v.object({ on: v.boolean() });

export function switchRewording(e: RequestEvent): void {
	forAdministrator(e, ({ actor }) => {
		const asked = v.safeParse(Switch, readJson(e));
		if (!asked.success) return refuse('field.invalid', 'on');
		const { on } = asked.output;
		writeDurably(e.app, (tx) => {
			setRewording(tx, on);
			appendAudit(tx, {
				at: now(),
				actor,
				ip: e.realIP(),
				event: 'assistant.rewording_switched',
				subject: '',
				detail: { on }
			});
		});
		settingsChanged();
		return reply(switchNow(e.app));
	});
}

const switchNow = (app: App): object => ({
	on: department(app).assistant_rewording === true,
	hasModel: rewordingUrl() !== ''
});

function forAdministrator(e: RequestEvent, work: (officer: Officer) => Reply): void {
	respond(e, () => {
		const officer = officerOf(e.auth);
		if (officer?.actor.role === 'administrator') return work(officer);
		return refuse(e.auth ? 'dossier.wrong_role' : 'actor.signed_out');
	});
}
