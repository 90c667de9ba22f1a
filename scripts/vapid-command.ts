/**
 * `npm run vapid` shows the public keys by which push services know us; `npm run vapid -- rotate`
 * makes a new pair (docs/deploy.md). Both look in DATA_DIR. A running server goes on with the keys it
 * started with.
 */
import { existsSync } from 'node:fs';
import { explain } from './explain.ts';
import { readSettings, SettingsError } from './settings.ts';
import { readOrMakeVapidKeys, rotateVapidKeys, vapidFile } from './vapid.ts';

process.umask(0o077);
try {
	const [command = 'show', ...rest] = process.argv.slice(2);
	if (rest.length > 0 || (command !== 'show' && command !== 'rotate')) {
		throw new SettingsError('Say "npm run vapid" or "npm run vapid -- rotate".');
	}
	const { dataDir } = readSettings(process.env);
	if (!existsSync(vapidFile(dataDir))) {
		throw new SettingsError(`${vapidFile(dataDir)} is made at the first start. Start once before.`);
	}
	const now = Date.now();
	const keys =
		command === 'rotate' ? rotateVapidKeys(dataDir, now) : readOrMakeVapidKeys(dataDir, now);
	console.log(`current  ${keys.current.publicKey}  since ${keys.current.madeAt}`);
	for (const pair of keys.former) console.log(`former   ${pair.publicKey}  until ${pair.endsAt}`);
	if (command === 'rotate') console.log('Restart the service now: it reads the keys at its start.');
} catch (error) {
	explain(error);
	process.exit(1);
}
