/*
 * Answered in place of /service-worker.js while SERVICE_WORKER=remove (docs/deploy.md): takes what
 * a bad worker left off the device, itself included, and loads its pages anew from the server.
 */
self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
	event.waitUntil(
		(async () => {
			for (const name of await caches.keys()) await caches.delete(name);
			await self.registration.unregister();
			const pages = await self.clients.matchAll({ type: 'window' });
			await Promise.all(pages.map(reload));
		})()
	);
});

/** Not under a half-filled form, if the page is well enough to say so. */
async function reload(page) {
	if (await mayReload(page)) await page.navigate(page.url).catch(() => undefined);
}

function mayReload(page) {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }) => resolve(data !== false);
		setTimeout(resolve, 1000, true);
		page.postMessage({ type: 'MAY_RELOAD' }, [port2]);
	});
}
