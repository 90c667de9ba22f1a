import { m } from '$i18n/paraglide/messages.js';

/**
 * What whoever asks agrees to. The question keeps the version: a new wording is a new version with a
 * message of its own, and the old one stays.
 * @source Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15
 */
export const QUESTION_CONSENT = { version: '2026-11', text: m.question_consent_2026_11 } as const;
