/** Somebody asks in their own words, and is led to their papers; nothing of it leaves the device unasked. */
import { expect, test, type Page, type Request } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { axeColourViolations, axeViolations } from '../../support/axe.ts';
import { found, leftovers } from '../../support/leftovers.ts';
import { rowsOf, untilHeld, untilKept } from '../../support/offline.ts';
import { enterAsApplicant, enterAsOfficer } from '../../support/sign-in.ts';
import { APPLICANT, walkIn } from '../../support/signed-in.ts';
import { pixelsTooWide } from '../screens/looks-right.ts';

const LEGALISE = 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su';
const CITIZEN_ID = '001190012345';
const DAY_MS = 24 * 60 * 60_000;

const log = (page: Page) => page.getByRole('log', { name: m.conversation_log() });
const answers = (page: Page) => log(page).getByRole('article');
const box = (page: Page) => page.getByRole('textbox', { name: m.conversation_ask_label() });

/** Asks, and waits for the answer. */
async function ask(page: Page, text: string): Promise<void> {
	const before = await answers(page).count();
	await box(page).fill(text);
	await box(page).press('Enter');
	await expect(answers(page)).toHaveCount(before + 1);
}

/** The page is there, and what was said before with it. */
async function openConversation(page: Page, path = '/tro-ly'): Promise<void> {
	await page.goto(path);
	await expect(
		page.getByRole('button', { name: m.conversation_ask_send(), exact: true })
	).toBeEnabled();
}

const choose = (page: Page, label: string) =>
	log(page).getByRole('button', { name: label, exact: true }).click();

/** What was said lies on the device: from now on it outlives the page. */
const untilStored = (page: Page) => expect(log(page)).toHaveAttribute('data-stored', 'true');

test.describe('Without a network', () => {
	test.use({ serviceWorkers: 'allow' });

	test('A driver asks about his child’s Korean degree, and begins to prepare the papers', async ({
		page,
		context
	}) => {
		await page.goto('/');
		await untilKept(page);
		await context.setOffline(true);
		await page.reload();

		await box(page).fill('bang dai hoc han quoc muon xai o vn thi lam sao');
		// The page stands there before it hears what is pressed.
		await expect(box(page)).toHaveAttribute('data-kept', 'true');
		await box(page).press('Enter');
		await expect(answers(page)).toHaveCount(1);
		await expect(answers(page).getByRole('heading').first()).toContainText('hợp pháp hóa');
		await expect(page).toHaveURL(/\/tro-ly$/);

		await choose(page, m.conversation_step_checklist());
		const card = answers(page).last();
		// That it is a foreign paper for use here was said already.
		await expect(card.getByText('Giấy tờ nước ngoài để dùng ở Việt Nam')).toBeVisible();
		await expect(card.getByRole('heading', { name: /đã có Apostille chưa/ })).toBeVisible();
		await choose(page, 'Không có Apostille');
		await choose(page, 'Đã được chứng nhận');

		await untilStored(page);
		await page.reload();
		await choose(page, 'Tiếng khác');
		await choose(page, 'Không');
		await choose(page, 'Bản giấy');
		await choose(page, 'Trực tiếp tại quầy');
		await choose(page, 'Cho cá nhân');
		await box(page).fill('1');
		await box(page).press('Enter');

		await expect(card.getByRole('heading', { name: /Trong trường hợp của bạn/ })).toBeVisible();
		await expect(card.getByRole('listitem').filter({ hasText: 'Tờ khai' })).toBeVisible();
		await expect(card.getByText('30.000 đồng').first()).toBeVisible();
		await expect(card.getByText(/hẹn trả .*\d{2}\/\d{2}\/\d{4}/)).toBeVisible();
		await expect(card.getByRole('link', { name: m.conversation_full_list() })).toHaveAttribute(
			'href',
			new RegExp(`^/thu-tuc/${LEGALISE}/kiem-tra\\?viec=hop-phap-hoa&.*so-giay-to=1`)
		);
		await card.getByRole('link', { name: m.next_prepare_here() }).click();
		await expect(page).toHaveURL(/\/nop\/[a-z0-9]{15}/);
		await expect(page.getByRole('main').getByText('Tờ khai').first()).toBeVisible();
	});
});

