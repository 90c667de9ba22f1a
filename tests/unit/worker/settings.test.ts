import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readOrMakeVapidKeys, vapidFile } from '../../../scripts/vapid.ts';
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

describe('What it needs to have replies put in other words', () => {
	const rewording = {
		...right,
		REWORDING_PORT: '8123',
		LLM_URL: 'https://llm.example/v1/chat/completions',
		LLM_MODEL: 'small'
	};

	it('is read; a key is not needed', () => {
		const model = { url: rewording.LLM_URL, name: 'small', key: '' };
		expect(readSettings(rewording).rewording).toEqual({ port: 8123, model });
		expect(readSettings({ ...rewording, LLM_KEY: 'k' }).rewording?.model.key).toBe('k');
		expect(readSettings(right).rewording).toBeUndefined();
	});

	it.each(['REWORDING_PORT', 'LLM_MODEL'])('is refused without %s', (name) => {
		expect(() => readSettings({ ...rewording, [name]: '' })).toThrow(name);
	});
});

describe('What it needs to send notifications', () => {
	const folder = mkdtempSync(join(tmpdir(), 'worker-settings-'));
	afterAll(() => rmSync(folder, { recursive: true }));
	const keys = readOrMakeVapidKeys(folder, Date.now());
	const outside = {
		...right,
		PUBLIC_URL: 'https://ngoaivu.example/',
		VAPID_FILE: vapidFile(folder),
		VAPID_SUBJECT: 'mailto:phong-ls@ngoaivu.example'
	};

	it('is read together with the keys', () => {
		expect(readSettings(outside).outside).toEqual({
			publicUrl: 'https://ngoaivu.example',
			keys,
			subject: 'mailto:phong-ls@ngoaivu.example'
		});
	});

	it.each([
		['VAPID_SUBJECT', 'phong-ls@ngoaivu.example'],
		['VAPID_SUBJECT', 'mailto:phong-ls@ngoaivu.example extra'],
		['PUBLIC_URL', 'ngoaivu.example'],
		['PUSH_EXTRA_ORIGIN', 'http://localhost:8443'],
		['PUSH_EXTRA_ORIGIN', 'https://evil@localhost:8443']
	])('is refused with a %s of %s', (name, value) => {
		expect(() => readSettings({ ...outside, [name]: value })).toThrow(name);
	});
});
