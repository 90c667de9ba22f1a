import type { Language } from '$domain/assistant/reply.ts';

const TAG: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

/** Answers read aloud by the device, where it has a voice for the language. */
class ReadingAloud {
	#reading = $state<string | null>(null);
	#languages = $state.raw<ReadonlySet<string>>(new Set());

	/** Id of the answer that is being read. */
	get reading(): string | null {
		return this.#reading;
	}

	can(language: Language): boolean {
		return this.#languages.has(language);
	}

	/** Voices come late in some browsers. @returns what ends the watching, and the reading */
	watch(): () => void {
		if (typeof speechSynthesis === 'undefined') return () => undefined;
		const look = () => {
			const voices = speechSynthesis.getVoices();
			this.#languages = new Set(voices.map(({ lang }) => lang.slice(0, 2).toLowerCase()));
		};
		look();
		speechSynthesis.addEventListener?.('voiceschanged', look);
		return () => {
			speechSynthesis.removeEventListener?.('voiceschanged', look);
			this.stop();
		};
	}

	read(id: string, text: string, language: Language): void {
		this.stop();
		const utterance = new SpeechSynthesisUtterance(text);
		utterance.lang = TAG[language];
		const ended = () => {
			if (this.#reading === id) this.#reading = null;
		};
		utterance.addEventListener('end', ended);
		utterance.addEventListener('error', ended);
		this.#reading = id;
		speechSynthesis.speak(utterance);
	}

	stop(): void {
		this.#reading = null;
		speechSynthesis.cancel();
	}
}

export const readingAloud = new ReadingAloud();
