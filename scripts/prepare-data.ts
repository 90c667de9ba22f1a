import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSuperuser, migrate, MIGRATIONS_DIR, type ServerPlan } from './pocketbase-server.ts';
import { randomKey } from './secrets.ts';
import { hashOf } from './source-version.js';

const SUPERUSER = 'superuser@ngoai-vu-so.local';

/**
 * Makes the database ready to serve: migrations, and a superuser before anything listens. Both are
 * skipped when there is nothing to do. Files beside the database remember what was done; if one is
 * lost, the step is done again, which does no harm.
 */
export async function prepareData(plan: ServerPlan, log: (line: string) => void): Promise<void> {
	mkdirSync(plan.dataDir, { recursive: true, mode: 0o700 });
	const migrations = `${plan.binary} ${hashOf([MIGRATIONS_DIR])}`;
	const migrated = join(plan.dataDir, '.migrated');
	const hasDatabase = existsSync(join(plan.dataDir, 'data.db'));
	if (!hasDatabase || !existsSync(migrated) || readFileSync(migrated, 'utf8') !== migrations) {
		await migrate(plan);
		writeFileSync(migrated, migrations);
	}

	const superuserMade = join(plan.dataDir, '.superuser-made');
	if (hasDatabase && existsSync(superuserMade)) return;
	const password = randomKey();
	await makeSuperuser(plan, SUPERUSER, password);
	writeFileSync(superuserMade, SUPERUSER);
	log(`Superuser: ${SUPERUSER}  password: ${password}  (shown this once, stored nowhere)`);
}
