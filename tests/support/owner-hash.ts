import { createHash } from 'node:crypto';

/** The account as payloads name it. */
export function ownerHash(kind: 'applicants' | 'officers', id: string): string {
	return createHash('sha256').update(`${kind}/${id}`).digest('hex').slice(0, 16);
}
