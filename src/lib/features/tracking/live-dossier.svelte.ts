import { deviceNow } from '$data/device-clock.ts';
import type { Unanswered } from '$data/answer.ts';
import { cachedDossier, fetchDossier } from '$data/dossiers.ts';
import { oneAtATime } from '$data/one-at-a-time.ts';
import { watchDossier } from '$data/live.ts';
import { whenChanged } from '$data/storage/changes.ts';
import type { DossierDetail } from '$data/mappers.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import type { Instant } from '$domain/time/plain-date.ts';

/** A dossier on the screen, kept up to date while `watch` runs. */
export class LiveDossier {
	readonly #owner: string;
	readonly #id: Id;
	#detail = $state.raw<DossierDetail>();
	#seenAt = $state.raw<Instant>();
	#trouble = $state.raw<Unanswered>();

	constructor(owner: string, id: Id) {
		this.#owner = owner;
		this.#id = id;
	}

	/** `undefined` until something is known. */
	get detail(): DossierDetail | undefined {
		return this.#detail;
	}

	/** When the server last told. */
	get seenAt(): Instant | undefined {
		return this.#seenAt;
	}

	/** Why the last question had no answer; what is shown is older then. */
	get trouble(): Unanswered | undefined {
		return this.#trouble;
	}

	/** Shows what the device remembers, asks the server, and follows. @returns what ends it */
	watch(): () => void {
		void this.#recall();
		void this.refresh();
		// What another tab or the regular reading brought.
		const endHeld = whenChanged('details', () => void this.#recall());
		const endLive = watchDossier(this.#id, {
			seq: () => this.#detail?.dossier.seq ?? 0,
			onNewer: (dossier) => {
				// The status at once, the history with the answer to the question that follows.
				if (this.#detail) this.#detail = { ...this.#detail, dossier };
				void this.refresh();
			},
			onCatchUp: () => void this.refresh()
		});
		return () => {
			endHeld();
			endLive();
		};
	}

	/** Asks the server. */
	readonly refresh = oneAtATime(async () => {
		const answer = await fetchDossier(this.#owner, this.#id);
		if (answer.ok) this.#take(answer.value, deviceNow());
		this.#trouble = answer.ok ? undefined : answer;
	});

	async #recall(): Promise<void> {
		const cached = await cachedDossier(this.#owner, this.#id).catch(() => undefined);
		if (cached?.detail) this.#take(cached.detail, cached.seenAt);
	}

	#take(detail: DossierDetail, seenAt: Instant): void {
		// An answer may be older than the news that came while it was under way.
		if (detail.dossier.seq < (this.#detail?.dossier.seq ?? 0)) return;
		this.#detail = detail;
		this.#seenAt = seenAt;
	}
}