test('What another office does is declined, and that office is named', async ({ page }) => {
	await openConversation(page);
	await ask(page, 'làm căn cước công dân ở đâu');
	await expect(answers(page)).toContainText('không thuộc Sở Ngoại vụ');
	await expect(answers(page)).toContainText('Công an');
});

test('What was offered can be chosen once, and read as long as the conversation lasts', async ({
	page
}) => {
	await openConversation(page);
	await ask(page, 'hộ chiếu');
	const ordinary = answers(page).first().getByRole('button', { name: 'hộ chiếu phổ thông' });
	await ordinary.click();
	await expect(answers(page)).toHaveCount(2);
	await expect(answers(page).last()).toContainText('Công an');
	await expect(ordinary).toHaveCount(0);
	await expect(answers(page).first()).toContainText('hộ chiếu phổ thông');
});

test('What was not understood reaches the editor, once somebody allows it, and not a day before it is over', async ({
	page,
	browser
}) => {
	const question = `đổi biển số xe máy ở đâu ${String(Date.now() % 100_000)}`;
	const sent: Request[] = [];
	page.on('request', (request) => {
		if (request.url().endsWith('/api/app/assistant/counts')) sent.push(request);
	});
	await page.clock.setFixedTime(Date.now() - DAY_MS);
	await openConversation(page);
	await page.getByRole('button', { name: m.conversation_settings() }).click();
	const dialog = page.getByRole('dialog', { name: m.conversation_settings() });
	const counts = dialog.getByRole('checkbox', { name: m.sharing_counts() });
	const wording = dialog.getByRole('checkbox', { name: m.sharing_texts() });
	await expect(counts).not.toBeChecked();
	await expect(wording).toBeDisabled();
	await counts.check();
	await expect(dialog.getByText(m.sharing_on())).toBeVisible();
	await wording.check();
	// As the device has it, and not only the finger.
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: m.conversation_settings() }).click();
	await expect(wording).toBeChecked();
	await page.keyboard.press('Escape');

	await ask(page, question);
	await page.getByRole('button', { name: m.conversation_settings() }).click();
	const row = dialog.getByRole('row', { name: new RegExp(m.sharing_outcome_declined()) });
	await expect(row.getByRole('cell').last()).toHaveText('1');
	await expect(dialog.getByText(question)).toBeVisible();
	await inBothThemes(page);
	expect(sent).toEqual([]);

	await page.clock.setFixedTime(Date.now());
	const taken = page.waitForResponse(/\/api\/app\/assistant\/counts$/);
	await page.reload();
	expect((await taken).status()).toBe(200);
	expect(await sent[0]?.allHeaders()).not.toHaveProperty('authorization');
	expect(await sent[0]?.allHeaders()).not.toHaveProperty('cookie');
	await page.getByRole('button', { name: m.conversation_settings() }).click();
	await expect(dialog.getByText(m.sharing_rows_none())).toBeVisible();
	await page.reload();
	await page.getByRole('button', { name: m.conversation_settings() }).click();
	await counts.uncheck();
	await expect(dialog.getByText(m.sharing_off())).toBeVisible();
	await expect(wording).toBeDisabled();
	expect(sent).toHaveLength(1);

	const desk = await browser.newPage();
	await enterAsOfficer(desk, 'administrator', '/quan-tri/de-xuat');
	await expect(desk.getByText(question)).toBeVisible();
	await expect(
		desk.getByRole('row', { name: new RegExp(m.sharing_outcome_declined()) }).first()
	).toBeVisible();
	await inBothThemes(desk);
	await desk.close();
});

test('What the assistant cannot settle goes to an official, as far as the person wants', async ({
	page
}) => {
	await enterAsApplicant(page, APPLICANT);
	await openConversation(page);
	await ask(page, 'lệ phí hợp pháp hóa lãnh sự');
	await choose(page, m.assistant_ask_official());
	await expect(page).toHaveURL(/\/cau-hoi\/moi$/);
	await expect(page.getByRole('main').getByRole('textbox').first()).toHaveValue(
		'lệ phí hợp pháp hóa lãnh sự'
	);
	for (const turn of await page.getByRole('main').getByRole('checkbox').all()) {
		await expect(turn).not.toBeChecked();
	}
});

