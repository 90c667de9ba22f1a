/**
 * Everybody of the seed, signed in once for a whole run of browser tests, and one dossier and one
 * question that every screen can show. PocketBase takes five codes of one officer in a row and then none for three minutes:
 * who signs in anew for each test is refused at the sixth.
 */
import * as v from 'valibot';
import type { Account } from '../../src/lib/data/account.ts';
import { act, ask, taken, type Visitor } from './api.ts';
import { firstFactor, PEOPLE, requestCode, secondFactor, type Address } from './people.ts';
import {
	actOnQuestion,
	CONSULAR_PROCEDURE,
	newQuestion,
	nextAct,
	questionTaken
} from './questions.ts';
import { counterRegistration } from './travel-request.ts';

/** Names what was made, for the tests: other processes than the one that made it. */
const SIGNED_IN = 'E2E_SIGNED_IN';

/** Whose dossier the screens show. */
export const APPLICANT = 'congchuc@example.vn';

const text = v.string();
const Session = v.object({
	token: text,
	account: v.looseObject({ id: text, email: text })
});
/** As the app keeps it on a device. */
export type Session = v.InferOutput<typeof Session>;

const SignedIn = v.object({
	sessions: v.array(Session),
	walkIn: v.object({ id: text, code: text }),
	question: text
});
type SignedIn = v.InferOutput<typeof SignedIn>;

const person = { id: text, name: text, email: text };
const Applicant = v.object({
	token: text,
	record: v.object({ ...person, phone: text, kind: text })
});
const Officer = v.object({
	token: text,
	record: v.object({ ...person, role: text, division: text })
});

/** Signs in each applicant, and the first officer of each role. */
export async function signEverybodyIn(server: Address): Promise<void> {
	const sessions = await Promise.all([
		...PEOPLE.applicants.map(({ email }) => applicantSession(server, email)),
		...[...new Set(PEOPLE.officers.map(({ role }) => role))].map((role) =>
			officerSession(server, emailOf(role))
		)
	]);
	const visitor = (email: string) => visitorOf(sessions, email);
	const request = await counterRegistration(server, visitor(APPLICANT).id);
	const desk = visitor(emailOf('receiving_officer'));
	const { dossier } = taken(await act(server, desk, request));
	const made: SignedIn = {
		sessions,
		walkIn: { id: dossier.id, code: dossier.code ?? '' },
		question: await askOffice(server, visitor(APPLICANT), desk)
	};
	process.env[SIGNED_IN] = JSON.stringify(made);
}

/**
 * Two questions that the Office answers: one is answered and proposed for the catalogue.
 * @returns the one that still waits
 */
async function askOffice(server: Address, asker: Visitor, office: Visitor): Promise<string> {
	const [waiting, answered] = await Promise.all(
		[QUESTION, 'Có nộp thay được không?'].map(async (text) => {
			const asked = await actOnQuestion(server, asker, newQuestion({ text, procedure: null }));
			return questionTaken(asked).question.id;
		})
	);
	const question = answered ?? '';
	const answer = { text: 'Được, nếu có giấy ủy quyền.', sources: [] };
	const proposal = {
		procedure: CONSULAR_PROCEDURE,
		question: { vi: 'Người khác nộp thay được không?', en: '' },
		answer: { vi: answer.text, en: '' }
	};
	for (const next of [
		nextAct(question, 1, 'answer_question', answer),
		nextAct(question, 2, 'propose_answer', proposal)
	]) {
		questionTaken(await actOnQuestion(server, office, next));
	}
	return waiting ?? '';
}

/** E-mail address of the first officer of the seed in a role. */
export function emailOf(role: string): string {
	const officer = PEOPLE.officers.find((each) => each.role === role);
	if (!officer) throw new Error(`The seed has no ${role}.`);
	return officer.email;
}

/** The session of somebody who is signed in, as text that the app keeps. */
export const sessionOf = (email: string): Session => sessionAmong(made().sessions, email);

/** Somebody who is signed in, to ask the server directly. */
export const visitorNamed = (email: string): Visitor => visitorOf(made().sessions, email);

export const officerAt = (role: string): Visitor => visitorNamed(emailOf(role));

/** A walk-in of `APPLICANT`, received at the desk: its clock runs, and no test changes it. */
export const walkIn = (): SignedIn['walkIn'] => made().walkIn;

/** What `APPLICANT` asked the Office, which still waits: no test answers it. */
export const QUESTION = 'Ngày nào trả kết quả qua bưu điện?';
export const askedQuestion = (): string => made().question;

function made(): SignedIn {
	return v.parse(SignedIn, JSON.parse(process.env[SIGNED_IN] ?? 'null'));
}

function sessionAmong(sessions: readonly Session[], email: string): Session {
	const found = sessions.find(({ account }) => account.email === email);
	if (!found) throw new Error(`Nobody signed ${email} in.`);
	return found;
}

function visitorOf(sessions: readonly Session[], email: string): Visitor {
	const { token, account } = sessionAmong(sessions, email);
	return { id: account.id, token };
}

async function applicantSession(server: Address, email: string): Promise<Session> {
	const path = '/api/collections/applicants/auth-with-password';
	const body = { identity: email, password: PEOPLE.password };
	const { token, record } = v.parse(Applicant, (await ask(server, 'POST', path, { body })).body);
	return { token, account: { type: 'applicant' satisfies Account['type'], ...record } };
}

async function officerSession(server: Address, email: string): Promise<Session> {
	const { mfaId } = v.parse(v.object({ mfaId: text }), (await firstFactor(server, email)).body);
	const { otpId, code } = await requestCode(server, email);
	const answer = await secondFactor(server, { mfaId, otpId, password: code });
	const { token, record } = v.parse(Officer, answer.body);
	return { token, account: { type: 'officer' satisfies Account['type'], ...record } };
}
