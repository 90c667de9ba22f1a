import { currentOwner } from '$data/account.ts';
import { assistantAtHand, renewCatalogue, type AssistantAtHand } from '$data/assistant.ts';
import { countHandedOver, countRating, countReply } from '$data/assistant-outcomes.ts';
import {
	conversationOfToday,
	eraseConversation,
	eraseConversations,
	type GuidedChecklist,
	type KeptConversation,
	type Said
} from '$data/conversations.ts';
import { deviceNow, deviceToday } from '$data/device-clock.ts';
import { newId } from '$data/ids.ts';
import type { HandedOver } from '$data/question-draft.ts';
import { whenChanged } from '$data/storage/changes.ts';
import type { Committed } from '$data/storage/shelf.ts';
import type { Rating } from '$domain/assistant/outcome.ts';
import type { OwnRecords } from '$domain/assistant/records.ts';
import { prefill } from '$domain/assistant/prefill.ts';
import type { Facet, Language, Reply } from '$domain/assistant/reply.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import { fold } from '$domain/procedure/fold.ts';
import { withAnswer } from '$domain/procedure/answers-url.ts';
import { progress } from '$domain/procedure/questions.ts';
import { LONGEST_QUESTION } from '$domain/question/act.ts';
import { replyText } from '$i18n/assistant-texts.ts';
import { getLocale } from '$i18n/paraglide/runtime.js';
import { announcementOf } from './announcement.ts';
import { OpenConversation } from './open-conversation.svelte.ts';
import { typedAnswer } from './typed-answer.ts';
import { assistantWords, FACET_NAME, statusText } from './words.ts';

/** `unreachable`: a part of the assistant could not be fetched. `not_kept`: the device kept nothing. */
export type TalkTrouble = 'unreachable' | 'not_kept';

type Question = Extract<Said, { kind: 'question' }>;

/** The conversation on the screen: what was said, and what is done about it. */
export class Talk {
	#open = $state.raw(new OpenConversation());
	#newestHere = $state.raw<{ readonly id: Id }>();
	#atHand = $state.raw<AssistantAtHand>();
	#trouble = $state<TalkTrouble>();
	#announced = $state.raw<{ readonly id: Id; readonly text: string }>();
	#answering = $state(false);
	#recalled = $state(false);
	#unanswered: Question | undefined;

	get said(): readonly Said[] {
		return this.conversation.said;
	}

	get conversation(): KeptConversation {
		return this.#open.shown;
	}

	/**
	 * What was said last in this tab, or stood last when the conversation was opened: what others add
	 * takes neither the view nor a button away from it. Another object when it shall come into view.
	 */
	get newestHere(): { readonly id: Id } | undefined {
		return this.#newestHere;
	}

	/** All that was said here lies on the device. */
	get isKept(): boolean {
		return this.#open.isKept;
	}

	/** `undefined` while it is still being fetched. */
	get atHand(): AssistantAtHand | undefined {
		return this.#atHand;
	}

	get trouble(): TalkTrouble | undefined {
		return this.#trouble;
	}

	/** Told to screen readers, once for each answer finished here. */
	get announcement(): string {
		const { id, text = '' } = this.#announced ?? {};
		return this.said.some((each) => each.id === id) ? text : '';
	}

	get answering(): boolean {
		return this.#answering;
	}

	/** What was said before is on the screen. */
	get recalled(): boolean {
		return this.#recalled;
	}

	/** Brings back what was talked about today, and fetches the assistant. */
	async begin(): Promise<void> {
		await this.recall();
		await this.#fetchAssistant();
		void renewCatalogue().catch(() => undefined);
	}

	/** Hears of what is said and erased in other tabs. @returns what ends the listening */
	watch(): () => void {
		return whenChanged('conversations', () => void this.catchUp());
	}

	/** Whoever is signed in now goes on with their own conversation. */
	async recall(): Promise<void> {
		const owner = currentOwner();
		const kept = await conversationOfToday(owner, deviceToday()).catch(() => undefined);
		if (kept?.id === this.conversation.id) await this.catchUp();
		else if (kept) this.#show(new OpenConversation(kept));
		else if (this.conversation.owner !== owner) this.beginAnew();
		this.#recalled = true;
	}

	/** Another tab may have gone on with it, or erased it. */
	async catchUp(): Promise<void> {
		await this.#open.catchUp().catch(() => undefined); // what stands here stays
	}

	open(conversation: KeptConversation): void {
		if (conversation.id !== this.conversation.id) this.#show(new OpenConversation(conversation));
		void this.catchUp();
	}

