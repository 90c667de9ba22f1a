/** Every screen that needs an account: at three widths, in both themes. */
import { expect, test, type Page } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { enterAsApplicant, enterAsOfficer } from '../../support/sign-in.ts';
import { APPLICANT, askedQuestion, QUESTION, walkIn } from '../../support/signed-in.ts';
import { looksRight } from './looks-right.ts';

const ANSWERED =
	'thu-tuc=cbccvc-di-nuoc-ngoai-viec-rieng' +
	'&ho-chieu=pho-thong&chuc-vu=cong-chuc&dang-vien=khong&kinh-phi=tu-tuc';

/** Where it is, and the words that say it is complete. */
interface Screen {
	readonly path: () => string;
	readonly shows: () => string | RegExp;
}

const OF_APPLICANT: Readonly<Record<string, Screen>> = {
	'my-dossiers': { path: () => '/ho-so', shows: () => walkIn().code },
	tracking: { path: () => `/ho-so/${walkIn().id}`, shows: m.dossier_clock_title },
	receipt: { path: () => `/ho-so/${walkIn().id}/giay-tiep-nhan`, shows: m.receipt_track },
	notifications: { path: () => '/thong-bao', shows: m.notification_tray_received },
	'my-questions': { path: () => '/cau-hoi', shows: () => QUESTION },
	'my-question': { path: () => `/cau-hoi/${askedQuestion()}`, shows: () => QUESTION },
	'ask-the-office': { path: () => '/cau-hoi/moi', shows: m.question_what_goes },
	'ask-the-office-english': {
		path: () => '/en/cau-hoi/moi',
		shows: () => m.question_what_goes({}, { locale: 'en' })
	},
	'my-account': { path: () => '/toi', shows: () => APPLICANT },
	'notification-settings': { path: () => '/toi/thong-bao', shows: m.push_save },
	'notification-settings-english': {
		path: () => '/en/toi/thong-bao',
		shows: () => m.push_save({}, { locale: 'en' })
	}
};

const OF_RECEPTION: Readonly<Record<string, Screen>> = {
	queue: { path: () => '/cong-viec?whose=all', shows: () => walkIn().code },
	'officer-dossier': { path: () => `/cong-viec/${walkIn().id}`, shows: () => walkIn().code },
	counter: { path: () => '/tiep-nhan', shows: () => 'Họ và tên' },
	questions: { path: () => '/can-bo/cau-hoi', shows: () => QUESTION },
	'officer-question': {
		path: () => `/can-bo/cau-hoi/${askedQuestion()}`,
		shows: m.question_suggestions
	},
	'officer-notification-settings': { path: () => '/toi/thong-bao', shows: m.push_save }
};

const OF_ADMINISTRATOR: Readonly<Record<string, Screen>> = {
	administration: { path: () => '/quan-tri', shows: m.official_admin_hours },
	'notification-desk': { path: () => '/quan-tri/thong-bao', shows: m.official_notify_counts },
	proposals: { path: () => '/quan-tri/de-xuat', shows: m.question_proposal_json },
	outbox: { path: () => '/quan-tri/hop-thu', shows: () => /tiepnhan@/ }
};

/** What one person sees, one screen after the other on one device. */
const SEEN_BY: Readonly<
	Record<
		string,
		{ enter: (page: Page) => Promise<void>; screens: Readonly<Record<string, Screen>> }
	>
> = {
	'an applicant': {
		enter: (page) => enterAsApplicant(page, APPLICANT),
		screens: OF_APPLICANT
	},
	'the reception': {
		enter: (page) => enterAsOfficer(page, 'receiving_officer'),
		screens: OF_RECEPTION
	},
	'the administrator': {
		enter: (page) => enterAsOfficer(page, 'administrator', '/quan-tri'),
		screens: OF_ADMINISTRATOR
	}
};

for (const [who, { enter, screens }] of Object.entries(SEEN_BY)) {
	test(`Every screen of ${who} fits and is accessible, in the light and in the dark`, async ({
		page
	}, { project }) => {
		test.slow();
		await enter(page);
		for (const [name, { path, shows }] of Object.entries(screens)) {
			await test.step(name, async () => {
				await page.goto(path());
				await expect(page.getByRole('main').getByText(shows()).first()).toBeVisible();
				await looksRight(page, name, project.name);
			});
		}
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
