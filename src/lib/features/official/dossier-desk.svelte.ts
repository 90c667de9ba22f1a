import { deviceNow } from '$data/device-clock.ts';
import { heldDetail, heldDossier, heldEnvelope, type HeldDossier } from '$data/held-dossiers.ts';
import type { Fault, Unanswered } from '$data/answer.ts';
import { findEntry } from '$data/catalogue.ts';
import { newId } from '$data/ids.ts';
import { KeptForm } from '$data/kept-form.svelte.ts';
import { watchDossier } from '$data/live.ts';
import type { WorkDetail } from '$data/mappers.ts';
import { fetchDossierForWork } from '$data/officer-queries.ts';
import { oneAtATime } from '$data/one-at-a-time.ts';
import { whenChanged } from '$data/storage/changes.ts';
import { freshness } from '$data/sync/pull.ts';
import type { Dossier, Id } from '$domain/dossier/dossier.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';
import {
	actionDraftSchema,
	draftOf,
	emptyDraft,
	prepare,
	type ActionDraft,
	type FieldFault
} from './action-draft.ts';
import { fieldsOf, type OfficerAction } from './action-forms.ts';

/**
 * How an attempt to act ended. `done`, and `waiting` for a line, close the form; all else leaves it
 * as it was typed.
 */
export type Attempt =
	| { readonly kind: 'done' | 'waiting' }
	| { readonly kind: 'faults'; readonly faults: readonly FieldFault[] }
	/** A colleague acted first; the desk now shows what they did. */
	| { readonly kind: 'changed_meanwhile' }
	| { readonly kind: 'trouble'; readonly fault: Fault };

/**
 * What of a dossier is known here. `older`: it went on since, and its form and history are of `at`;
 * `outline`: form, papers and history were never read on this device.
 */
export interface Seen {
	readonly at: Instant;
	readonly extent: 'all' | 'older' | 'outline';
}

/** One dossier on an officer's desk: what is known of it, and what was begun on it. */
export class DossierDesk {
	#detail = $state.raw<WorkDetail | null>(null);
	#entry = $state.raw<CatalogueEntry | null>(null);
	#trouble = $state.raw<Unanswered | null>(null);
	#seen = $state.raw<Seen | null>(null);
	#loading = $state(true);
	#sending = $state(false);
	/** Number of the last action before a colleague's: what came after it is news. */
	#seenSeq = $state<number | null>(null);
	readonly #forms: Partial<Record<OfficerAction, KeptForm<OfficerAction, ActionDraft>>> = {};

	constructor(
		readonly id: Id,
		readonly officer: string
	) {}

	get detail() {
		return this.#detail;
	}
	/** The version of the procedure the dossier began with; `null` until it is found. */
	get entry() {
		return this.#entry;
	}
	get trouble() {
		return this.#trouble;
	}
	/** When it was read, and how much of it is known. */
	get seen() {
		return this.#seen;
	}
	get loading() {
		return this.#loading;
	}
	get sending() {
		return this.#sending;
	}
	/** What colleagues did since this officer last began something here. */
	get news() {
		const since = this.#seenSeq;
		if (since === null) return [];
		return (this.#detail?.actions ?? []).filter(({ seq }) => seq > since);
	}

	/** Asks the server; what comes back holds everything that had happened when this was called. */
	readonly load = oneAtATime(() => this.#load());

	async #load(): Promise<void> {
		this.#loading = true;
		if (!this.#detail) await this.#recall();
		const answer = await fetchDossierForWork(this.id);
		// Before anything is shown: what arrives later would move the buttons under the hand.
		if (answer.ok) await this.#findEntry(answer.value.dossier);
		this.#loading = false;
		this.#trouble = answer.ok ? null : answer;
		// An answer may be older than what was read meanwhile.
		if (!answer.ok || answer.value.dossier.seq < this.#seq) return;
		this.#detail = answer.value;
		this.#seen = { at: deviceNow(), extent: 'all' };
	}

	/** What the device holds: at once, and all there is without network. */
	async #recall(): Promise<void> {
		const kept = await heldDetail(this.officer, this.id);
		const outline = kept ?? (await heldDossier(this.officer, this.id));
		if (!outline) return;
		const detail = 'detail' in outline ? outline.detail : outlineOf(outline);
		await this.#findEntry(detail.dossier);
		const { completedAt } = await freshness(this.officer);
		if (detail.dossier.seq <= this.#seq) return;
		this.#detail = detail;
		const extent = kept ? (kept.isOlder ? 'older' : 'all') : 'outline';
		// What was told later told nothing new of it.
		const at = extent === 'all' && completedAt !== null ? completedAt : outline.seenAt;
		this.#seen = { at: at > outline.seenAt ? at : outline.seenAt, extent };
	}

	async #findEntry({ procedure, procedureVersion }: Dossier): Promise<void> {
		if (this.#entry) return;
		const answer = await findEntry(procedure, procedureVersion);
		if (answer.ok) this.#entry = answer.value;
	}

	/** Number of the newest action that is shown. */
	get #seq(): number {
		return this.#detail?.dossier.seq ?? 0;
	}

	/** Follows the dossier until the returned function is called. */
	watch(): () => void {
		const load = () => void this.load();
		// What the regular reading or another tab brought: the live line may be down.
		const endHeld = whenChanged('dossiers', () => void this.#recallNewer());
		const endLive = watchDossier(this.id, {
			seq: () => this.#seq,
			onNewer: load,
			onCatchUp: load
		});
		return () => {
			endHeld();
			endLive();
		};
	}

	async #recallNewer(): Promise<void> {
		const held = await heldEnvelope(this.officer, this.id);
		if (!held || held.seq <= this.#seq) return;
		// An outline would take away the papers that are shown.
		if (await heldDetail(this.officer, this.id)) await this.#recall();
		else await this.load();
	}

	/** What was typed for `type`; kept until the action is written down. */
	form(type: OfficerAction): KeptForm<OfficerAction, ActionDraft> {
		return (this.#forms[type] ??= new KeptForm({
			owner: this.officer,
			dossier: this.id,
			type,
			schema: actionDraftSchema,
			empty: emptyDraft,
			contentOf: (payload) => draftOf(payload, fieldsOf(type, 1))
		}));
	}

	/**
	 * Takes the action. While it is under way, asking again does nothing; tried again unchanged
	 * after a cut line, it is the same action and happens once.
	 */
	async act(type: OfficerAction): Promise<Attempt | null> {
		const dossier = this.#detail?.dossier;
		if (!dossier || this.#sending) return null;
		const form = this.form(type);
		const prepared = prepare(form.content, fieldsOf(type, dossier.supplementRounds), {
			id: newId(),
			dossier: dossier.id,
			type,
			expectedSeq: dossier.seq
		});
		if (!prepared.ok) return { kind: 'faults', faults: prepared.faults };
		this.#seenSeq = null;
		this.#sending = true;
		const answer = await form.send(dossier, prepared.intent.payload);
		this.#sending = false;
		if (answer.ok) {
			await this.load();
			return { kind: answer.state };
		}
		if (answer.kind === 'fault') return { kind: 'trouble', fault: answer.fault };
		if (answer.code === 'dossier.changed_meanwhile') {
			await this.load();
			this.#seenSeq = dossier.seq;
			return { kind: 'changed_meanwhile' };
		}
		const fault = { field: answer.field ?? '', code: answer.code };
		return { kind: 'faults', faults: [fault] };
	}
}

const outlineOf = ({ dossier, applicantName }: HeldDossier): WorkDetail => ({
	dossier,
	applicantName,
	papers: [],
	actions: [],
	attachments: []
});
