type Work = (lock: Lock | null) => unknown;

interface Claim {
	readonly tab: object;
	readonly name: string;
	held: boolean;
	readonly begin: () => void;
}

/**
 * Web Locks of one browser profile, exclusive ones: the first in line holds the name, and a tab that
 * dies lets go of all it held or waited for.
 */
export class Locks {
	#claims: Claim[] = [];

	/** `navigator.locks` as one tab sees it. */
	ofTab(tab: object): Pick<LockManager, 'request' | 'query'> {
		const shown = ({ name }: Claim): LockInfo => ({ name, mode: 'exclusive', clientId: '' });
		return {
			// Both forms of the standard: with options and without.
			request: ((name: string, ...rest: [LockOptions, Work] | [Work]) =>
				rest.length === 1
					? this.#request(tab, name, {}, rest[0])
					: this.#request(tab, name, ...rest)) as LockManager['request'],
			query: async () => ({
				held: this.#claims.filter(({ held }) => held).map(shown),
				pending: this.#claims.filter(({ held }) => !held).map(shown)
			})
		};
	}

	letGo(tab: object): void {
		this.#leave((claim) => claim.tab === tab);
	}

	#request(
		tab: object,
		name: string,
		{ ifAvailable = false, signal }: LockOptions,
		work: Work
	): Promise<unknown> {
		return new Promise((resolve, reject) => {
			const refuse = (): void => reject(signal?.reason as Error);
			if (signal?.aborted) return refuse();
			if (ifAvailable && this.#claims.some((claim) => claim.name === name)) {
				return resolve(work(null));
			}
			const abandon = (): void => {
				if (claim.held) return;
				this.#leave((other) => other === claim);
				refuse();
			};
			const claim: Claim = {
				tab,
				name,
				held: false,
				begin: () => {
					signal?.removeEventListener('abort', abandon);
					void Promise.resolve({ name, mode: 'exclusive' as const })
						.then(work)
						.finally(() => this.#leave((other) => other === claim))
						.then(resolve, reject);
				}
			};
			signal?.addEventListener('abort', abandon, { once: true });
			this.#claims.push(claim);
			this.#serve();
		});
	}

	#leave(who: (claim: Claim) => boolean): void {
		this.#claims = this.#claims.filter((claim) => !who(claim));
		this.#serve();
	}

	#serve(): void {
		const held = new Set(this.#claims.filter((claim) => claim.held).map(({ name }) => name));
		for (const claim of this.#claims) {
			if (held.has(claim.name)) continue;
			held.add(claim.name);
			claim.held = true;
			setImmediate(claim.begin);
		}
	}
}
