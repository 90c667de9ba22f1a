import { describe, expect, it } from 'vitest';
import { STAFF_ROLES, type Actor, type Role } from '$domain/identity/actor.ts';
import {
	parseQuestionAct,
	QUESTION_ACT_TYPES,
	type QuestionActType
} from '$domain/question/act.ts';
import { decideQuestion, type QuestionDecision } from '$domain/question/decide.ts';
import { answerDueAt, answeringDivisions, divisionFor } from '$domain/question/desk.ts';
import { availableQuestionActs } from '$domain/question/permission.ts';
import { isInCatalogue, seedJsonOf } from '$domain/question/proposal.ts';
import { questionDeadline } from '$domain/question/timed.ts';
import {
	compareQuestions,
	QUESTION_STATES,
	type Question,
	type QuestionState
} from '$domain/question/question.ts';
import {
	aQuestion,
	aQuestionContext,
	anAct,
	ASKER,
	CONSULAR,
	MONDAY,
	OFFICE,
	payloadOf
} from '../../support/question-makers.ts';

const ROLES: Role[] = ['applicant', ...STAFF_ROLES];
const ME = 'officer00000001';

function anActor(role: Role, division = CONSULAR): Actor {
	return role === 'applicant' ? { role, id: ASKER } : { role, id: ME, division };
}

function accepted(decision: QuestionDecision) {
	if (!decision.ok) throw new Error(`refused: ${decision.code} ${decision.field ?? ''}`);
	return decision;
}

const codeOf = (decision: QuestionDecision): string => (decision.ok ? 'accepted' : decision.code);

/** `asked`, as `anActor` found it: what is taken, a colleague took. */
function standing(state: QuestionState, fields: Partial<Question> = {}): Question {
	return aQuestion({
		state,
		officer: state === 'asked' ? null : 'colleague000001',
		answeredAt: state === 'answered' ? MONDAY : null,
		...fields
	});
}

describe('the life of a question', () => {
	/** Who may do what in which state: everything that is not here is refused. */
	const DIVISION: readonly Role[] = [
		'receiving_officer',
		'case_officer',
		'head_of_division',
		'clerk'
	];
	const LIFE: readonly [QuestionActType, readonly Role[], QuestionState, QuestionState][] = [
		['follow_up', ['applicant'], 'answered', 'asked'],
		['take_question', DIVISION, 'asked', 'taken'],
		['take_question', DIVISION, 'taken', 'taken'],
		['pass_question', DIVISION, 'asked', 'asked'],
		['pass_question', ['head_of_division'], 'taken', 'asked'],
		['answer_question', DIVISION, 'asked', 'answered'],
		['answer_question', ['head_of_division'], 'taken', 'answered'],
		['close_question', ['applicant', ...DIVISION], 'asked', 'closed'],
		['close_question', ['applicant', 'head_of_division'], 'taken', 'closed'],
		['propose_answer', DIVISION, 'answered', 'answered']
	];

	it('lets happen exactly what the table says, in every state, by every role', () => {
		const expected = LIFE.flatMap(([type, roles, from, to]) =>
			roles.map((role) => `${type} ${role} ${from} ${to}`)
		);
		const found = QUESTION_ACT_TYPES.flatMap((type) =>
			ROLES.flatMap((role) =>
				QUESTION_STATES.flatMap((state) => {
					const question = standing(state);
					const decision = decideQuestion(question, anAct(type), anActor(role), aQuestionContext());
					return decision.ok ? [`${type} ${role} ${state} ${decision.question.state}`] : [];
				})
			)
		);
		expect(found.sort()).toEqual([...expected].sort());
	});

	it('offers on the screen exactly what would be accepted', () => {
		for (const role of ROLES) {
			for (const state of QUESTION_STATES) {
				const question = standing(state);
				const acceptedTypes = QUESTION_ACT_TYPES.filter(
					(type) => decideQuestion(question, anAct(type), anActor(role), aQuestionContext()).ok
				);
				expect(availableQuestionActs(question, anActor(role)), `${role}, ${state}`).toEqual(
					acceptedTypes
				);
			}
		}
	});

	it('keeps others out: another person hears that there is none, another division that it is not theirs', () => {
		const stranger: Actor = { role: 'applicant', id: 'applicant000002' };
		const cooperation = anActor('case_officer', 'phong-htqt');
		for (const type of QUESTION_ACT_TYPES) {
			for (const state of QUESTION_STATES) {
				const of = (actor: Actor) =>
					codeOf(decideQuestion(standing(state), anAct(type), actor, aQuestionContext()));
				expect(of(stranger)).toBe('question.not_found');
				expect(of(cooperation)).toBe('question.wrong_division');
			}
		}
	});

	it('belongs to whoever took it, until a colleague takes it over', () => {
		const taken = standing('taken');
		const me = anActor('case_officer');
		expect(codeOf(decideQuestion(taken, anAct('answer_question'), me, aQuestionContext()))).toBe(
			'question.taken_by_colleague'
		);
		const { question } = accepted(
			decideQuestion(taken, anAct('take_question'), me, aQuestionContext())
		);
		expect(question.officer).toBe(ME);
		const answer = anAct('answer_question', {}, question.seq);
		expect(
			accepted(decideQuestion(question, answer, me, aQuestionContext())).question
		).toMatchObject({ state: 'answered', officer: ME, answeredAt: MONDAY });
	});

	it('is answered by nobody who saw an older state', () => {
		const decision = decideQuestion(
			aQuestion({ seq: 3 }),
			anAct('answer_question'),
			anActor('case_officer'),
			aQuestionContext()
		);
		expect(codeOf(decision)).toBe('question.changed_meanwhile');
	});

	it('comes back once by a follow-up, with its time anew', () => {
		const later = aQuestionContext({ now: '2026-11-18T02:00:00.000Z' });
		const asker = anActor('applicant');
		const { question, tells } = accepted(
			decideQuestion(standing('answered'), anAct('follow_up'), asker, later)
		);
		expect(question).toMatchObject({
			state: 'asked',
			officer: null,
			followedUp: true,
			answeredAt: null,
			dueAt: '2026-11-23T09:30:00.000Z'
		});
		expect(tells).toEqual([{ audience: 'division', event: 'question_asked' }]);
		const again = decideQuestion(
			{ ...standing('answered'), followedUp: true },
			anAct('follow_up'),
			asker,
			later
		);
		expect(codeOf(again)).toBe('question.already_followed_up');
	});

	it('is passed on to a division that answers, which has the rest of the promised time', () => {
		const taken = standing('taken', { officer: ME });
		const pass = (division: string) =>
			decideQuestion(
				taken,
				anAct('pass_question', { division }),
				anActor('case_officer'),
				aQuestionContext({ now: '2026-11-18T02:00:00.000Z' })
			);
		const { question, tells } = accepted(pass(OFFICE));
		expect(question).toMatchObject({
			division: OFFICE,
			state: 'asked',
			officer: null,
			dueAt: taken.dueAt
		});
		expect(tells).toEqual([{ audience: 'division', event: 'question_asked' }]);
		for (const division of [CONSULAR, 'ban-giam-doc', 'khong-co']) {
			expect(pass(division)).toMatchObject({ code: 'field.invalid', field: 'payload.division' });
		}
	});

	it('is closed by an officer only with a reason, which the asker is told', () => {
		const close = (reason: string, role: Role) =>
			decideQuestion(
				aQuestion(),
				anAct('close_question', { reason }),
				anActor(role),
				aQuestionContext()
			);
		expect(close('', 'case_officer')).toMatchObject({
			code: 'field.required',
			field: 'payload.reason'
		});
		expect(accepted(close('Việc khác', 'case_officer')).tells).toEqual([
			{ audience: 'asker', event: 'question_answered' }
		]);
		expect(accepted(close('', 'applicant')).tells).toEqual([]);
	});
});

