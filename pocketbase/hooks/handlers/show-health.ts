import { respond, reply } from '../lib/reply.ts';
import { workerBeat } from '../lib/worker-beat.ts';

/**
 * PocketBase's own answer, and when the worker last said that it is alive (docs/deploy.md). The
 * server lives also while the worker does not, so that is no reason for another status.
 */
export function showHealth(e: RequestEvent): void {
	respond(e, () =>
		reply({
			code: 200,
			message: 'API is healthy.',
			data: { worker: workerBeat(), ...(e.hasSuperuserAuth() ? forDashboard(e) : {}) }
		})
	);
}

/** What PocketBase's dashboard reads here. */
function forDashboard(e: RequestEvent): object {
	return {
		canBackup: !$app.store().has('@activeBackup'),
		realIP: e.realIP(),
		possibleProxyHeader: ''
	};
}
