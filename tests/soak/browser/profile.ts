import { IDBFactory } from 'fake-indexeddb';
import { Channels } from './channels.ts';
import type { Written } from './database-door.ts';
import { Locks } from './locks.ts';
import { DeviceClock } from './pace.ts';
import { StoredTexts } from './stored-texts.ts';

/** What stays on a device when every tab is closed, and what its tabs share. */
export class Profile {
	readonly databases = new IDBFactory();
	readonly localStorage = new StoredTexts();
	readonly locks = new Locks();
	readonly channels = new Channels();
	readonly clock: DeviceClock;
	/** Whether a write finds the disk full now. */
	isFull: () => boolean = () => false;
	/** Hears every row that was committed. */
	onWritten: (writes: readonly Written[]) => void = () => undefined;

	constructor(clockOffMs: number) {
		this.clock = new DeviceClock(clockOffMs);
	}
}
