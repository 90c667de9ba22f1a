import { dayOf } from '../time/plain-date.ts';
import { dayText } from './figures.ts';
import {
	joined,
	overlap,
	ranked,
	sayFreshness,
	type PersonalQuestion,
	type Told
} from './personal.ts';
import { tellFitting } from './own-dossiers.ts';
import type { OwnRecords, OwnTrip } from './records.ts';
import { Draft, factLine } from './reply.ts';
import { daysIn, monthIn } from './spans.ts';

export function tellTrips(question: PersonalQuestion, records: OwnRecords): Told {
	const draft = new Draft();
	if (records.trips.length === 0) {
		// A journey that the device does not hold may be asked for in a dossier that it does.
		const dossiers = records.dossiers.filter(
			({ procedure }) => procedure !== null && question.travel.includes(procedure)
		);
		if (dossiers.length > 0) return tellFitting(dossiers, question, records);
		draft.say('no_trip');
		sayFreshness(draft, records);
		return { draft, procedure: null, codes: [], urls: [] };
	}
	const best = ranked(records.trips, (trip) => tripFit(trip, question));
	const top = best[0] ? tripFit(best[0], question) : 0;
	const shown = top > 0 ? best.filter((trip) => tripFit(trip, question) === top) : records.trips;
	const { terms } = question;
	draft.list(
		'trips',
		shown.map((trip) => {
			const short = `${trip.from.slice(8)}–${trip.to.slice(8)}/${trip.to.slice(5, 7)}/${trip.to.slice(0, 4)}`;
			return {
				...factLine(
					`${trip.title ? `${trip.title}: ` : ''}${trip.destination}, ${short} – ${terms[trip.state]}`,
					false,
					joined([
						trip.step,
						trip.dueOn && `${terms.due} ${dayText(trip.dueOn)}`,
						trip.decision && `${terms.decision} ${trip.decision}`,
						trip.decidedOn && `${terms.on} ${dayText(trip.decidedOn)}`,
						trip.signedBy && `${terms.signedBy} ${trip.signedBy}`,
						trip.dossier && `${terms.dossier} ${trip.dossier}`
					])
				),
				source: 'records',
				path: `trips.${trip.id}`
			};
		})
	);
	const today = dayOf(question.now);
	if (shown.length === 1 && shown.every(({ to, state }) => to < today && state === 'approved')) {
		draft.say('trip_new_application');
	}
	sayFreshness(draft, records);
	const [only] = shown;
	return {
		draft,
		procedure: only?.procedure ?? null,
		codes: shown.flatMap(({ dossier }) => dossier ?? []),
		urls: []
	};
}

function tripFit(trip: OwnTrip, question: PersonalQuestion): number {
	const { words, concepts, text, now } = question;
	const places = overlap(`${trip.destination} ${trip.title}`, words) * 3;
	const days = daysIn(text, now).filter((day) => trip.from <= day && day <= trip.to).length * 3;
	const month = monthIn(text);
	const sameMonth = month !== null && trip.from.slice(5, 7) === month ? 2 : 0;
	const isPrivate = concepts.has('trip.private') && trip.kind === 'private' ? 2 : 0;
	const numbered = /^\d+/.exec(trip.decision ?? '')?.[0];
	const decision = numbered !== undefined && words.includes(numbered) ? 8 : 0;
	const dayOnly = /(?:ngày|ngay|hôm|hom|mùng)\s+(\d{1,2})(?!\d)/i.exec(text)?.[1]?.padStart(2, '0');
	const sameDay = dayOnly !== undefined && trip.from.endsWith(`-${dayOnly}`) ? 3 : 0;
	const pending = concepts.has('ask.waiting') && trip.state === 'pending' ? 2 : 0;
	const approved =
		concepts.has('ask.approved') && trip.state === 'approved' && sameMonth > 0 ? 2 : 0;
	const opinions = concepts.has('ask.opinion') && trip.step !== null ? 2 : 0;
	return decision + sameDay + places + days + sameMonth + isPrivate + pending + approved + opinions;
}