describe('asking', () => {
	const ask = (payload: Parameters<typeof anAct<'ask_question'>>[1], role: Role = 'applicant') =>
		decideQuestion(null, anAct('ask_question', payload), anActor(role), aQuestionContext());

	it('is for people with an account, not for officers', () => {
		expect(accepted(ask({})).question).toMatchObject({ asker: ASKER, state: 'asked', seq: 1 });
		for (const role of STAFF_ROLES) expect(codeOf(ask({}, role))).toBe('question.wrong_role');
	});

	it('promises an answer in working days, counted from when the desk is open', () => {
		const { question } = accepted(ask({}));
		expect(question).toMatchObject({ startedAt: MONDAY, dueAt: '2026-11-19T09:30:00.000Z' });
		const friday = '2026-11-20T11:00:00.000Z';
		const limit = { days: 3, unit: 'working-days' } as const;
		// Friday evening counts from Monday; 24 November is a day off.
		expect(answerDueAt(friday, limit, aQuestionContext().calendar)).toBe(
			'2026-11-27T09:30:00.000Z'
		);
	});

	it('refuses personal data that nobody agreed to, and names where they stand', () => {
		expect(ask({ text: 'Tôi là 075099012345' })).toMatchObject({
			code: 'question.personal_data',
			field: 'payload.text'
		});
		const excerpt = [{ by: 'person', text: 'Gọi 0912 345 678' } as const];
		expect(ask({ excerpt })).toMatchObject({
			code: 'question.personal_data',
			field: 'payload.excerpt.0.text'
		});
		expect(codeOf(ask({ excerpt, agreedPersonalData: true }))).toBe('accepted');
	});

	it('knows no procedure that the catalogue does not know', () => {
		const decision = decideQuestion(
			null,
			anAct('ask_question'),
			anActor('applicant'),
			aQuestionContext({ division: null })
		);
		expect(codeOf(decision)).toBe('procedure.unknown');
	});

	it('happens once', () => {
		const again = decideQuestion(
			aQuestion(),
			anAct('ask_question'),
			anActor('applicant'),
			aQuestionContext()
		);
		expect(codeOf(again)).toBe('question.exists');
	});
});

