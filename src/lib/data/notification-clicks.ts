import { pathToOpen } from '../../service-worker/words.ts';

/**
 * Listens for notifications that somebody touched while this page was open.
 * @param open shows the page; `false` when this window holds what would be lost, so that another one
 * is opened
 * @returns what ends the listening
 */
export function whenNotificationTouched(open: (path: `/${string}`) => boolean): () => void {
	const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
	const hear = ({ data, ports }: MessageEvent<unknown>) => {
		const path = pathToOpen(data);
		if (path !== undefined) ports[0]?.postMessage(open(path));
	};
	workers?.addEventListener('message', hear);
	return () => workers?.removeEventListener('message', hear);
}
