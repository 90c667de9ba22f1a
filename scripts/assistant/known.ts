import type { Phrases } from './phrases.ts';

/** What is known of the words of the lexicon before anybody asked anything. */

/** Concepts that by themselves speak for a topic or a facet: a beginning where questions are few. */
export const TOPIC_OF_CONCEPT: Readonly<Record<string, string>> = {
	'passport.official': 'cap-ho-chieu-ngoai-giao-cong-vu',
	note: 'cap-cong-ham-de-nghi-cap-thi-thuc',
	legalise: 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su',
	'legalise.stamp': 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su',
	apostille: 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su',
	present: 'chung-nhan-xuat-trinh-giay-to',
	'present.hard': 'chung-nhan-xuat-trinh-giay-to',
	conference: 'hoi-nghi-hoi-thao-quoc-te',
	abtc: 'su-dung-the-abtc',
	incoming: 'to-chuc-ca-nhan-nuoc-ngoai-vao-lam-viec',
	meeting: 'meeting-today',
	'office.hours': 'office-hours-contact',
	'office.contact': 'office-hours-contact',
	complain: 'complaint',
	greet: 'greeting',
	'unsafe.inject': 'unsafe',
	'unsafe.secret': 'unsafe',
	'unsafe.harm': 'unsafe',
	'unsafe.fraud': 'unsafe'
};

export const FACET_OF_CONCEPT: Readonly<Record<string, string>> = {
	'ask.documents': 'documents',
	'ask.fee': 'fee',
	'ask.time': 'processing-time',
	'ask.where': 'where-how-to-submit',
	'ask.eligibility': 'eligibility',
	'ask.steps': 'steps',
	'ask.legal': 'legal-basis',
	'ask.result': 'result',
	'ask.online': 'online-level',
	'ask.form': 'form'
};

const ISSUE = 'cap-ho-chieu-ngoai-giao-cong-vu';
const LEGALISE = 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su';
const PRESENT = 'chung-nhan-xuat-trinh-giay-to';
const NOTE = 'cap-cong-ham-de-nghi-cap-thi-thuc';
/** How strongly what is known beforehand speaks, beside what is learnt. */
const KNOWN_STRENGTH = 3;

/** Concepts that name a topic, alone or two together, whatever else is said. */
const KNOWN_TOPICS = (
	[
		['@passport.official', ISSUE, 1],
		['@act.renew&passport.official', 'gia-han-ho-chieu-ngoai-giao-cong-vu', 2.5],
		['@act.amend&passport.official', 'sua-doi-bo-sung-ho-chieu-ngoai-giao-cong-vu', 2.5],
		['@act.reissue&passport.official', ISSUE, 2],
		['@act.new&passport.official', ISSUE, 1],
		['@note', NOTE, 2],
		['@note&visa', NOTE, 1],
		['@legalise', LEGALISE, 2.5],
		['@legalise.stamp', LEGALISE, 1.5],
		['@apostille', LEGALISE, 1.5],
		['@legalise.stamp&paper.diploma', LEGALISE, 1],
		['@present', PRESENT, 2.5],
		['@present.hard', PRESENT, 1],
		['@conference', 'hoi-nghi-hoi-thao-quoc-te', 0.7],
		['@conference&conference.hold', 'hoi-nghi-hoi-thao-quoc-te', 1.5],
		['@conference&foreigner', 'hoi-nghi-hoi-thao-quoc-te', 1],
		['@abtc', 'su-dung-the-abtc', 3],
		['@foreigner&incoming', 'to-chuc-ca-nhan-nuoc-ngoai-vao-lam-viec', 1.5],
		['@incoming', 'to-chuc-ca-nhan-nuoc-ngoai-vao-lam-viec', 1],
		['@person.official&trip.private', 'cbccvc-di-nuoc-ngoai-viec-rieng', 1.5],
		['@person.official&trip.duty', 'cbccvc-di-nuoc-ngoai-viec-cong', 1],
		['@abroad&trip.duty', 'cbccvc-di-nuoc-ngoai-viec-cong', 1],
		['@abroad&person.senior', 'cbccvc-di-nuoc-ngoai-tham-quyen-ubnd', 1],
		['@country&person.senior', 'cbccvc-di-nuoc-ngoai-tham-quyen-ubnd', 1],
		['@passport.ordinary', 'out-of-scope', 2],
		['@meeting', 'meeting-today', 1],
		['@complain', 'complaint', 1],
		['@unsafe.inject', 'unsafe', 1.5],
		['@unsafe.harm', 'unsafe', 1.5],
		['@unsafe.fraud', 'unsafe', 2],
		['@unsafe.secret', 'unsafe', 2],
		['@unsafe.other', 'unsafe', 1]
	] as const
).map(([feature, label, weight]) => [feature, label, weight * KNOWN_STRENGTH] as const);

/** Features with the topic that they speak for and how strongly. */
export const knownTopics = (phrases: Phrases) => [...KNOWN_TOPICS, ...elsewhereKnown(phrases)];

const elsewhereKnown = (phrases: Phrases) =>
	Object.keys(phrases)
		.filter(isElsewhere)
		.map((concept) => [`@${concept}`, 'out-of-scope', 1.5] as const);

export const isElsewhere = (concept: string): boolean => concept.startsWith('elsewhere.');