test('What was said, asked and half-typed is there again after a reload', async ({ page }) => {
	await openConversation(page);
	await ask(page, 'lệ phí hợp pháp hóa lãnh sự');
	await choose(page, m.conversation_facet_time());
	await expect(answers(page)).toHaveCount(2);
	await box(page).pressSequentially('còn giấy tờ');
	await expect(box(page)).toHaveAttribute('data-kept', 'true');
	await untilStored(page);
	// The conversation, what is typed, and the count of an answer without a confirmed value.
	await expect.poll(() => keptRows(page)).toBe(3);

	await page.reload();
	await expect(answers(page)).toHaveCount(2);
	await expect(log(page)).toContainText('lệ phí hợp pháp hóa lãnh sự');
	await expect(box(page)).toHaveValue('còn giấy tờ');
});

test('A conversation in two tabs is one: nothing said is lost, nobody is disturbed, erased is erased', async ({
	page,
	context
}) => {
	await openConversation(page);
	await ask(page, 'làm căn cước công dân ở đâu');
	// The conversation, and the count of a decline.
	await expect.poll(() => keptRows(page)).toBe(2);
	const other = await context.newPage();
	await openConversation(other);
	await expect(answers(other)).toHaveCount(1);

	await box(page).pressSequentially('còn giấy tờ');
	const announced = page.getByRole('status').filter({ hasText: /^Trợ lý trả lời/ });
	const toldBefore = await announced.textContent();
	const stoodAt = await page.evaluate(() => scrollY);
	await ask(other, 'lệ phí hợp pháp hóa lãnh sự');
	await expect(answers(page)).toHaveCount(2);
	await expect(box(page)).toHaveValue('còn giấy tờ');
	await expect(box(page)).toBeFocused();
	expect(await announced.textContent()).toBe(toldBefore);
	expect(await page.evaluate(() => scrollY)).toBe(stoodAt);

	await box(page).fill('giấy tờ xin cấp lại thẻ abtc');
	await box(other).fill('hộ chiếu công vụ');
	await Promise.all([box(page).press('Enter'), box(other).press('Enter')]);
	for (const tab of [page, other]) {
		await expect(answers(tab)).toHaveCount(4);
		await untilStored(tab);
	}
	await expect(async () => expect(await order(page)).toEqual(await order(other))).toPass();
	const said = await order(page);
	await page.reload();
	await expect.poll(() => order(page)).toEqual(said);

	await other.getByRole('button', { name: m.conversation_history() }).click();
	const dialog = other.getByRole('dialog', { name: m.conversation_history() });
	await dialog.getByRole('button', { name: m.conversation_history_erase_all() }).click();
	await dialog.getByRole('button', { name: m.conversation_history_erase_sure() }).click();
	await expect(answers(page)).toHaveCount(0);
	await ask(page, 'xin thẻ abtc');
	await untilStored(page);
	await page.reload();
	await expect(answers(page)).toHaveCount(1);
	await page.getByRole('button', { name: m.conversation_history() }).click();
	await expect(
		page.getByRole('dialog', { name: m.conversation_history() }).getByRole('listitem')
	).toHaveCount(1);
});

/** What was said, by its ids, as it stands on the screen. */
const order = (page: Page) =>
	log(page)
		.locator('[id^="said-"]')
		.evaluateAll((elements) => elements.map(({ id }) => id));

