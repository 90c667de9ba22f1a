/** How much one may send. */
export const LIMITS = {
	attachmentBytes: 10 * 1024 * 1024,
	attachmentsPerDossier: 60,
	attachmentBytesPerDossier: 100 * 1024 * 1024
} as const;
