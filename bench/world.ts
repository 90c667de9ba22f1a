/** A server of our own to measure: filled, with everybody signed in. */
import {
	startDisposableServer,
	type DisposableServer
} from '../tests/support/disposable-server.ts';
import { fillWithDossiers } from './fill.ts';
import { Connections } from './load.ts';
import { signInOfficers, signInSuperuser, type Staffed } from './people.ts';

export interface World extends Staffed {
	readonly server: DisposableServer;
	stop: () => Promise<void>;
}

/** What `npm start` uses unless told otherwise. */
const HOOKS_POOL = 64;

/** @param dossiers to lie there already, each with ten actions */
export async function createWorld(dossiers: number, webDir?: string): Promise<World> {
	const server = await startDisposableServer({
		seed: 'demo',
		hooksPool: HOOKS_POOL,
		...(webDir !== undefined && { webDir })
	});
	const connections = new Connections(server.url, 16);
	const superuser = await signInSuperuser(connections, server.superuser);
	// One address stands for hundreds of people here.
	await connections.succeed({
		method: 'PATCH',
		path: '/api/settings',
		token: superuser,
		body: { rateLimits: { enabled: false } }
	});
	const officers = await signInOfficers(connections, superuser);
	if (dossiers > 0) await fillWithDossiers({ connections, superuser, officers }, dossiers);
	return {
		server,
		connections,
		superuser,
		officers,
		async stop() {
			connections.close();
			await server.stop();
		}
	};
}
