import type { ActionType } from '$domain/dossier/intent.ts';
import type { Actor } from '$domain/identity/actor.ts';
import type { Rows } from './database.ts';
import type { StoredFile } from './stored-files.ts';

/** An action that somebody took on a device, as the harness wrote it down before it was asked for. */
export interface Act {
	readonly id: string;
	readonly device: string;
	readonly owner: string;
	readonly dossier: string;
	readonly type: ActionType;
	readonly payload: unknown;
	/** Newest action of the dossier that its maker saw. */
	readonly seenSeq: number;
	/**
	 * What the device told its maker. `refused`: a rule said no. `fault`: it could not even be kept.
	 * `untold`: the tab was killed before it could say.
	 */
	outcome: 'done' | 'waiting' | 'refused' | 'fault' | 'untold';
}

/** A state of an item of the outbox that was committed to the device's database. */
export type ItemState =
	| {
			readonly state: 'waiting' | 'sending' | 'answered' | 'refused';
			readonly mayHaveArrived: boolean;
			/** Another one: the item gave way to another under its id. */
			readonly madeAt: string;
	  }
	| 'gone';

/** All states of one item of one device's outbox, in order. */
export interface ItemLife {
	readonly device: string;
	readonly owner: string;
	readonly id: string;
	readonly states: ItemState[];
}

/** A file that was put into a device. */
export interface MadeFile {
	readonly id: string;
	readonly owner: string;
	readonly sha256: string;
	readonly sizeBytes: number;
}

/** A dossier as a device shows it. */
export interface ShownDossier {
	readonly id: string;
	readonly seq: number;
	readonly status: string;
	/** Numbers of the steps of its history; `null`: the device keeps only the list's line. */
	readonly steps: readonly number[] | null;
}

/** A device when all is calm. */
export interface DeviceEnd {
	readonly device: string;
	readonly actor: Actor;
	/** What its owner can see there. */
	readonly outbox: readonly { readonly id: string; readonly state: string }[];
	readonly dossiers: readonly ShownDossier[];
}

/** Everything a run leaves behind to be judged. */
export interface Evidence {
	readonly acts: readonly Act[];
	readonly lives: readonly ItemLife[];
	readonly files: readonly MadeFile[];
	readonly devices: readonly DeviceEnd[];
	/** Errors that nobody caught in a living tab. */
	readonly bugs: readonly string[];
	readonly rows: Rows;
	readonly stored: ReadonlyMap<string, readonly StoredFile[]>;
	readonly auditKey: string;
}