test('By keyboard alone: a suggestion, an answer, a checklist', async ({ page }) => {
	await openConversation(page);
	await page.keyboard.press('Control+/');
	await expect(box(page)).toBeFocused();
	await page.keyboard.type('the abtc');
	const suggestions = page.getByRole('listbox', { name: m.conversation_suggestions() });
	await expect(suggestions).toBeVisible();
	await page.keyboard.press('ArrowDown');
	await expect(suggestions.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
	await page.keyboard.press('Enter');
	await expect(answers(page)).toHaveCount(1);
	await expect(box(page)).toBeFocused();

	await page.keyboard.press('Alt+ArrowUp');
	await expect(answers(page).first()).toBeFocused();
	const begin = log(page).getByRole('button', { name: m.conversation_step_checklist() });
	for (let presses = 0; presses < 10; presses += 1) {
		await page.keyboard.press('Tab');
		if (await begin.evaluate((button) => button === document.activeElement)) break;
	}
	await page.keyboard.press('Enter');
	const question = log(page).getByRole('heading', { name: 'Người xin dùng thẻ là ai?' });
	await expect(question).toBeFocused();
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(log(page).getByRole('heading', { name: /hoạt động liên tục/ })).toBeFocused();

	await page.keyboard.press('Control+/');
	await page.keyboard.press('ArrowUp');
	await expect(box(page)).not.toHaveValue('');
});

test('Personal data is held back: neither asked nor kept, and it stays to be edited', async ({
	page
}) => {
	await openConversation(page);
	await box(page).pressSequentially(`hồ sơ ${CITIZEN_ID} tới đâu`);
	await box(page).press('Enter');
	const notice = page.getByRole('alert').filter({ hasText: m.conversation_held_title() });
	await expect(notice).toContainText(CITIZEN_ID);
	await expect(box(page)).toHaveValue(`hồ sơ ${CITIZEN_ID} tới đâu`);
	await expect(answers(page)).toHaveCount(0);
	const { databases, local, session } = await leftovers(page);
	expect(found([CITIZEN_ID], databases + local + session)).toEqual([]);
	expect(page.url()).not.toContain(CITIZEN_ID);

	await notice.getByRole('button', { name: m.conversation_held_remove() }).click();
	await expect(box(page)).toHaveValue('hồ sơ tới đâu');
	await expect(box(page)).toBeFocused();
	await box(page).press('Enter');
	await expect(answers(page)).toHaveCount(1);
});

test('A conversation is found again, and erased: one, then all', async ({ page }) => {
	await openConversation(page);
	await ask(page, 'lệ phí hợp pháp hóa lãnh sự');
	await page.getByRole('button', { name: m.conversation_new(), exact: true }).click();
	await expect(answers(page)).toHaveCount(0);
	await ask(page, 'làm căn cước công dân ở đâu');

	await page.getByRole('button', { name: m.conversation_history() }).click();
	const dialog = page.getByRole('dialog', { name: m.conversation_history() });
	const listed = dialog.getByRole('listitem');
	await expect(listed).toHaveCount(2);
	await dialog.getByLabel(m.conversation_history_search()).fill('hop phap');
	await expect(listed).toHaveCount(1);
	await listed.getByRole('button', { name: /^Xóa/ }).click();
	await listed.getByRole('button', { name: m.conversation_history_erase_sure() }).click();
	await expect(dialog.getByRole('status')).toHaveText(m.conversation_history_erased());
	await dialog.getByLabel(m.conversation_history_search()).fill('');
	await expect(listed).toHaveCount(1);

	await dialog.getByRole('button', { name: m.conversation_history_erase_all() }).click();
	await dialog.getByRole('button', { name: m.conversation_history_erase_sure() }).click();
	await expect(dialog.getByText(m.conversation_history_none())).toBeVisible();
	expect(await keptRows(page)).toBe(0);
	await page.reload();
	await expect(page.getByRole('list', { name: m.conversation_examples() })).toBeVisible();
	await expect(answers(page)).toHaveCount(0);
});

test('Own dossiers are told of, lie sealed on the device, and go when one signs out', async ({
	page
}) => {
	await enterAsApplicant(page, APPLICANT);
	const { id, code } = walkIn();
	await expect(page.getByRole('main').getByText(code)).toBeVisible();
	// The assistant knows of it what the device holds.
	await untilHeld(page, id);
	await openConversation(page);
	await ask(page, `hồ sơ ${code} tới đâu rồi`);
	await expect(answers(page)).toContainText(code);
	await expect(answers(page).getByText(m.status_received(), { exact: true })).toBeVisible();
	await expect(answers(page)).toContainText(/số ngày làm việc còn lại: \d/);
	await expect(answers(page).getByText(/dữ liệu trên máy/)).toHaveCount(1);
	await untilStored(page);
	await choose(page, m.conversation_step_dossier({ code }));
	await expect(page).toHaveURL(new RegExp(`/ho-so/${id}$`));

	await openConversation(page);
	await expect(answers(page)).toHaveCount(1);
	// The journey lies on no device, the dossier that asks for it does.
	await ask(page, 'chuyến đi nước ngoài của tôi duyệt chưa');
	await expect(answers(page).last()).toContainText(code);
	const marker = 'chuyện chỉ tôi biết';
	await ask(page, `${marker} về thẻ abtc`);
	const during = await leftovers(page);
	expect(during.databases).toContain('conversations');
	expect(found([marker], during.databases)).toEqual([]);

	await page.goto('/toi');
	await page.getByRole('main').getByRole('button', { name: m.sign_out(), exact: true }).click();
	await page.getByRole('dialog').getByRole('button', { name: m.sign_out(), exact: true }).click();
	await page.waitForURL((url) => url.pathname === '/');
	expect(await keptRows(page)).toBe(0);
	await openConversation(page);
	await expect(page.getByRole('list', { name: m.conversation_examples() })).toBeVisible();
	await expect(log(page)).not.toContainText(marker);
});

for (const width of [390, 820, 1440]) {
	test(`Answers, a checklist and every dialog are accessible at ${String(width)} px in both themes`, async ({
		page
	}) => {
		test.slow();
		await page.setViewportSize({ width, height: 844 });
		await openConversation(page);
		await ask(page, 'lệ phí hợp pháp hóa lãnh sự');
		await ask(page, 'làm căn cước công dân ở đâu');
		await ask(page, 'làm hộ chiếu');
		await choose(page, m.conversation_step_checklist());
		await expect(answers(page)).toHaveCount(4);
		await box(page).fill(`số của tôi ${CITIZEN_ID}`);
		await box(page).press('Enter');
		await expect(page.getByRole('alert')).toBeVisible();
		await inBothThemes(page);
		await box(page).fill('hop phap');
		await expect(page.getByRole('listbox')).toBeVisible();
		await inBothThemes(page);
		for (const name of [m.conversation_history(), m.conversation_settings()]) {
			await page.getByRole('button', { name, exact: true }).click();
			await expect(page.getByRole('dialog', { name })).toBeVisible();
			await inBothThemes(page);
			await page.keyboard.press('Escape');
		}
	});
}

async function inBothThemes(page: Page): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		expect(await pixelsTooWide(page), 'pixels too wide').toBe(0);
		const look = colorScheme === 'light' ? axeViolations : axeColourViolations;
		expect(await look(page), colorScheme).toEqual([]);
	}
}

