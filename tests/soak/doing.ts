import type { Dossier } from '$domain/dossier/dossier.ts';
import type { ActionType, Payload } from '$domain/dossier/intent.ts';
import { availableActions } from '$domain/dossier/permission.ts';
import { ENDED } from '$domain/dossier/status.ts';
import type * as App from './app.ts';
import type { Chance } from './chance.ts';
import type { Device } from './device.ts';
import type { Act } from './evidence.ts';
import type { Journal } from './journal.ts';
import { WEIGHT, WRITTEN, type PlainAction } from './payloads.ts';
import { Preparing, type Prepared, type TravelRequest } from './preparing.ts';

/** How many unsent items make somebody wait before they go on. */
const PATIENCE = 6;
/** After so many acts somebody looks at the list again; until then what they see grows stale. */
const ACTS_PER_LOOK = 12;
/** Weight of doing nothing to a dossier, though something is offered. */
const LEAVING_IT = 3;
/** An applicant with so many dossiers that are not over begins no other. */
const OPEN_AT_ONCE = 25;

/** What the person before a device does, by chance: whatever the screens would let them do. */
export class Doing {
	readonly #device: Device;
	readonly #chance: Chance;
	readonly #journal: Journal;
	readonly #preparing: Preparing;
	readonly #windows: Prepared[] = [];
	#seen: Dossier[] = [];
	#actsUntilLook = 0;
	#unsent = 0;

	constructor(device: Device, chance: Chance, journal: Journal, request: TravelRequest) {
		this.#device = device;
		this.#chance = chance;
		this.#journal = journal;
		this.#preparing = new Preparing(device, chance, journal, request);
	}

	/** One act, if there is anything to do. */
	async next(app: typeof App): Promise<void> {
		if (!this.#device.isSignedIn) return;
		await this.#look(app);
		if (this.#unsent > PATIENCE) return;
		const { actor } = this.#device.person;
		if (actor.role === 'applicant' && (await this.#prepare(app))) return;
		const dossier = this.#chance.pick(this.#chance.happens(0.9) ? this.#open() : this.#seen);
		const type = dossier && this.#choose(availableActions(dossier, actor));
		if (!dossier || !type) return;
		// The table's entry for `type`, which the compiler cannot follow through the union.
		const write = WRITTEN[type] as (dossier: Dossier, chance: Chance) => Payload<PlainAction>;
		this.#take(app, dossier, type, write(dossier, this.#chance), this.#chance.id());
	}

	async #look(app: typeof App): Promise<void> {
		this.#actsUntilLook -= 1;
		if (this.#actsUntilLook > 0) return;
		this.#actsUntilLook = ACTS_PER_LOOK;
		this.#seen = await app.listed(this.#device.owner);
		const outbox = await app.outboxOf(this.#device.owner);
		this.#unsent = outbox.filter(({ state }) => state !== 'refused').length;
		// They tidy up what was refused, all but the newest.
		const refused = outbox.filter(({ state }) => state === 'refused');
		for (const item of refused.slice(0, -3)) await app.discard(item);
	}

	/** @returns whether they were busy with a draft, or with papers that were asked for */
	async #prepare(app: typeof App): Promise<boolean> {
		const asked = this.#seen.find((dossier) =>
			availableActions(dossier, this.#device.person.actor).includes('supply')
		);
		if (asked && this.#chance.happens(0.5)) {
			this.#seen = this.#seen.filter((dossier) => dossier !== asked);
			const payload = await this.#preparing.supply(app, asked);
			if (payload) this.#take(app, asked, 'supply', payload, this.#chance.id());
			return true;
		}
		if (this.#open().length >= OPEN_AT_ONCE || !this.#chance.happens(0.6)) return false;
		// A draft still stands open in another window, and is changed and sent there again.
		const inWindow = this.#chance.happens(0.3) && this.#chance.pick(this.#windows);
		if (inWindow) await this.#sendChanged(app, inWindow);
		else await this.#sendNew(app);
		return true;
	}

	async #sendNew(app: typeof App): Promise<void> {
		const draft = await this.#preparing.draft(app);
		if (!draft) return;
		this.#windows.push(draft);
		const beginning = { id: draft.id, seq: 0 };
		this.#take(app, beginning, 'submit', draft.payload, draft.submitAction, async (outcome) => {
			if (outcome === 'refused') await this.#sendChanged(app, draft);
		});
	}

	/** Under the id that was made with the draft. */
	async #sendChanged(app: typeof App, draft: Prepared): Promise<void> {
		const changed = await this.#preparing.change(app, draft);
		this.#take(app, { id: draft.id, seq: 0 }, 'submit', changed, draft.submitAction);
	}

	/** Ended ones are looked into seldom. */
	#open(): Dossier[] {
		return this.#seen.filter(({ status }) => !ENDED.has(status));
	}

	#choose(offered: readonly ActionType[]): PlainAction | undefined {
		const plain = offered.filter((type): type is PlainAction => type in WEIGHT);
		const total = plain.reduce((sum, type) => sum + WEIGHT[type], LEAVING_IT);
		let drawn = this.#chance.next() * total;
		return plain.find((type) => (drawn -= WEIGHT[type]) < 0);
	}

	/** Nobody waits for the outcome: the next act may be taken before this one is through. */
	#take<T extends ActionType>(
		app: typeof App,
		dossier: Pick<Dossier, 'id' | 'seq'>,
		type: T,
		payload: Payload<T>,
		id: string,
		then: (outcome: Act['outcome']) => Promise<void> = () => Promise.resolve()
	): void {
		const { owner, name: device } = this.#device;
		const act = this.#journal.began({
			...{ id, device, owner, type, payload },
			dossier: dossier.id,
			seenSeq: dossier.seq
		});
		this.#unsent += 1;
		// Of this type the two are the same, which the compiler cannot follow.
		void app.act<ActionType>(owner, dossier, type, payload, { id }).then((acted) => {
			act.outcome = acted.ok ? acted.state : acted.kind === 'refusal' ? 'refused' : 'fault';
			return then(act.outcome);
		});
	}
}
