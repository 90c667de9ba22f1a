import { getLocale } from '$i18n/paraglide/runtime.js';

/** What browsers have of speech recognition; the types of the platform do not know it yet. */
interface Recognition extends EventTarget {
	lang: string;
	interimResults: boolean;
	start(): void;
	stop(): void;
}

interface RecognitionMaker {
	new (): Recognition;
}

function recognitionMaker(): RecognitionMaker | undefined {
	const known: { SpeechRecognition?: unknown; webkitSpeechRecognition?: unknown } =
		typeof window === 'undefined' ? {} : { ...pick(window) };
	const maker = known.SpeechRecognition ?? known.webkitSpeechRecognition;
	// The platform gives a class or nothing.
	return typeof maker === 'function' ? (maker as RecognitionMaker) : undefined;
}

const pick = (place: object): { SpeechRecognition?: unknown; webkitSpeechRecognition?: unknown } =>
	place;

/** A question spoken instead of typed, where the browser understands speech. */
export class VoiceInput {
	#listening = $state(false);
	#failed = $state(false);
	#recognition: Recognition | undefined;
	readonly #heard: (text: string) => void;

	/** @param heard is told what was said so far, each time more is understood */
	constructor(heard: (text: string) => void) {
		this.#heard = heard;
	}

	static get isThere(): boolean {
		return recognitionMaker() !== undefined;
	}

	get listening(): boolean {
		return this.#listening;
	}

	/** Nothing was understood, or the microphone is not allowed. */
	get failed(): boolean {
		return this.#failed;
	}

	start(): void {
		const Maker = recognitionMaker();
		if (!Maker || this.#listening) return;
		const recognition = new Maker();
		recognition.lang = getLocale() === 'vi' ? 'vi-VN' : 'en-GB';
		recognition.interimResults = true;
		recognition.addEventListener('result', (event) => this.#heard(transcriptOf(event)));
		recognition.addEventListener('error', () => (this.#failed = true));
		recognition.addEventListener('end', () => (this.#listening = false));
		this.#recognition = recognition;
		this.#failed = false;
		this.#listening = true;
		try {
			recognition.start();
		} catch {
			this.#listening = false;
			this.#failed = true;
		}
	}

	stop(): void {
		this.#recognition?.stop();
		this.#listening = false;
	}
}

type Results = ArrayLike<ArrayLike<{ readonly transcript: string }>>;

function transcriptOf(event: Event): string {
	if (!('results' in event)) return '';
	// As the specification of the event says.
	const results = event.results as Results;
	return Array.from(results, (result) => result[0]?.transcript ?? '').join(' ');
}
