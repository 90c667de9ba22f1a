import type { Fault } from '$data/answer.ts';
import { newId } from '$data/ids.ts';
import { fetchDossierForWork, type ApplicantFound } from '$data/officer-queries.ts';
import { act } from '$data/sync/act.ts';
import type { Channel, Dossier, Id, ResultReturn } from '$domain/dossier/dossier.ts';
import { parseIntent } from '$domain/dossier/intent.ts';
import {
	applicantFields,
	isApplicantKind,
	type ApplicantKind,
	type FormValues
} from '$domain/procedure/applicant-details.ts';
import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';
import { checklist, type Checklist, type DepartmentLimit } from '$domain/procedure/checklist.ts';
import { checkForm } from '$domain/procedure/form.ts';
import type { Answers } from '$domain/procedure/questions.ts';
import { withAnswer } from '$domain/procedure/answers-url.ts';
import type { FieldFault } from './action-draft.ts';
import { deviceToday } from '$data/device-clock.ts';

export interface Counts {
	readonly originals: string;
	readonly copies: string;
}

/** What was registered, as the receipt needs it. */
export interface Registered {
	readonly dossier: Dossier;
	readonly trackingSecret: string | null;
	readonly form: FormValues;
	readonly papers: readonly { paper: string; originals: number; copies: number }[];
	readonly entry: CatalogueEntry;
}

export type CounterAttempt =
	| { readonly kind: 'faults'; readonly faults: readonly FieldFault[] }
	| { readonly kind: 'trouble'; readonly fault: Fault };

/**
 * One person at the desk: what is known of them and of what they bring, until the receipt is
 * printed. Nothing typed is lost by a failure; the next person begins with a new one.
 */
export class CounterVisit {
	readonly id: Id = newId();
	/** The account found, if the person has one. */
	#account = $state.raw<ApplicantFound | null>(null);
	kind = $state<ApplicantKind>('citizen');
	form = $state<Record<string, string>>({});
	#entry = $state.raw<CatalogueEntry | null>(null);
	#answers = $state.raw<Answers>({});
	counts = $state<Record<string, Counts>>({});
	channel = $state<Exclude<Channel, 'online'>>('counter');
	resultReturn = $state<ResultReturn>('counter');
	/** The officer saw that papers are missing and receives it all the same. */
	acceptsGaps = $state(false);
	#sending = $state(false);
	#registered = $state.raw<Registered | null>(null);

	constructor(
		readonly officer: string,
		readonly limit: DepartmentLimit
	) {}

	get account() {
		return this.#account;
	}
	get entry() {
		return this.#entry;
	}
	get answers() {
		return this.#answers;
	}
	get sending() {
		return this.#sending;
	}
	get registered() {
		return this.#registered;
	}
	get checklist(): Checklist | null {
		return this.#entry && checklist(this.#entry, this.#answers, this.limit);
	}
	/** Papers the case needs that do not lie on the desk. */
	get missing() {
		const given = this.#papers().map(({ paper }) => paper);
		return (this.checklist?.papers ?? []).filter(
			({ need, paper }) => need === 'required' && !given.includes(paper.id)
		);
	}

	/** Takes over what the account knows; what was typed before is kept where it says nothing. */
	chooseAccount(account: ApplicantFound | null): void {
		this.#account = account;
		if (!account) return;
		if (isApplicantKind(account.kind)) this.kind = account.kind;
		const { name, phone, email } = account;
		this.form['fullName'] = name || (this.form['fullName'] ?? '');
		this.form['phone'] = phone || (this.form['phone'] ?? '');
		this.form['email'] = email || (this.form['email'] ?? '');
	}

	chooseProcedure(entry: CatalogueEntry): void {
		if (entry.procedure.slug === this.#entry?.procedure.slug) return;
		this.#entry = entry;
		this.#answers = {};
		this.counts = {};
		this.acceptsGaps = false;
	}

	answer(question: string, value: string): void {
		if (!this.#entry) return;
		this.#answers = withAnswer(this.#entry.rules, this.#answers, question, value);
		this.acceptsGaps = false;
	}

	/** Registers the dossier. Under way already, it does nothing more. */
	async register(): Promise<CounterAttempt | null> {
		if (this.#sending || this.#registered) return null;
		const faults = this.#faults();
		const entry = this.#entry;
		if (faults.length > 0 || !entry) return { kind: 'faults', faults };
		const form = this.#filledForm();
		const papers = this.#papers();
		const parsed = parseIntent({
			id: newId(),
			dossier: this.id,
			type: 'register_at_counter',
			expectedSeq: 0,
			payload: {
				procedure: entry.procedure.slug,
				procedureVersion: entry.procedure.version,
				answers: this.#answers,
				form,
				resultReturn: this.resultReturn,
				applicant: this.#account?.id ?? null,
				papers,
				channel: this.channel
			}
		});
		if (!parsed.ok) return { kind: 'faults', faults: [{ field: parsed.field, code: parsed.code }] };
		this.#sending = true;
		const { type, payload } = parsed.intent;
		const acted = await act(this.officer, { id: this.id, seq: 0 }, type, payload);
		const answer = acted.ok ? await fetchDossierForWork(this.id) : acted;
		this.#sending = false;
		if (answer.ok) {
			const { dossier, trackingSecret } = answer.value;
			this.#registered = { dossier, trackingSecret: trackingSecret ?? null, form, papers, entry };
			return null;
		}
		return answer.kind === 'fault'
			? { kind: 'trouble', fault: answer.fault }
			: { kind: 'faults', faults: [{ field: answer.field ?? '', code: answer.code }] };
	}

	/** Everything that is wrong, in the order of the screen. Only the name must be there. */
	#faults(): FieldFault[] {
		const entry = this.#entry;
		if (!entry) {
			return [...this.#nameFault(), { field: 'procedure-search', code: 'field.required' }];
		}
		const wrong = checkForm(entry.rules, this.#answers, this.#filledForm(), deviceToday())
			.filter(({ code }) => code !== 'field.required')
			.map(({ field, code }): FieldFault => ({ field: `payload.form.${field}`, code }));
		const gaps: FieldFault[] =
			this.missing.length > 0 && !this.acceptsGaps
				? [{ field: 'accepts-gaps', code: 'papers.missing' }]
				: [];
		return [...this.#nameFault(), ...wrong, ...gaps];
	}

	#nameFault(): FieldFault[] {
		const name = (this.form['fullName'] ?? '').trim();
		return name === '' ? [{ field: 'payload.form.fullName', code: 'field.required' }] : [];
	}

	#filledForm(): Record<string, string> {
		const filled = Object.entries(this.form).map(
			([field, value]) => [field, value.trim()] as const
		);
		return Object.fromEntries([
			['applicantKind', this.kind],
			...filled.filter(([field, value]) => value !== '' && this.#isAsked(field))
		]);
	}

	/** Fields typed for another kind of applicant or procedure stay on the screen's memory only. */
	#isAsked(field: string): boolean {
		const own = this.checklist?.fields.some(({ id }) => id === field) ?? false;
		return own || applicantFields(this.kind).some(({ id }) => id === field);
	}

	#papers() {
		return Object.entries(this.counts)
			.map(([paper, { originals, copies }]) => ({
				paper,
				originals: Number(originals || 0),
				copies: Number(copies || 0)
			}))
			.filter(({ originals, copies }) => originals + copies > 0);
	}
}
