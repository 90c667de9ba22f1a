import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from '../../../scripts/settings.ts';

describe('What the environment decides', () => {
	it('is a demonstration on this machine when nothing is said', () => {
		expect(readSettings({})).toMatchObject({
			host: '127.0.0.1',
			port: 8090,
			seed: 'demo',
			publicUrl: 'http://127.0.0.1:8090',
			production: false
		});
	});

	it('takes an empty variable for an absent one', () => {
		expect(readSettings({ PORT: '', SEED: '', PUBLIC_URL: '' })).toEqual(readSettings({}));
	});

	it.each([
		[{ PUBLIC_URL: 'https://ngoaivu.example' }, 'none', true],
		[{ PUBLIC_URL: 'http://ngoaivu.example' }, 'none', false],
		[{ NODE_ENV: 'production' }, 'none', true],
		[{ PUBLIC_URL: 'http://localhost:9000' }, 'demo', false],
		[{ PUBLIC_URL: 'https://ngoaivu.example', SEED: 'demo', DEMO_PUBLIC: '1' }, 'demo', true]
	] as const)('%j seeds %s, production: %s', (env, seed, production) => {
		expect(readSettings(env)).toMatchObject({ seed, production });
	});

	it('drops the slash that people leave at the end of an address', () => {
		expect(readSettings({ PUBLIC_URL: 'https://a.example/' }).publicUrl).toBe('https://a.example');
	});

	it('tells push services to write to the public address, or to whom it is told', () => {
		const address = { PUBLIC_URL: 'https://ngoaivu.example' };
		expect(readSettings(address).vapidSubject).toBe('https://ngoaivu.example');
		const told = { ...address, VAPID_SUBJECT: 'mailto:phong-ls@ngoaivu.example' };
		expect(readSettings(told).vapidSubject).toBe('mailto:phong-ls@ngoaivu.example');
		expect(readSettings({}).vapidSubject).toMatch(/^mailto:.+@.+/);
	});

	it.each([
		['https://llm.example/v1', 'https://llm.example/v1/chat/completions'],
		['https://llm.example/v1/', 'https://llm.example/v1/chat/completions'],
		['https://llm.example/x/chat/completions', 'https://llm.example/x/chat/completions'],
		['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1/chat/completions'],
		['http://localhost:11434', 'http://localhost:11434/chat/completions']
	])('asks the model at %s under %s', (LLM_URL, url) => {
		const env = { LLM_URL, LLM_MODEL: 'small', LLM_KEY: 'k' };
		expect(readSettings(env).model).toEqual({ url, name: 'small', key: 'k' });
	});

	it('has no model when none is named', () => {
		expect(readSettings({}).model).toBeUndefined();
		expect(readSettings({ LLM_URL: '', LLM_MODEL: '' }).model).toBeUndefined();
		expect(readSettings({ LLM_URL: 'https://llm.example', LLM_MODEL: 'm' }).model?.key).toBe('');
	});

	it.each([
		[{ LLM_URL: 'http://llm.example/v1', LLM_MODEL: 'm' }, /^LLM_URL must be https/],
		[{ LLM_URL: 'http://127.llm.example', LLM_MODEL: 'm' }, /^LLM_URL must be https/],
		[{ LLM_URL: 'ftp://127.0.0.1', LLM_MODEL: 'm' }, /^LLM_URL must be https/],
		[{ LLM_URL: 'llm', LLM_MODEL: 'm' }, /^LLM_URL must be an address/],
		[{ LLM_URL: 'https://llm.example' }, /^LLM_MODEL must name the model/],
		[{ VAPID_SUBJECT: 'phong-ls@ngoaivu.example' }, /^VAPID_SUBJECT must be mailto/],
		[{ VAPID_SUBJECT: 'mailto:phong-ls' }, /^VAPID_SUBJECT must be mailto/],
		[{ VAPID_SUBJECT: 'http://ngoaivu.example' }, /^VAPID_SUBJECT must be mailto/],
		[{ PORT: 'http' }, /^PORT must be a number/],
		[{ PORT: '0' }, /^PORT must be 1 or more/],
		[{ PORT: '65536' }, /^PORT must be 65535 or less/],
		[{ SEED: 'all' }, /^SEED must be "demo" or "none"/],
		[{ SERVICE_WORKER: 'off' }, /^SERVICE_WORKER must be "serve" or "remove"/],
		[{ PUBLIC_URL: 'ngoaivu' }, /^PUBLIC_URL must be an address/],
		[{ SEED: 'demo', PUBLIC_URL: 'https://ngoaivu.example' }, /SEED=demo.*is public/]
	])('%j is refused by name', (env, message) => {
		expect(() => readSettings(env)).toThrow(SettingsError);
		expect(() => readSettings(env)).toThrow(message);
	});
});
