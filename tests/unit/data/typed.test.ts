import 'fake-indexeddb/auto';
import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey, releaseKey } from '$data/storage/keys.ts';
import { commit } from '$data/storage/shelf.ts';
import { TypedForm } from '$data/typed.ts';

const ANNA = 'account-a';
const DOSSIER = 'aaaaaaaaaaaaaaa';
const schema = v.object({ reason: v.string() });
const form = (type: 'ask_withdrawal' | 'note' = 'ask_withdrawal') =>
	new TypedForm(ANNA, DOSSIER, type, schema);

const recalled = async () => (await form().recall())?.content.reason;

beforeEach(async () => {
	await forgetOwner(ANNA);
	await holdKey(ANNA, 'a'.repeat(64));
});

describe('What is typed into a form', () => {
	it('is there again after the page is gone, as it was typed last', async () => {
		const typing = form();
		for (const reason of ['h', 'ho', 'hoãn']) typing.keep({ reason }, null);
		await expect.poll(recalled).toBe('hoãn');
	});

	it('of one action is not mixed up with another’s', async () => {
		form().keep({ reason: 'hoãn' }, null);
		await expect.poll(recalled).toBe('hoãn');
		expect(await form('note').recall()).toBeUndefined();
	});

	it('remembers what it does again', async () => {
		form().keep({ reason: 'hoãn' }, 'bbbbbbbbbbbbbbb');
		await expect.poll(async () => (await form().recall())?.redoes).toBe('bbbbbbbbbbbbbbb');
	});

	it('goes with the action, and nothing typed before comes back after it', async () => {
		const typing = form();
		typing.keep({ reason: 'hoãn' }, null);
		typing.keep({ reason: 'hoãn lại' }, null);
		await commit([await typing.removed()]);
		expect(await recalled()).toBeUndefined();
	});

	it('is closed when the session ends, and wiped with the account', async () => {
		form().keep({ reason: 'hoãn' }, null);
		await expect.poll(recalled).toBe('hoãn');
		await releaseKey(ANNA);
		expect(await recalled()).toBeUndefined();
		await forgetOwner(ANNA);
		await holdKey(ANNA, 'a'.repeat(64));
		expect(await recalled()).toBeUndefined();
	});
});
