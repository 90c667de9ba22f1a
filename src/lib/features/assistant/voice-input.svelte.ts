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
	if (typeof window === 'undefined') return undefined;
	const maker: unknown =
		Reflect.get(window, 'SpeechRecognition') ?? Reflect.get(window, 'webkitSpeechRecognition');
	// The platform gives a class or nothing.
	return typeof maker === 'function' ? (maker as RecognitionMaker) : undefined;
}

/** A question spoken instead of typed, where the browser understands speech. */
export class VoiceInput {
	#listening = $state(false);
	#recognition: Recognition | undefined;
	readonly #heard: (text: string) => void;
	readonly #failed: () => void;

	/**
	 * @param heard is told what was said so far, each time more is understood
	 * @param failed is told that nothing was understood, or that the microphone is not allowed
	 */
	constructor(heard: (text: string) => void, failed: () => void) {
		this.#heard = heard;
		this.#failed = failed;
	}

	static get isThere(): boolean {
		return recognitionMaker() !== undefined;
	}

	get listening(): boolean {
		return this.#listening;
	}

	start(): void {
		const Maker = recognitionMaker();
		if (!Maker || this.#listening) return;
		const recognition = new Maker();
		recognition.lang = getLocale() === 'vi' ? 'vi-VN' : 'en-GB';
		recognition.interimResults = true;
		recognition.addEventListener('result', (event) => this.#heard(transcriptOf(event)));
		recognition.addEventListener('error', () => this.#failed());
		recognition.addEventListener('end', () => (this.#listening = false));
		this.#recognition = recognition;
		this.#listening = true;
		try {
			recognition.start();
		} catch {
			this.#listening = false;
			this.#failed();
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
