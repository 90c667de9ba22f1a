/** A push service that takes everything and looks at nothing, in a process of its own. */
import { startPushService } from '../tests/support/push-service/service.ts';

const service = await startPushService({ blind: true });
process.send?.({ origin: service.origin });
process.on('message', () => process.send?.({ requests: service.requests() }));
process.once('disconnect', () => process.exit(0));