describe('a proposal for the catalogue', () => {
	const propose = (text: string) =>
		decideQuestion(
			standing('answered'),
			anAct('propose_answer', { question: { vi: text, en: '' } }),
			anActor('case_officer'),
			aQuestionContext()
		);

	it('names nobody, whatever the asker agreed to', () => {
		expect(codeOf(propose('Hộ chiếu C1234567 của tôi?'))).toBe('question.personal_data');
		expect(codeOf(propose('Hộ chiếu hết hạn thì sao?'))).toBe('accepted');
	});

	it('is written as the seed of the catalogue has it', () => {
		const proposal = payloadOf('propose_answer');
		expect(JSON.parse(seedJsonOf(proposal))).toEqual({
			q: { vi: proposal.question.vi, en: proposal.question.vi },
			a: { vi: proposal.answer.vi, en: proposal.answer.vi }
		});
	});

	it('is known again once the catalogue has it, however it is spelled', () => {
		const answer = { vi: 'Có.', en: 'Yes.' };
		const known = (vi: string) => ({
			commonQuestions: [{ question: { vi, en: '' }, answer, unverified: false }]
		});
		const proposal = payloadOf('propose_answer');
		expect(isInCatalogue(proposal, known('GIẤY TỜ có cần dịch không?'))).toBe(true);
		expect(isInCatalogue(proposal, known('Khi nào có kết quả?'))).toBe(false);
	});
});

describe('where a question goes', () => {
	const desk = {
		division: 'van-phong',
		divisionOf: { 'lanh-su': CONSULAR, 'di-nuoc-ngoai': 'phong-htqt' }
	};

	it.each([
		['a procedure of its own', { slug: 'di-nuoc-ngoai', group: 'lanh-su' }, 'phong-htqt'],
		['the group', { slug: 'the-abtc', group: 'lanh-su' }, CONSULAR],
		['nobody else', { slug: 'the-abtc', group: 'khac' }, 'van-phong'],
		['no procedure', null, 'van-phong']
	])('by %s', (_by, procedure, division) => {
		expect(divisionFor(procedure, desk)).toBe(division);
	});

	it('can be to each division that answers, and to no other', () => {
		expect(answeringDivisions(desk).sort()).toEqual([CONSULAR, 'phong-htqt', 'van-phong'].sort());
	});

	it('is worked on by what is due first', () => {
		const due = (id: string, dueAt: string) => ({ id, dueAt });
		const sorted = [due('b', '2026-11-19'), due('c', '2026-11-18'), due('a', '2026-11-19')].sort(
			compareQuestions
		);
		expect(sorted.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
	});
});

describe('the promised moment', () => {
	// Asked on Monday, answered before the end of Thursday.
	const question = aQuestion();
	const on = (day: string, hour = 9) => `${day}T${String(hour - 7).padStart(2, '0')}:00:00.000Z`;
	const told = (now: string, asked = question) =>
		questionDeadline(asked, now, aQuestionContext().calendar)?.event;

	it('is told of a working day before, and when it has passed', () => {
		expect(told(on('2026-11-17'))).toBeUndefined();
		expect(told(on('2026-11-18'))).toBe('question_due_soon');
		expect(told(on('2026-11-19'))).toBe('question_due_soon');
		expect(told(on('2026-11-19', 17))).toBe('question_overdue');
	});

	it('is nothing to be told of once it was answered or closed', () => {
		for (const state of ['answered', 'closed'] as const) {
			expect(told(on('2026-11-20'), standing(state))).toBeUndefined();
		}
	});
});

describe('what comes in', () => {
	const act = anAct('ask_question');
	it('is read whole', () => {
		expect(parseQuestionAct(act)).toEqual({ ok: true, act });
	});

	it.each([
		['nothing', null, 'action.malformed', ''],
		['an unknown act', { ...act, type: 'delete' }, 'action.malformed', 'type'],
		['an id of another form', { ...act, question: '1' }, 'action.malformed', 'question'],
		['no text', anAct('ask_question', { text: ' ' }), 'field.required', 'payload.text'],
		['a book', anAct('ask_question', { text: 'a'.repeat(2001) }), 'field.too_long', 'payload.text'],
		[
			'no agreement',
			{ ...act, payload: { ...act.payload, agreedPersonalData: 'yes' } },
			'field.invalid',
			'payload.agreedPersonalData'
		],
		[
			'more than asked',
			{ ...act, payload: { ...act.payload, officer: 'x' } },
			'field.invalid',
			'payload.officer'
		]
	])('is told apart from %s', (_what, input, code, field) => {
		expect(parseQuestionAct(input)).toMatchObject({ ok: false, code, field });
	});
});
