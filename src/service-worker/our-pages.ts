declare const self: ServiceWorkerGlobalScope;

/**
 * The open windows that run the app, the one used last first. Documents that the server gives (a
 * paper in its own tab, the back office) are none.
 */
export async function ourPages(): Promise<WindowClient[]> {
	const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
	return windows.filter(({ url }) => !/^\/(api|_)\//.test(new URL(url).pathname));
}

/** Asks a page. @returns its answer; `undefined` when there is none in time */
export function askPage(page: WindowClient, word: object, withinMs: number): Promise<unknown> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }) => resolve(data);
		setTimeout(resolve, withinMs);
		page.postMessage(word, [port2]);
	});
}
