import { department, settingsChanged } from '../lib/department.ts';
import { waitForDisk } from '../lib/durable.ts';
import { secret } from '../lib/secrets.ts';
import { applyEnvironment } from '../lib/server-settings.ts';
import { seed } from '../lib/seed.ts';

/**
 * Makes the server ready: keys are there, settings follow the environment, the catalogue is the
 * one of the seed. Other commands than `serve` find the database as it is.
 */
export function start(e: BootstrapEvent): void {
	e.next();
	if (!Array.from($os.args).includes('serve')) return;
	for (const name of ['AUDIT_KEY', 'DEVICE_KEY', 'TRACKING_KEY', 'WORKER_KEY'] as const)
		secret(name);
	waitForDisk(e.app);
	applyEnvironment(e.app);
	seed(e.app);
	settingsChanged();
	department(e.app);
	e.app.cron().setTimezone(new Timezone('Asia/Ho_Chi_Minh'));
}

/** The connection that writes may have been opened anew since. */
export function keepWaitingForDisk(): void {
	waitForDisk($app);
}

export function noticeSettings(e: RecordEvent): void {
	e.next();
	settingsChanged();
}
