import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, codeOf } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { limitRates, signInCast, type Cast } from '../support/people.ts';
import { Journey } from '../support/travel-request.ts';

let server: DisposableServer;
let cast: Cast;
let journey: Journey;
beforeAll(async () => {
	server = await startDisposableServer({ hooksPool: 32 });
	cast = await signInCast(server);
	journey = await Journey.submitted(server, cast);
	await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
	await journey.take(cast.caseOfficer, 'take', {});
	await journey.take(cast.caseOfficer, 'request_supplement', {
		papers: [{ paper: 'don', reason: 'Bà Đặc Biệt chưa ký' }],
		dueOn: null
	});
});
afterAll(() => server.stop());

const track = (number: unknown, secret: unknown) =>
	ask(server, 'POST', '/api/app/tracking', { body: { number, secret } });

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomSecret = (): string =>
	Array.from({ length: 10 }, () => ALPHABET[Math.floor(Math.random() * 32)]).join('');

describe('tracking by number and secret', () => {
	it('shows where the dossier stands, by draft number and by official code', async () => {
		const { dossier, trackingSecret } = journey.last;
		for (const number of [dossier.draftNumber, dossier.code, ` ${dossier.code?.toLowerCase()} `]) {
			const answer = await track(number, trackingSecret);
			expect(answer.status).toBe(200);
			expect(answer.body).toMatchObject({ dossier: { status: 'supplement', code: dossier.code } });
		}
	});

	it('forgives how the secret is typed', async () => {
		const { dossier, trackingSecret = '' } = journey.last;
		const typed = `${trackingSecret.slice(0, 5)}-${trackingSecret.slice(5)}`.toLowerCase();
		expect((await track(dossier.draftNumber, typed)).status).toBe(200);
	});

	it('names and describes nobody', async () => {
		const { text } = await track(journey.last.dossier.draftNumber, journey.last.trackingSecret);
		for (const word of ['Đặc Biệt', '0912345678', '001090012345', 'Tiếp Nhận', 'Thụ Lý']) {
			expect(text).not.toContain(word);
		}
		expect(text).not.toContain(cast.applicant.id);
		expect(text).not.toContain(cast.caseOfficer.id);
		expect(text).not.toContain(journey.id);
	});

	it('answers a wrong number and a wrong secret alike, to the letter', async () => {
		const { dossier, trackingSecret } = journey.last;
		const answers = [
			await track('NS-ZZZZ-ZZZZ', trackingSecret),
			await track(dossier.draftNumber, randomSecret()),
			await track('', ''),
			await track(null, { $ne: '' }),
			await track(dossier.draftNumber, '')
		];
		expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
		expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
		expect(codeOf(answers[0] ?? (await track('', '')))).toBe('tracking.not_found');
	});

	it('is not found by five hundred guesses with nothing to stop them', async () => {
		const number = journey.last.dossier.draftNumber;
		expect(await guess(500, number)).toEqual(new Set([404]));
	});

	it('is hardly asked by ten thousand guesses: they are stopped', async () => {
		await limitRates(server, cast.superuser, true);
		try {
			const statuses: number[] = [];
			await guess(10_000, journey.last.dossier.draftNumber, statuses);
			expect(statuses.filter((status) => status === 200)).toEqual([]);
			// At most the limit of a minute, and of the one that may begin meanwhile.
			expect(statuses.filter((status) => status !== 429).length).toBeLessThanOrEqual(60);
		} finally {
			await limitRates(server, cast.superuser, false);
		}
	});

	async function guess(
		times: number,
		number: string,
		statuses: number[] = []
	): Promise<Set<number>> {
		const one = async (): Promise<void> => {
			while (statuses.length < times) {
				statuses.push(0);
				const at = statuses.length - 1;
				statuses[at] = (await track(number, randomSecret())).status;
			}
		};
		await Promise.all(Array.from({ length: 20 }, one));
		return new Set(statuses);
	}
});
