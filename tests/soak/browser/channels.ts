/** The broadcast channels of one browser profile: every open tab but the speaker hears a message. */
export class Channels {
	readonly #open = new Set<Channel>();

	/** `BroadcastChannel` as one tab sees it. */
	ofTab(tab: object): new (name: string) => EventTarget {
		const open = this.#open;
		return class extends Channel {
			constructor(name: string) {
				super(tab, name, open);
			}
		};
	}

	close(tab: object): void {
		for (const channel of this.#open) if (channel.tab === tab) this.#open.delete(channel);
	}
}

class Channel extends EventTarget {
	readonly tab: object;
	readonly name: string;
	readonly #open: Set<Channel>;

	constructor(tab: object, name: string, open: Set<Channel>) {
		super();
		this.tab = tab;
		this.name = name;
		this.#open = open.add(this);
	}

	postMessage(message: unknown): void {
		if (!this.#open.has(this)) return;
		const copy: unknown = structuredClone(message);
		const others = [...this.#open].filter((other) => other !== this && other.name === this.name);
		setImmediate(() => {
			for (const other of others) {
				if (this.#open.has(other)) other.dispatchEvent(new MessageEvent('message', { data: copy }));
			}
		});
	}

	close(): void {
		this.#open.delete(this);
	}
}
