import type { CatalogueEntry } from '../procedure/catalogue.ts';
import type { HolidayRow } from '../time/holidays.ts';
import { dayOf, type Instant } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import { answer, type Asked } from './answer.ts';
import {
	meaningOf,
	meaningOfChoice,
	NEW_CONVERSATION,
	type Conversation,
	type Meaning
} from './dialogue.ts';
import { tellComplaint, tellOffice } from './office.ts';
import { optionsFor, referralIdIn } from './options.ts';
import { settledFeatures } from './features.ts';
import { Passages } from './passages.ts';
import { tellDossier, tellDossiers } from './own-dossiers.ts';
import { tellMeetings } from './own-meetings.ts';
import { tellTrips } from './own-trips.ts';
import type { Told } from './personal.ts';
import { recordNamed } from './record-number.ts';
import type { Office, OwnRecords } from './records.ts';
import { Draft, factLine, type Facet, type Language, type Reply, type Step } from './reply.ts';
import type { ReplyTerms } from './terms.ts';
import type { Models, Understanding } from './understanding.ts';

/** What the assistant knows before anybody asks. */
export interface Knowledge {
	/** The versions in force, one of each procedure. */
	readonly entries: readonly CatalogueEntry[];
	readonly models: Models;
	/** Procedures offered when nothing is known of what is meant. */
	readonly usual: readonly string[];
	/** Procedures by which travel abroad (đoàn ra) is approved. */
	readonly travel: readonly string[];
	readonly office: Office;
	readonly holidays: readonly HolidayRow[];
	readonly calendar: WorkCalendar;
	readonly terms: Readonly<Record<Language, ReplyTerms>>;
}

/** What surrounds a question. */
export interface Circumstances {
	readonly now: Instant;
	/** `null`: nobody is signed in on this device. */
	readonly records: OwnRecords | null;
	/** Unless given, told from the text. */
	readonly language?: Language;
}

export interface Turn {
	readonly reply: Reply;
	readonly conversation: Conversation;
}

/** From this share on a question about own records speaks of a procedure. */
const SPOKEN_OF = 0.12;
/** From this probability on it is said that the catalogue does not settle what is asked. */
const UNSETTLED = 0.12;

/** The assistant (trợ lý): answers from the catalogue and the own records, without a network. */
export class Assistant {
	readonly #entries: ReadonlyMap<string, CatalogueEntry>;
	readonly #passages: Passages;

	constructor(private readonly knowledge: Knowledge) {
		this.#entries = new Map(knowledge.entries.map((entry) => [entry.procedure.slug, entry]));
		this.#passages = new Passages(knowledge.entries, knowledge.models.lexicon);
	}

