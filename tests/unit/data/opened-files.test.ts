import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeStoredSession } from '$data/account.ts';
import { lettingGo } from '$data/held-dossiers.ts';
import type { AttachmentView } from '$data/mappers.ts';
import { openFile } from '$data/open-file.ts';
import { keepOpened, MAX_OPENED_BYTES, sizeOfOpened } from '$data/opened-files.ts';
import { dropFetched, dropOpenedFiles } from '$data/on-this-device.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { commit } from '$data/storage/shelf.ts';
import { isIdentityPaper } from '$domain/dossier/identity-papers.ts';
import { memoryStorage } from '../../support/device-of-a-test.ts';

const ME = 'account-a';
const file = (id: string, paper = 'don'): AttachmentView => ({
	id,
	paper,
	name: 'don.pdf',
	file: `${id}.pdf`,
	sizeBytes: 4,
	sha256: '',
	state: 'verified'
});
const PAGE = new Blob(['page'], { type: 'application/pdf' });
const count = async () => (await sizeOfOpened(ME)).count;

/** What the server answers to a file. */
let serve: () => Promise<Response>;
let asked: number;

beforeEach(async () => {
	vi.stubGlobal('localStorage', memoryStorage());
	vi.stubGlobal('sessionStorage', memoryStorage());
	await forgetOwner(ME);
	await holdKey(ME, 'a'.repeat(64));
	signIn('applicant');
	asked = 0;
	serve = () =>
		Promise.resolve(new Response(PAGE, { headers: { 'content-type': 'application/pdf' } }));
	vi.stubGlobal('fetch', (path: string) => {
		if (path === '/api/files/token') return Promise.resolve(Response.json({ token: 't' }));
		asked += 1;
		return serve();
	});
});
afterEach(() => vi.unstubAllGlobals());

describe('A file that was opened', () => {
	it('opens again without a network', async () => {
		await openFile('d1', file('f1'));
		serve = () => Promise.reject(new TypeError('Failed to fetch'));
		const again = await openFile('d1', file('f1'));
		expect(again.ok && (await again.value.text())).toBe('page');
		expect(again.ok && again.value.type).toBe('application/pdf');
	});

	it('is fetched once by an applicant, and every time by an officer, whose looking is recorded', async () => {
		await openFile('d1', file('f1'));
		await openFile('d1', file('f1'));
		expect(asked).toBe(1);
		signIn('officer');
		await openFile('d1', file('f1'));
		await openFile('d1', file('f1'));
		expect(asked).toBe(3);
	});

	it('is not kept when it shows who somebody is, nor on a shared device', async () => {
		await openFile('d1', file('f1', 'ho-chieu'));
		signIn('applicant', true);
		await openFile('d1', file('f2'));
		expect(await count()).toBe(0);
	});

	it('leaves with its dossier', async () => {
		await openFile('d1', file('f1'));
		await openFile('d2', file('f2'));
		await commit(lettingGo(ME, 'd1'));
		expect(await count()).toBe(1);
	});

	it('gives way to newer ones beyond the limit, the longest unused first', async () => {
		const size = MAX_OPENED_BYTES / 4 + 1;
		const large = { size, type: 'application/pdf', arrayBuffer: () => PAGE.arrayBuffer() } as Blob;
		for (const id of ['f1', 'f2', 'f3', 'f4', 'f5']) {
			vi.useFakeTimers({ now: Date.parse('2026-11-25') + Number(id.slice(1)), toFake: ['Date'] });
			await keepOpened(ME, 'd1', file(id), large);
			vi.useRealTimers();
		}
		expect(await sizeOfOpened(ME)).toEqual({ count: 3, bytes: 3 * size });
	});

	it('is dropped on demand, alone or with all that was fetched', async () => {
		await openFile('d1', file('f1'));
		await dropOpenedFiles(ME);
		expect(await count()).toBe(0);
		await openFile('d1', file('f1'));
		await dropFetched(ME);
		expect(await count()).toBe(0);
	});
});

describe('Papers that show who somebody is', () => {
	it('are all those of the catalogue whose name says passport or identity paper', () => {
		// The application, and the notice of a loss: they speak of passports and show none.
		const others = ['to-khai', 'thong-bao-mat'];
		const named = papersOfCatalogue().filter(
			({ id, name }) => /hộ chiếu|tùy thân|căn cước/i.test(name.vi) && !others.includes(id)
		);
		expect(named.length).toBeGreaterThan(4);
		expect(named.filter(({ id }) => !isIdentityPaper(id))).toEqual([]);
	});
});

const Paper = v.object({ id: v.string(), name: v.object({ vi: v.string() }) });

/** Everything in the seed that looks like a paper, wherever it stands. */
function papersOfCatalogue(): v.InferOutput<typeof Paper>[] {
	const rules = readdirSync('pocketbase/seed/rules').map((name) => `pocketbase/seed/rules/${name}`);
	const found: v.InferOutput<typeof Paper>[] = [];
	const walk = (value: unknown, within: string): void => {
		const paper = v.safeParse(Paper, value);
		if (paper.success && /documents|papers/.test(within)) found.push(paper.output);
		if (typeof value !== 'object' || value === null) return;
		for (const [name, each] of Object.entries(value)) {
			walk(each, Array.isArray(value) ? within : name);
		}
	};
	for (const path of ['pocketbase/seed/procedures.json', ...rules]) {
		walk(JSON.parse(readFileSync(path, 'utf8')), '');
	}
	return found;
}

function signIn(type: 'applicant' | 'officer', shared = false): void {
	const named = { id: ME, name: 'Hạnh', email: 'hanh@example.vn' };
	const account =
		type === 'applicant'
			? ({ ...named, type, phone: '', kind: 'citizen' } as const)
			: ({ ...named, type, role: 'clerk', division: 'van-phong' } as const);
	if (shared) localStorage.setItem('nvs.shared-accounts', JSON.stringify([ME]));
	writeStoredSession({ token: 't', account, shared });
}
