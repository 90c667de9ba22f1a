import { MAX_FILE_BYTES } from '../../../src/lib/domain/dossier/file-parts.ts';

/** How much one may ask of the server, and how long what belongs to nothing is kept. */
export const LIMITS = {
	attachmentBytes: MAX_FILE_BYTES,
	attachmentsPerDossier: 60,
	attachmentBytesPerDossier: 100 * 1024 * 1024,
	/** Of one applicant in 24 hours, whatever the dossiers: the disk is everybody's. */
	attachmentBytesPerDay: 500 * 1024 * 1024,
	/** A file whose dossier was never submitted is kept this long: its draft may still be on a phone. */
	draftFileDays: 30,
	/** A file that stopped arriving is kept this long after its last part. */
	arrivingFileDays: 7,
	/** "Thử thông báo", of one person: enough to set up a phone, too little to annoy with. */
	pushTrials: 10,
	pushTrialsWithinMinutes: 10,
	/** Questions and follow-ups of one person in 24 hours: each is read by an officer. */
	questionsPerDay: 10,
	/** Replies that a model puts in other words at one time: each holds an engine for seconds. */
	rewordingsAtOnce: 4,
	/** Questions not understood that are kept of a day, from all devices: anybody can send them. */
	sharedTextsPerDay: 200,
	sharedTextsShown: 500,
	/** Devices of one account that are told; beyond it the one that was not used for longest goes. */
	devicesTold: 10
} as const;
