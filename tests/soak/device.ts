import { setTimeout as pause } from 'node:timers/promises';
import type { Script } from 'node:vm';
import type * as App from './app.ts';
import { Profile } from './browser/profile.ts';
import { Tab } from './browser/tab.ts';
import type { Chance } from './chance.ts';
import type { Journal } from './journal.ts';
import type { Network } from './network.ts';
import type { Person } from './people.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How often a write finds a full disk full: small ones still fit now and then. */
const FULL_SHARE = 0.7;

/** One device: a browser profile with one or two tabs, used by one person. */
export class Device {
	readonly name: string;
	readonly person: Person;
	readonly network: Network;
	readonly #program: Script;
	readonly #profile: Profile;
	#tabs: Tab<typeof App>[] = [];
	readonly #usersOfTabs = new Set<() => void>();

	constructor(
		name: string,
		person: Person,
		program: Script,
		network: Network,
		journal: Journal,
		chance: Chance
	) {
		this.name = name;
		this.person = person;
		this.network = network;
		this.#program = program;
		this.#profile = new Profile(chance.between(-DAY_MS, DAY_MS));
		this.#profile.onWritten = (writes) => journal.committed(name, writes);
	}

	get owner(): string {
		return this.person.actor.id;
	}

	get isSignedIn(): boolean {
		return this.tab?.app.isSignedIn() ?? false;
	}

	/** Of the tabs the one that was opened last. */
	get tab(): Tab<typeof App> | undefined {
		return this.#tabs.at(-1);
	}

	get tabs(): readonly Tab<typeof App>[] {
		return this.#tabs;
	}

	openTab(): void {
		const tab = new Tab<typeof App>(this.#program, this.#profile, (address, init) =>
			this.network.fetch(address, init)
		);
		tab.app.followSession();
		this.#tabs.push(tab);
	}

	async signIn(): Promise<void> {
		await this.tab?.app.enter(this.person.session, this.person.deviceSecret);
	}

	/** The server will not know the session of this device any more. */
	async expireSession(): Promise<void> {
		const session = { ...this.person.session, token: 'expired' };
		await this.tab?.app.enter(session, this.person.deviceSecret);
	}

	/** The browser closes a tab, or the phone all of it, in the middle of whatever it does. */
	kill(tab: Tab<typeof App>): void {
		tab.kill();
		this.#tabs = this.#tabs.filter((other) => other !== tab);
		for (const startle of this.#usersOfTabs) startle();
	}

	fillDisk(chance: Chance): void {
		this.#profile.isFull = () => chance.happens(FULL_SHARE);
	}

	freeDisk(): void {
		this.#profile.isFull = () => false;
	}

	/** Somebody sets the clock. */
	setClock(offMs: number): void {
		this.#profile.clock.set(offMs);
	}

	/** What a person does in a tab, until it is done or the tab is gone. */
	async use(work: (app: typeof App) => Promise<void>): Promise<void> {
		const { tab } = this;
		if (!tab) return pause(20);
		let startle = (): void => undefined;
		const killed = new Promise<void>((resolve) => (startle = resolve));
		this.#usersOfTabs.add(startle);
		await Promise.race([work(tab.app), killed]);
		this.#usersOfTabs.delete(startle);
	}
}