test('With text twice as large on a small phone nothing is cut off or covered', async ({
	page
}) => {
	await page.setViewportSize({ width: 360, height: 740 });
	await openConversation(page);
	await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
	await ask(page, 'lệ phí hợp pháp hóa lãnh sự');
	await choose(page, m.conversation_step_checklist());
	await expect(answers(page)).toHaveCount(2);
	expect(await pixelsTooWide(page)).toBe(0);
	const { width } = (await box(page).boundingBox()) ?? { width: 0 };
	expect(width, 'room for words in the box').toBeGreaterThan(200);
	const cut = await log(page).evaluate((element) =>
		[...element.querySelectorAll<HTMLElement>('p:not(.visually-hidden), li, h3, h4, dd, button, a')]
			.filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
			.map(({ textContent }) => textContent)
	);
	expect(cut).toEqual([]);
	// What has the focus can be brought out from under the bars.
	const last = log(page).getByRole('button').last();
	await last.focus();
	const covered = await last.evaluate((button) => {
		const { left, top, width, height } = button.getBoundingClientRect();
		const above = document.elementFromPoint(left + width / 2, top + height / 2);
		return !button.contains(above);
	});
	expect(covered).toBe(false);
});

/** Rows of conversations on the device: each conversation is one, and what is typed another. */
const keptRows = async (page: Page) => (await rowsOf(page, 'conversations')).length;
