import * as v from 'valibot';
import { refuse, type Refusal } from '../../../src/lib/domain/refusal.ts';
import { appendAudit } from '../lib/audit.ts';
import { recordRead } from '../lib/audited-read.ts';
import { department, settingsChanged } from '../lib/department.ts';
import { writeDurably } from '../lib/durable.ts';
import { notificationReport } from '../lib/notification-report.ts';
import {
	channelSwitches,
	setChannelSwitch,
	SWITCHED_CHANNELS
} from '../lib/notification-switches.ts';
import { officerOf, type Officer } from '../lib/person.ts';
import { readJson, reply, respond, type Reply } from '../lib/reply.ts';
import { now } from '../lib/time.ts';
import { findAskedFor, toldOf } from '../lib/told-of.ts';
import { workerBeat } from '../lib/worker-beat.ts';

// What the administrator does about notifications: sees how they fare, turns a channel off, looks
// up what became of those of one dossier.

/** Numbers only: nobody's data, so looking at them is not recorded. */
export function showNotificationReport(e: RequestEvent): void {
	forAdministrator(e, () => {
		const at = now();
		return reply({
			at,
			...notificationReport(e.app.db(), at),
			switches: switchesNow(e.app),
			worker: workerBeat()
		});
	});
}

const Switch = v.object({ channel: v.picklist(SWITCHED_CHANNELS), on: v.boolean() });

export function switchChannel(e: RequestEvent): void {
	forAdministrator(e, ({ actor }) => {
		const asked = v.safeParse(Switch, readJson(e));
		if (!asked.success) return refuse('field.invalid', v.getDotPath(asked.issues[0]) ?? '');
		const { channel, on } = asked.output;
		writeDurably(e.app, (tx) => {
			setChannelSwitch(tx, department(tx), channel, on);
			appendAudit(tx, {
				at: now(),
				actor,
				ip: e.realIP(),
				event: 'notifications.switched',
				subject: channel,
				detail: { on }
			});
		});
		settingsChanged();
		return reply({ switches: switchesNow(e.app) });
	});
}

function switchesNow(app: App): object {
	const { push, mail } = channelSwitches(department(app));
	return { push, mail };
}

/** It tells what a dossier went through, so every look is recorded. */
export function showToldOf(e: RequestEvent): void {
	forAdministrator(e, (administrator) => {
		const dossier = findAskedFor(e.app.db(), e.request.pathValue('dossier'));
		if (!dossier) return refuse('dossier.not_found');
		recordRead(e, administrator, 'read.notifications', dossier.id);
		return reply({ dossier, items: toldOf(e.app.db(), dossier.id) });
	});
}

function forAdministrator(e: RequestEvent, work: (officer: Officer) => Reply): void {
	respond(e, () => {
		const officer = officerOf(e.auth);
		return officer?.actor.role === 'administrator' ? work(officer) : strangerTo(e);
	});
}

const strangerTo = (e: RequestEvent): Refusal =>
	refuse(e.auth ? 'dossier.wrong_role' : 'actor.signed_out');
