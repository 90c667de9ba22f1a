/** `localStorage` of one browser profile: what one tab writes, the others hear of. */
export class StoredTexts {
	readonly #texts = new Map<string, string>();
	readonly #tabs = new Set<EventTarget>();

	/** As one tab sees it. @param events where it hears `storage` */
	ofTab(events: EventTarget): Storage {
		this.#tabs.add(events);
		const texts = this.#texts;
		const change = (key: string | null, work: () => void): void => {
			if (!this.#tabs.has(events)) return; // the tab is dead
			work();
			for (const other of this.#tabs) if (other !== events) this.#tell(other, key);
		};
		return {
			get length() {
				return texts.size;
			},
			key: (index) => [...texts.keys()][index] ?? null,
			getItem: (key) => texts.get(key) ?? null,
			setItem: (key, value) => change(key, () => texts.set(key, String(value))),
			removeItem: (key) => change(key, () => texts.delete(key)),
			clear: () => change(null, () => texts.clear())
		};
	}

	close(events: EventTarget): void {
		this.#tabs.delete(events);
	}

	#tell(tab: EventTarget, key: string | null): void {
		setImmediate(() => {
			if (this.#tabs.has(tab)) tab.dispatchEvent(Object.assign(new Event('storage'), { key }));
		});
	}
}
