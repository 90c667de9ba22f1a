// `npm test` on a fresh checkout: installs, then hands over to test.ts in this same process.
import { ensureInstalled } from './install.mjs';

ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
await import('./test.ts');
