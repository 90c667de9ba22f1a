import type { Page } from '@playwright/test';

/** Where a browser keeps things for a page. */
export interface Leftovers {
	/** Every row of every database, bytes as the text they would be. */
	readonly databases: string;
	readonly local: string;
	readonly session: string;
}

/** Reads all that the browser keeps of the app, past the app; but for Cache Storage, which is large. */
export function leftovers(page: Page): Promise<Leftovers> {
	return page.evaluate(async () => {
		const readable = (value: unknown): string => {
			if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
				// As Vietnamese text, and byte for byte.
				return ['utf-8', 'windows-1252', 'utf-16le']
					.map((how) => new TextDecoder(how).decode(value))
					.join('\n');
			}
			if (value instanceof CryptoKey) return `key(${value.extractable ? 'readable' : 'closed'})`;
			if (typeof value !== 'object' || value === null) return String(value);
			return Object.entries(value)
				.map(([name, each]) => `${name}: ${readable(each)}`)
				.join('\n');
		};
		const settled = <T>(request: IDBRequest<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error ?? new Error('not read'));
			});
		const databases: string[] = [];
		for (const { name = '' } of await indexedDB.databases()) {
			const database = await settled(indexedDB.open(name));
			for (const store of database.objectStoreNames) {
				const rows = database.transaction(store).objectStore(store);
				const [keys, values] = [rows.getAllKeys(), rows.getAll()];
				databases.push(store, readable(await settled(keys)), readable(await settled(values)));
			}
			database.close();
		}
		return {
			databases: databases.join('\n'),
			local: JSON.stringify(localStorage),
			session: JSON.stringify(sessionStorage)
		};
	});
}

/** Which of the `planted` texts stand in an address or a body of Cache Storage: looked up in the page. */
export function foundInCaches(page: Page, planted: readonly string[]): Promise<string[]> {
	return page.evaluate(async (texts) => {
		const met = new Set<string>();
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const answer = (await cache.match(request)) ?? new Response();
				const body = await answer.arrayBuffer();
				const readings = ['utf-8', 'utf-16le'].map((how) => new TextDecoder(how).decode(body));
				for (const text of texts) {
					if ([request.url, ...readings].some((kept) => kept.includes(text))) met.add(text);
				}
			}
		}
		return [...met];
	}, planted);
}

/** Which of the `planted` texts stand in `kept`. */
export const found = (planted: readonly string[], kept: string): string[] =>
	planted.filter((text) => kept.includes(text));