	beginAnew(): void {
		this.#show(new OpenConversation());
	}

	#show(open: OpenConversation): void {
		this.#open = open;
		this.#newestHere = this.said[this.said.length - 1];
	}

	async erase({ id }: Pick<KeptConversation, 'id'>): Promise<void> {
		await this.#open.after(() => eraseConversation({ owner: currentOwner(), id }));
		if (id === this.conversation.id) this.beginAnew();
	}

	async eraseAll(): Promise<void> {
		await this.#open.after(() => eraseConversations(currentOwner()));
		this.beginAnew();
	}

	/** Asks what was typed or spoken. */
	async ask(text: string): Promise<void> {
		if (this.#answerOpenQuestion(text)) return;
		await this.#answer(this.#ask(text));
	}

	/** After a part of the assistant could not be fetched. */
	async tryAgain(): Promise<void> {
		if (this.#unanswered !== undefined) await this.#answer(this.#unanswered);
		else await this.#fetchAssistant();
	}

	/** Asks one thing of a procedure, by a tap. */
	async askFacet(procedure: string, facet: Facet): Promise<void> {
		const question = this.#ask(FACET_NAME[facet]());
		const atHand = await this.#fetchAssistant();
		const reply = atHand?.assistant.tell(procedure, facet, getLocale(), deviceNow());
		if (!reply) return;
		const last = { text: question.text, intent: reply.intent, facets: [facet] };
		this.#reply(question, reply, { ...this.conversation.thread, procedure, last, pending: null });
	}

	/** Chooses one of the readings that were offered. */
	async choose(option: string): Promise<void> {
		const atHand = await this.#fetchAssistant();
		if (!atHand) return;
		const language = getLocale();
		const { thread } = this.conversation;
		const question = this.#ask(atHand.assistant.optionName(option, language));
		const circumstances = { now: deviceNow(), records: null, language };
		const turn = atHand.assistant.choose(option, thread, circumstances);
		this.#reply(question, turn.reply, turn.conversation);
	}

	/** What goes to an official who is asked after the answer `id`: the question, and all said until then. */
	handedOver(id: string): HandedOver {
		const until = this.said.slice(0, this.said.findIndex((each) => each.id === id) + 1);
		const answered = until[until.length - 1];
		const reply = answered?.kind === 'reply' ? answered.reply : null;
		const turns = until.flatMap((each): HandedOver['turns'] => {
			if (each.kind === 'checklist') return [];
			const by = each.kind === 'question' ? 'person' : 'assistant';
			return [{ by, text: each.text.slice(0, LONGEST_QUESTION) }];
		});
		return {
			text: turns.findLast(({ by }) => by === 'person')?.text ?? '',
			procedure: reply?.procedure ?? null,
			facet: reply?.unknown[0] ?? reply?.facets[0] ?? null,
			turns
		};
	}

	/** An official is asked after this answer. */
	countHandedOver({ reply }: Extract<Said, { kind: 'reply' }>): void {
		void countHandedOver(currentOwner(), reply.procedure).catch(() => undefined);
	}

	rate(id: string, rating: Rating): void {
		const said = this.said.find((each) => each.id === id);
		if (said?.kind !== 'reply' || said.rating === rating) return;
		const { procedure } = said.reply;
		void countRating(currentOwner(), { outcome: rating, procedure }, said.rating).catch(
			() => undefined
		);
		this.#say({ ...said, rating });
	}

	/** Begins the questions of a procedure, without those that were answered by what was said. */
	async beginChecklist(procedure: string): Promise<void> {
		const atHand = await this.#fetchAssistant();
		const entry = atHand?.entries.get(procedure);
		if (!atHand || !entry) return;
		const answers = prefill(atHand.wordsOf(this.#askedAbout(procedure)), entry.rules);
		this.#add({
			kind: 'checklist',
			id: newId(),
			at: deviceNow(),
			procedure,
			answers,
			understood: Object.keys(answers),
			changing: null
		});
	}

	answerChecklist({ id }: GuidedChecklist, question: string, answer: string): void {
		const checklist = this.#checklist(id);
		const entry = checklist && this.#atHand?.entries.get(checklist.procedure);
		if (!entry) return;
		this.#say({
			...checklist,
			answers: withAnswer(entry.rules, checklist.answers, question, answer),
			understood: checklist.understood.filter((each) => each !== question),
			changing: null
		});
	}

	/** Asks a question of the checklist again; every answer stays until another is given. */
	changeAnswer({ id }: GuidedChecklist, question: string | null): void {
		const checklist = this.#checklist(id);
		if (checklist) this.#say({ ...checklist, changing: question });
	}

	beginChecklistAnew({ id }: GuidedChecklist): void {
		const checklist = this.#checklist(id);
		if (checklist) this.#say({ ...checklist, answers: {}, understood: [], changing: null });
	}

	#checklist(id: string): GuidedChecklist | undefined {
		const said = this.said.find((each) => each.id === id);
		return said?.kind === 'checklist' ? said : undefined;
	}

	/** What was typed may answer the question that stands last on the screen. */
	#answerOpenQuestion(text: string): boolean {
		const last = this.said[this.said.length - 1];
		const entry = last?.kind === 'checklist' && this.#atHand?.entries.get(last.procedure);
		if (!entry || last?.kind !== 'checklist') return false;
		const { next } = progress(entry.rules, last.answers);
		const asking = entry.rules.questions.find(({ id }) => id === last.changing) ?? next;
		const answer = asking && typedAnswer(text, asking);
		if (!asking || answer === null) return false;
		this.answerChecklist(last, asking.id, answer);
		return true;
	}

	/** What was typed since another procedure was talked about. */
	#askedAbout(procedure: string): string {
		const texts: string[] = [];
		for (const said of [...this.said].reverse()) {
			if (said.kind === 'question') texts.unshift(said.text);
			const about = said.kind === 'reply' ? said.reply.procedure : null;
			if (about !== null && about !== procedure) break;
		}
		return texts.join(' . ');
	}

	#ask(text: string): Question {
		const question = { kind: 'question', id: newId(), at: deviceNow(), text } as const;
		this.#add(question);
		return question;
	}

	async #answer(question: Question): Promise<void> {
		this.#answering = true;
		this.#unanswered = question;
		const { text } = question;
		const atHand = await this.#fetchAssistant();
		if (atHand) {
			const records = await this.#records(atHand);
			const turn = atHand.assistant.ask(text, this.conversation.thread, {
				now: deviceNow(),
				records,
				...answeredIn(text)
			});
			this.#reply(question, turn.reply, turn.conversation, text);
			this.#unanswered = undefined;
		}
		this.#answering = false;
	}

	async #records({ entries }: AssistantAtHand): Promise<OwnRecords | null> {
		const { readStoredSession } = await import('$data/account.ts');
		const account = readStoredSession()?.account;
		if (!account) return null;
		const { ownRecords } = await import('$data/assistant-records.ts');
		return ownRecords(account, { language: getLocale(), statusText, entries });
	}

	async #fetchAssistant(): Promise<AssistantAtHand | undefined> {
		try {
			this.#atHand = await assistantAtHand(assistantWords());
			if (this.#trouble === 'unreachable') this.#trouble = undefined;
			return this.#atHand;
		} catch {
			this.#trouble = 'unreachable';
			return undefined;
		}
	}

	/** @param asked as it was typed or spoken */
	#reply(
		{ id: to }: Question,
		reply: Reply,
		thread: KeptConversation['thread'],
		asked?: string
	): void {
		// The question was erased meanwhile, or another conversation opened.
		if (!this.said.some(({ id }) => id === to)) return;
		void countReply(currentOwner(), reply, asked).catch(() => undefined);
		const id = newId();
		const text = replyText(reply);
		this.#add({ kind: 'reply', id, at: deviceNow(), to, reply, text, rating: null }, thread);
		this.#announced = { id, text: announcementOf(reply) };
	}

	/** Something new, which comes into view. */
	#add(said: Said, thread?: KeptConversation['thread']): void {
		this.#say(said, thread);
		this.#newestHere = said;
	}

	/** Something new, or something said before that is otherwise now. */
	#say(said: Said, thread?: KeptConversation['thread']): void {
		void this.#kept(this.#open, this.#open.say(said, thread));
	}

	async #kept(open: OpenConversation, keeping: Promise<Committed>): Promise<void> {
		const kept = await keeping.catch(() => undefined);
		if (open === this.#open) this.#trouble = kept?.ok ? undefined : 'not_kept';
	}
}

/**
 * Letters with marks, or English words, tell the language of a question. Where neither does, an
 * English page is answered in English.
 */
function answeredIn(text: string): { readonly language?: Language } {
	return getLocale() === 'en' && fold(text) === text.toLowerCase() ? { language: 'en' } : {};
}
