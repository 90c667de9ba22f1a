import { m } from '$i18n/paraglide/messages.js';

/**
 * What the applicant agrees to. The dossier keeps the version: a new wording is a new version with
 * a message of its own, and the old one stays.
 * @source Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15
 */
export const CONSENT = { version: '2026-11', text: m.submission_consent_2026_11 } as const;
