import { secret } from './secrets.ts';

/**
 * The proof that a push message reached its device (giấy báo nhận): the job and a keyed hash of it,
 * sent inside the encrypted payload. Whoever shows it has read the message; it opens nothing else.
 */
export function acknowledgementOf(job: string): string {
	return `${job}.${macOf(job)}`;
}

/** The job that is acknowledged; `undefined` where the proof is not ours. */
export function acknowledgedJob(ack: string): string | undefined {
	const [job = '', mac = ''] = ack.split('.');
	return $security.equal(macOf(job), mac) ? job : undefined;
}

function macOf(job: string): string {
	// Keys of devices come of the same secret, with other words before.
	return $security.hs256(`push-acknowledgement/${job}`, secret('DEVICE_KEY'));
}
