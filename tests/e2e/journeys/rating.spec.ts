/** After the result a person says how they were served: once, also without a network. */
import { expect, test } from '@playwright/test';
import { ACTION_NAME, SCORE_NAME } from '../../../src/lib/i18n/dossier-words.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { dayOf } from '../../../src/lib/domain/time/plain-date.ts';
import { act, ask, taken, takeNow } from '../../support/api.ts';
import { axeViolations } from '../../support/axe.ts';
import { BASE_URL } from '../../support/e2e-stack.ts';
import { typeAndKeep, untilHeld, untilKept } from '../../support/offline.ts';
import { PEOPLE } from '../../support/people.ts';
import { enterAsApplicant } from '../../support/sign-in.ts';
import { officerAt, visitorNamed } from '../../support/signed-in.ts';
import { counterRegistration } from '../../support/travel-request.ts';

test.use({ serviceWorkers: 'allow' });

const APPLICANT = PEOPLE.applicants[0]?.email ?? '';
const server = () => ({ url: process.env[BASE_URL] ?? '' });

/** A walk-in of the applicant whose result was handed over. */
async function returned(): Promise<string> {
	const request = await counterRegistration(server(), visitorNamed(APPLICANT).id);
	const { dossier } = taken(await act(server(), officerAt('receiving_officer'), request));
	const [caseOfficer, clerk] = [officerAt('case_officer'), officerAt('clerk')];
	await takeNow(server(), caseOfficer, dossier.id, 'take', {});
	await takeNow(server(), caseOfficer, dossier.id, 'propose', {
		proposal: 'approve',
		remark: 'Đủ điều kiện'
	});
	await takeNow(server(), officerAt('leader'), dossier.id, 'sign', { remark: '' });
	await takeNow(server(), clerk, dossier.id, 'issue_result', {
		number: '45/QĐ-SNgV',
		issuedOn: dayOf(new Date().toISOString()),
		attachment: null
	});
	await takeNow(server(), officerAt('receiving_officer'), dossier.id, 'return_result', {
		to: 'Trần Thị Mẫu',
		remark: ''
	});
	return dossier.id;
}

test('A rating is typed and sent without a network, arrives once, and is not asked for again', async ({
	page,
	context
}) => {
	test.slow();
	const dossier = await returned();
	await enterAsApplicant(page, APPLICANT, `/ho-so/${dossier}`);
	await untilKept(page);
	await untilHeld(page, dossier);
	await expect(page.getByRole('heading', { name: m.rating_title() })).toBeVisible();
	await page.getByRole('button', { name: m.rating_send() }).click();
	await expect(page.getByText(m.rating_score_needed())).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);

	await context.setOffline(true);
	const satisfied = page.getByRole('radio', { name: SCORE_NAME[4](), exact: true });
	await typeAndKeep(page, () => satisfied.check());
	const remark = page.getByLabel(m.rating_remark());
	await typeAndKeep(page, () => remark.fill('Trả kết quả đúng hẹn'));
	await page.reload();
	await expect(satisfied).toBeChecked();
	await expect(remark).toHaveValue('Trả kết quả đúng hẹn');
	await page.getByRole('button', { name: m.rating_send() }).click();
	const waits = page.getByText(m.sync_waiting_named({ action: ACTION_NAME.rate() }));
	await expect(waits).toBeVisible({ timeout: 20_000 });
	await expect(page.getByRole('button', { name: m.rating_send() })).toBeHidden();

	await context.setOffline(false);
	await expect(page.getByText(m.rating_thanks())).toBeVisible({ timeout: 30_000 });
	await expect(waits).toBeHidden();
	const path = `/api/app/dossiers/${dossier}`;
	const { text } = await ask(server(), 'GET', path, { as: officerAt('case_officer') });
	expect(text.match(/"type":\s*"rate"/g)).toHaveLength(1);
	expect(text).toContain('Trả kết quả đúng hẹn');
});
