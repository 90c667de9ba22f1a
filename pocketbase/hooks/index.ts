/** What PocketBase calls: every handler, by the name its register file asks for. */
export { acceptAction } from './handlers/accept-action.ts';
export { acceptQuestion } from './handlers/accept-question.ts';
export { acceptAttachment } from './handlers/accept-attachment.ts';
export {
	createOfficer,
	ignorePasswordReset,
	mailCode,
	refuseOwnAddress,
	saveApplicant,
	sendDeviceSecret,
	signOutEverywhere,
	updateOfficer
} from './handlers/accounts.ts';
export { acknowledgePush } from './handlers/acknowledge-push.ts';
export { forgetAttachments } from './handlers/forget-attachments.ts';
export { forgetQuestions } from './handlers/forget-questions.ts';
export { forgetMail, keepMail } from './handlers/keep-mail.ts';
export { listApplicants } from './handlers/list-applicants.ts';
export { listDossiers } from './handlers/list-dossiers.ts';
export { listMail } from './handlers/list-mail.ts';
export { listOfficers } from './handlers/list-officers.ts';
export { listProposals } from './handlers/list-proposals.ts';
export { listQueue } from './handlers/list-queue.ts';
export {
	saveNotificationSettings,
	showNotificationSettings
} from './handlers/notification-settings.ts';
export { forgetDevice, registerSubscription } from './handlers/push-subscription.ts';
export { showNotificationReport, showToldOf, switchChannel } from './handlers/notification-desk.ts';
export { acceptPart, showArrival } from './handlers/receive-parts.ts';
export { openRealtime, subscribe } from './handlers/realtime.ts';
export { sendFile } from './handlers/send-file.ts';
export { claimMails, claimPush, reportPush, sendMail } from './handlers/send-notifications.ts';
export { rewordReply, showRewordingSwitch, switchRewording } from './handlers/reword-reply.ts';
export { serveApp } from './handlers/serve-app.ts';
export { sendTestNotification } from './handlers/send-test-notification.ts';
export { acceptOutcomes, forgetOutcomes, listOutcomes } from './handlers/shared-outcomes.ts';
export { showAttachment } from './handlers/show-attachment.ts';
export { showDossier } from './handlers/show-dossier.ts';
export { showHealth } from './handlers/show-health.ts';
export { showSettings } from './handlers/show-settings.ts';
export { keepWaitingForDisk, noticeSettings, start } from './handlers/start.ts';
export { syncDossiers } from './handlers/sync-dossiers.ts';
export { syncQuestions } from './handlers/sync-questions.ts';
export { takeBackAttachment } from './handlers/take-back-attachment.ts';
export { listTray, readTray } from './handlers/tray.ts';
export { trackDossier } from './handlers/track-dossier.ts';
export {
	endNotifications,
	forgetNotifications,
	tellOfTime
} from './handlers/watch-notifications.ts';
export {
	acceptBeat,
	acceptVerdict,
	listUnverified,
	sendContent,
	sendPart,
	storeJoined
} from './handlers/worker.ts';
