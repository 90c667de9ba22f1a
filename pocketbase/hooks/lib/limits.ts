/** How much one may send. */
export const LIMITS = {
	attachmentBytes: 10 * 1024 * 1024,
	attachmentsPerDossier: 60,
	attachmentBytesPerDossier: 100 * 1024 * 1024,
	/** Of one applicant in 24 hours, whatever the dossiers: the disk is everybody's. */
	attachmentBytesPerDay: 500 * 1024 * 1024
} as const;