	ask(text: string, conversation: Conversation, circumstances: Circumstances): Turn {
		const meaning = meaningOf(
			text,
			conversation,
			this.knowledge.models,
			this.#isProcedure,
			circumstances.language
		);
		const named =
			circumstances.records && recordNamed(meaning.understanding.words, circumstances.records);
		const meant =
			named && !OF_RECORDS.has(meaning.intent)
				? { ...meaning, intent: named, procedure: null }
				: meaning;
		const reply = this.#reply(meant, conversation.procedure, circumstances);
		return { reply, conversation: this.#after(reply, meaning, conversation) };
	}

	/** One of the readings that were offered, chosen by a tap: what was asked is answered as if it had said so. */
	choose(
		option: string,
		conversation: Conversation,
		circumstances: Circumstances & { readonly language: Language }
	): Turn {
		const { language } = circumstances;
		const { pending } = conversation;
		const asked = pending?.options.includes(option)
			? pending
			: { text: this.optionName(option, language), facets: [] };
		const meaning = meaningOfChoice(option, asked, this.knowledge.models, language);
		const reply = this.#reply(meaning, conversation.procedure, circumstances);
		return { reply, conversation: this.#after(reply, meaning, conversation) };
	}

	/** A facet of a procedure, asked by a tap. */
	tell(procedure: string, facet: Facet, language: Language, now: Instant): Reply | null {
		const entry = this.#entries.get(procedure);
		if (!entry) return null;
		const asked = { facets: [facet], maybe: [], passages: [], notSettled: [] } as const;
		return this.#answer(entry, asked, language, now, 1, []);
	}

	readonly #isProcedure = (topic: string): boolean => this.#entries.has(topic);

	#after(reply: Reply, { understanding, facets }: Meaning, before: Conversation): Conversation {
		const { checklist } = before;
		const { text } = understanding;
		if (reply.kind === 'clarify') {
			const asked = asksFacet(understanding) ? facets : [];
			const pending = { text, facets: asked, options: reply.options };
			return { procedure: null, last: null, pending, checklist };
		}
		if (reply.kind === 'personal' || reply.intent === 'procedure-info') {
			const last = { text, intent: reply.intent, facets };
			return { procedure: reply.procedure, last, pending: null, checklist };
		}
		if (reply.kind === 'smalltalk') return before;
		if (reply.intent === 'out-of-scope') return { ...NEW_CONVERSATION, checklist };
		if (reply.intent === 'office-hours-contact' && before.pending) return before;
		const last = { text, intent: reply.intent, facets: before.last?.facets ?? [] };
		return { procedure: before.procedure, last, pending: null, checklist };
	}

	/** @param before slug of the procedure that was told of before */
	#reply(meaning: Meaning, before: string | null, circumstances: Circumstances): Reply {
		const { intent, procedure, understanding } = meaning;
		const { language } = understanding;
		const entry = procedure === null ? undefined : this.#entries.get(procedure);
		if (intent === 'procedure-info' && entry) {
			const { slug } = entry.procedure;
			const found = this.#passages.find(slug, understanding.text);
			const { facets, maybe } = meaning;
			const notSettled = [...facets, ...maybe].filter((facet) =>
				this.#isUnsettled(settledFeatures(understanding.read, { procedure: slug, facet }, found))
			);
			return this.#answer(
				entry,
				{ facets, maybe, passages: found.passages, notSettled },
				language,
				circumstances.now,
				meaning.confidence,
				this.#reasons(understanding, slug)
			);
		}
		switch (intent) {
			case 'track-dossier':
			case 'my-dossiers':
			case 'travel-approval-status':
			case 'meeting-today':
				return this.#personal(meaning, before, circumstances);
			case 'office-hours-contact':
			case 'complaint': {
				const question = { ...this.#question(understanding, circumstances), ...this.knowledge };
				const officeQuestion = { ...question, terms: this.knowledge.terms[language] };
				const draft =
					intent === 'complaint' ? tellComplaint(officeQuestion) : tellOffice(officeQuestion);
				return this.#finish(draft, meaning, intent === 'complaint' ? 'handoff' : 'answer', {
					steps: this.#officeSteps(),
					asOf: this.knowledge.office.confirmedOn
				});
			}
			case 'greeting': {
				const draft = new Draft();
				draft.say('greeting');
				draft.say('greeting_automatic');
				return this.#finish(draft, meaning, 'smalltalk', {});
			}
			case 'unsafe':
				return this.#refuse(meaning);
			case 'out-of-scope':
				return this.#decline(meaning);
			default:
				return this.#clarify(meaning);
		}
	}

	#answer(
		entry: CatalogueEntry,
		asked: Pick<Asked, 'facets' | 'maybe' | 'passages' | 'notSettled'>,
		language: Language,
		now: Instant,
		confidence: number,
		reasons: readonly string[]
	): Reply {
		const { slug, version } = entry.procedure;
		const { draft, told, unknown, citation } = answer(entry, {
			...asked,
			language,
			terms: this.knowledge.terms[language],
			today: dayOf(now),
			calendar: this.knowledge.calendar
		});
		return {
			kind: 'answer',
			language,
			intent: 'procedure-info',
			procedure: slug,
			facets: told,
			options: [],
			unknown,
			completeness:
				unknown.length > 0 ? (draft.facts.length > 0 ? 'partial' : 'unknown') : 'complete',
			parts: draft.parts,
			facts: draft.facts,
			citations: [citation],
			steps: [
				{ kind: 'checklist', procedure: slug },
				...NEXT_FACETS.filter((next) => !told.includes(next))
					.slice(0, 3)
					.map((next): Step => ({ kind: 'facet', procedure: slug, facet: next })),
				{ kind: 'procedure', procedure: slug },
				{ kind: 'ask-official' }
			],
			referral: null,
			asOf: version,
			confidence,
			reasons
		};
	}

	#isUnsettled(features: readonly string[]): boolean {
		const shares = this.knowledge.models.unsettled.predict(features);
		return (shares.get('unsettled') ?? 0) >= UNSETTLED;
	}

	#question(understanding: Understanding, { now }: Circumstances) {
		const { text, words, concepts, language } = understanding;
		const procedures = understanding.topics
			.filter(({ topic, share }) => this.#isProcedure(topic) && share >= SPOKEN_OF)
			.map(({ topic }) => topic)
			.slice(0, 2);
		return {
			text,
			words,
			concepts,
			procedures,
			travel: this.knowledge.travel,
			now,
			language,
			terms: this.knowledge.terms[language],
			calendar: this.knowledge.calendar
		};
	}

	#personal(meaning: Meaning, before: string | null, circumstances: Circumstances): Reply {
		const { records } = circumstances;
		if (!records) {
			const draft = new Draft();
			draft.say('sign_in');
			return this.#finish(draft, meaning, 'personal', {});
		}
		const question = {
			...this.#question(meaning.understanding, circumstances),
			said: this.#question(meaning.said, circumstances),
			before
		};
		const told: Told =
			TELLERS[meaning.intent]?.(question, records) ?? tellDossiers(question, records);
		return {
			...this.#finish(told.draft, meaning, 'personal', {
				asOf: records.syncedAt,
				steps: [
					...told.codes.map((code): Step => ({ kind: 'dossier', code })),
					...told.urls.map((url): Step => ({ kind: 'meeting', url }))
				]
			}),
			procedure: told.procedure
		};
	}

	#refuse(meaning: Meaning): Reply {
		const { concepts } = meaning.understanding;
		const draft = new Draft();
		if (concepts.has('unsafe.harm')) draft.say('refused_harm');
		else if (concepts.has('unsafe.other')) draft.say('refused_person');
		else draft.say('refused');
		draft.say('can_help_with');
		return this.#finish(draft, meaning, 'refuse', {});
	}

	#decline(meaning: Meaning): Reply {
		const { referral, language } = meaning.understanding;
		const draft = new Draft();
		const authority = referral?.authority[language] ?? '';
		if (referral && authority !== '') {
			draft.say('elsewhere', { topic: referral.topic[language], authority });
			draft.facts.push({
				value: authority,
				source: referral.source,
				path: `referrals.${referral.id}`
			});
			if (referral.unverified) draft.say('elsewhere_unverified');
		} else {
			draft.say('outside');
		}
		draft.say('can_help_with');
		return {
			...this.#finish(draft, meaning, 'decline', { steps: [{ kind: 'ask-official' }] }),
			referral: authority || null
		};
	}

	#clarify(meaning: Meaning): Reply {
		const { understanding } = meaning;
		const { language } = understanding;
		const { models, usual } = this.knowledge;
		const options = optionsFor(understanding, models, usual);
		const draft = new Draft();
		draft.say(
			options.some((option) => option.startsWith('out')) ? 'which_meaning' : 'which_procedure'
		);
		draft.list(
			'options',
			options.map((option) => ({
				...factLine(this.optionName(option, language)),
				source: 'catalogue',
				path: `options.${option}`
			}))
		);
		return { ...this.#finish(draft, { ...meaning, intent: 'ambiguous' }, 'clarify', {}), options };
	}

	/** What an option is called. */
	optionName(option: string, language: Language): string {
		const id = referralIdIn(option);
		const { referrals } = this.knowledge.models.lexicon;
		return id === null
			? (this.#entries.get(option)?.procedure.name[language] ?? option)
			: (referrals.find((referral) => referral.id === id)?.topic[language] ?? option);
	}

	#reasons({ features }: Understanding, topic: string): string[] {
		return this.knowledge.models.topic
			.reasons(features, topic)
			.filter(({ feature, weight }) => weight > 0 && !/[@#&]/.test(feature))
			.slice(0, 4)
			.map(({ feature }) => feature.replace('_', ' '));
	}

	#officeSteps(): Step[] {
		const { phones, address } = this.knowledge.office;
		return [
			...(phones.general === undefined ? [] : [{ kind: 'call' as const, phone: phones.general }]),
			...(address === null ? [] : [{ kind: 'map' as const, address }]),
			{ kind: 'ask-official' }
		];
	}

	#finish(
		draft: Draft,
		meaning: Meaning,
		kind: Reply['kind'],
		{ steps = [], asOf = null }: { steps?: readonly Step[]; asOf?: string | null }
	): Reply {
		return {
			kind,
			language: meaning.understanding.language,
			intent: meaning.intent,
			procedure: null,
			facets: [],
			options: [],
			unknown: [],
			completeness: 'complete',
			parts: draft.parts,
			facts: draft.facts,
			citations: [],
			steps,
			referral: null,
			asOf,
			confidence: meaning.confidence,
			reasons: []
		};
	}
}

const asksFacet = ({ concepts }: Understanding): boolean =>
	[...concepts].some((concept) => concept.startsWith('ask.'));

const NEXT_FACETS: readonly Facet[] = [
	'documents',
	'fee',
	'processing-time',
	'where-how-to-submit'
];

/** Not turned into something else where a number names a record. */
const OF_RECORDS: ReadonlySet<Meaning['intent']> = new Set([
	'track-dossier',
	'my-dossiers',
	'travel-approval-status',
	'meeting-today',
	'unsafe'
]);

const TELLERS: Partial<Record<Meaning['intent'], typeof tellDossier>> = {
	'track-dossier': tellDossier,
	'my-dossiers': tellDossiers,
	'travel-approval-status': tellTrips,
	'meeting-today': tellMeetings
};
