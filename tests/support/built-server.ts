import { buildServer } from '../../scripts/build.ts';

/** Test files that run beside each other find the server built. */
export default (): Promise<void> => buildServer(() => undefined);
