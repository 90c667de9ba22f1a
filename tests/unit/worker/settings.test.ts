import { expect, it } from 'vitest';
import { readSettings } from '../../../src/worker/settings.ts';

const right = { SERVER_URL: 'http://127.0.0.1:8090', WORKER_KEY: 'k'.repeat(32) };

it('reads where the server is and the key', () => {
	expect(readSettings(right)).toEqual({ serverUrl: right.SERVER_URL, key: right.WORKER_KEY });
});

it('names what is missing', () => {
	expect(() => readSettings({})).toThrow('SERVER_URL, WORKER_KEY');
});

it('never repeats a key that is too short', () => {
	expect(() => readSettings({ ...right, WORKER_KEY: 'hunter2' })).toThrow(
		/^The worker needs other values for: WORKER_KEY\.$/
	);
});
