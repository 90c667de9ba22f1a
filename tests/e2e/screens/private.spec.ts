/** Every screen that needs an account: at three widths, in both themes. */
import { expect, test, type Browser } from '@playwright/test';
import * as v from 'valibot';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { act, taken, type Visitor } from '../../support/api.ts';
import { BASE_URL } from '../../support/e2e-stack.ts';
import { signInAsApplicant, enterAsOfficer } from '../../support/sign-in.ts';
import { counterRegistration } from '../../support/travel-request.ts';
import { looksRight } from './looks-right.ts';

const APPLICANT = 'congchuc@example.vn';
const ANSWERED =
	'thu-tuc=cbccvc-di-nuoc-ngoai-viec-rieng' +
	'&ho-chieu=pho-thong&chuc-vu=cong-chuc&dang-vien=khong&kinh-phi=tu-tuc';

type Who = 'applicant' | 'receiving_officer' | 'administrator';

const SESSION = 'nvs.session';

/** Signed in once for all screens of a width: a code by mail is slow, and there is a limit. */
let signedIn: Readonly<Record<Who, string>>;
/** A walk-in of the applicant, received at the desk: its clock runs. */
let dossier: { readonly id: string; readonly code: string };

test.beforeAll(async ({ browser, baseURL }) => {
	signedIn = {
		applicant: await signIn(browser, baseURL, 'applicant'),
		receiving_officer: await signIn(browser, baseURL, 'receiving_officer'),
		administrator: await signIn(browser, baseURL, 'administrator')
	};
	const server = { url: process.env[BASE_URL] ?? '' };
	const request = await counterRegistration(server, visitorOf(signedIn.applicant).id);
	const received = taken(await act(server, visitorOf(signedIn.receiving_officer), request));
	dossier = { id: received.dossier.id, code: received.dossier.code ?? '' };
});

/** Who sees it, where it is, and the words that say it is complete. */
interface Screen {
	readonly who: Who;
	readonly path: () => string;
	readonly shows: () => string | RegExp;
}

const SCREENS: Readonly<Record<string, Screen>> = {
	'my-dossiers': { who: 'applicant', path: () => '/ho-so', shows: () => dossier.code },
	tracking: {
		who: 'applicant',
		path: () => `/ho-so/${dossier.id}`,
		shows: m.dossier_clock_title
	},
	receipt: {
		who: 'applicant',
		path: () => `/ho-so/${dossier.id}/giay-tiep-nhan`,
		shows: m.receipt_track
	},
	'my-account': { who: 'applicant', path: () => '/toi', shows: () => APPLICANT },
	queue: {
		who: 'receiving_officer',
		path: () => '/cong-viec?whose=all',
		shows: () => dossier.code
	},
	'officer-dossier': {
		who: 'receiving_officer',
		path: () => `/cong-viec/${dossier.id}`,
		shows: () => dossier.code
	},
	counter: { who: 'receiving_officer', path: () => '/tiep-nhan', shows: () => 'Họ và tên' },
	administration: { who: 'administrator', path: () => '/quan-tri', shows: () => 'Hộp thư' },
	outbox: { who: 'administrator', path: () => '/quan-tri/hop-thu', shows: () => /tiepnhan@/ }
};

for (const [name, { who, path, shows }] of Object.entries(SCREENS)) {
	test(`${name} fits the screen and is accessible, in the light and in the dark`, async ({ page }, {
		project
	}) => {
		await page.addInitScript(([key, kept]) => localStorage.setItem(key, kept), [
			SESSION,
			signedIn[who]
		] as const);
		await page.goto(path());
		await expect(page.getByRole('main').getByText(shows()).first()).toBeVisible();
		await looksRight(page, name, project.name);
	});
}

test('each screen of the form fits and is accessible, in the light and in the dark', async ({
	page
}, { project }) => {
	await page.goto(`/nop?${ANSWERED}`);
	await page.waitForURL(/\/nop\/[a-z0-9]{15}/);
	const { pathname } = new URL(page.url());
	for (const screen of ['lien-he', 'thong-tin-2', 'giay-don', 'nhan-ket-qua', 'xem-lai']) {
		await page.goto(`${pathname}?buoc=${screen}`);
		await expect(page.getByRole('main').locator('form')).toBeVisible();
		await looksRight(page, `form-${screen}`, project.name);
	}
});

/** The session as the browser keeps it. */
async function signIn(browser: Browser, baseURL: string | undefined, who: Who): Promise<string> {
	const context = await browser.newContext({ ...(baseURL && { baseURL }) });
	const page = await context.newPage();
	await (who === 'applicant' ? signInAsApplicant(page, APPLICANT) : enterAsOfficer(page, who));
	const kept = await page.evaluate((key) => localStorage.getItem(key), SESSION);
	await context.close();
	return kept ?? '';
}

const Session = v.object({ token: v.string(), account: v.object({ id: v.string() }) });

function visitorOf(kept: string): Visitor {
	const { token, account } = v.parse(Session, JSON.parse(kept));
	return { id: account.id, token };
}
