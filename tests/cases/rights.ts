/**
 * Who may do what, as a table to be read by people and run over HTTP: every collection and route,
 * every verb, every role, in relation to one thing. A cell that is missing, or a collection or
 * route without a row, fails the test.
 *
 * The thing is a dossier of `owner`, received, in the division of `case` and `head`; `case'` and
 * `head'` belong to another division. `y` may, `.` may not.
 */
export const WHO = [
	'guest',
	'owner',
	'other',
	'reception',
	'case',
	"case'",
	'head',
	"head'",
	'leader',
	'clerk',
	'admin',
	'left'
] as const;
export type Who = (typeof WHO)[number];

export const VERBS = ['list', 'view', 'create', 'update', 'delete'] as const;
export type Verb = (typeof VERBS)[number];

const NOBODY = '. . . . . . . . . . . .';
const CLOSED = { list: NOBODY, view: NOBODY, create: NOBODY, update: NOBODY, delete: NOBODY };

/** What PocketBase keeps for the case officer's own sign-in. */
const OWN_SIGN_IN = { ...CLOSED, list: '. . . . y . . . . . . .', view: '. . . . y . . . . . . .' };

/** Collection, with what is meant where it is not the thing above → verb → may each of {@link WHO}? */
export const COLLECTION_RIGHTS: Readonly<Record<string, Readonly<Record<Verb, string>>>> = {
	//            guest owner other reception case case' head head' leader clerk admin left
	dossiers: {
		...CLOSED,
		list: /*  */ '. y . y y . y . y y . .',
		view: /*  */ '. y . y y . y . y y . .'
	},
	dossier_forms: CLOSED,
	dossier_actions: CLOSED,
	audit_log: CLOSED,
	notifications: CLOSED,
	push_jobs: CLOSED,
	push_subscriptions: CLOSED,
	notification_settings: CLOSED,
	mail_outbox: CLOSED,
	settings_entries: CLOSED,
	attachment_parts: CLOSED,
	assistant_counts: CLOSED,
	assistant_texts: CLOSED,
	assistant_batches: CLOSED,
	// A question of the owner that the division of the case officer answers.
	questions: {
		...CLOSED,
		list: /*  */ '. y . . y . y . y . . .',
		view: /*  */ '. y . . y . y . y . . .'
	},
	question_acts: CLOSED,
	// A file of the owner that the dossier was submitted with.
	attachments: {
		list: /*  */ '. y . . . . . . . . . .',
		view: /*  */ '. y . y y . y . y y . .',
		// Another file for the dossier: an applicant sends only what is asked for.
		create: /**/ '. . . y y . y . y y . .',
		update: /**/ NOBODY,
		delete: /**/ NOBODY
	},
	// A file of the owner for a dossier that was not submitted yet.
	'attachments of a draft': {
		list: /*  */ '. y . . . . . . . . . .',
		view: /*  */ '. y . . . . . . . . . .',
		create: /**/ '. y y . . . . . . . . .',
		update: /**/ NOBODY,
		delete: /**/ '. y . . . . . . . . . .'
	},
	procedures: {
		...CLOSED,
		list: /*  */ 'y y y y y y y y y y y y',
		view: /*  */ 'y y y y y y y y y y y y'
	},
	// The account of the owner.
	applicants: {
		list: /*  */ '. y . . . . . . . . . .',
		view: /*  */ '. y . . . . . . . . . .',
		create: /**/ 'y y y y y y y y y y y y',
		update: /**/ '. y . . . . . . . . . .',
		delete: /**/ NOBODY
	},
	// The account of the case officer; what is updated is the name.
	officers: {
		list: /*  */ '. . . . y . . . . . y .',
		view: /*  */ '. . . . y . . . . . y .',
		create: /**/ '. . . . . . . . . . y .',
		update: /**/ '. . . . . . . . . . y .',
		delete: /**/ NOBODY
	},
	_superusers: CLOSED,
	_mfas: OWN_SIGN_IN,
	_otps: OWN_SIGN_IN,
	_externalAuths: { ...OWN_SIGN_IN, delete: '. . . . y . . . . . . .' },
	_authOrigins: { ...OWN_SIGN_IN, delete: '. . . . y . . . . . . .' }
};

/** Route → who gets an answer. `POST /api/app/actions` by what is asked for. */
export const ROUTE_RIGHTS: Readonly<Record<string, string>> = {
	//                                       guest owner other reception case case' head head' leader clerk admin left
	'POST /api/app/actions (note)': /*        */ '. . . y y . y . y y . .',
	'POST /api/app/actions (write_message)': '. y . y y . . . . . . .',
	'POST /api/app/actions (take)': /*        */ '. . . . y . . . . . . .',
	'POST /api/app/actions (submit)': /*      */ '. y y . . . . . . . . .',
	'POST /api/app/actions (register_at_counter)': '. . . y . . . . . . . .',
	'POST /api/app/sync': /*                  */ '. y y y y y y y y y . .',
	'GET /api/app/dossiers': /*               */ '. y y . . . . . . . . .',
	'GET /api/app/dossiers/{id}': /*          */ '. y . y y . y . y y . .',
	// A file of the owner that is arriving.
	'GET /api/app/attachments/{id}': /*       */ '. y . . . . . . . . . .',
	'PUT /api/app/attachments/{id}/parts/{part}': '. y . . . . . . . . . .',
	'POST /api/app/tracking': /*              */ 'y y y y y y y y y y y y',
	'GET /api/app/queue': /*                  */ '. . . y y y y y y y . .',
	'GET /api/app/applicants': /*             */ '. . . y . . . . . . . .',
	'GET /api/app/officers': /*               */ '. . . y y y y y y y y .',
	// The question above: whoever may not read it may not take it either.
	'POST /api/app/questions (ask_question)': '. y y . . . . . . . . .',
	'POST /api/app/questions (take_question)': '. . . . y . y . . . . .',
	'POST /api/app/questions/sync': /*        */ '. y y y y y y y y y . .',
	'GET /api/app/question-proposals': /*     */ '. . . . . . . . . . y .',
	// What was told to whoever asks.
	'GET /api/app/notifications': /*          */ '. y y y y y y y y y y .',
	'POST /api/app/notifications/read': /*    */ '. y y y y y y y y y y .',
	'GET /api/app/notification-report': /*    */ '. . . . . . . . . . y .',
	'POST /api/app/notification-switch': /*   */ '. . . . . . . . . . y .',
	'GET /api/app/notifications/of/{dossier}': '. . . . . . . . . . y .',
	'GET /api/health': /*                     */ 'y y y y y y y y y y y y',
	'GET /api/app/settings': /*               */ 'y y y y y y y y y y y y',
	// What the assistant said of a procedure: nobody's own.
	'POST /api/app/assistant/reword': /*      */ 'y y y y y y y y y y y y',
	'GET /api/app/assistant/rewording-switch': '. . . . . . . . . . y .',
	'POST /api/app/assistant/rewording-switch': '. . . . . . . . . . y .',
	// Sent without saying who: of an account nothing is asked.
	'POST /api/app/assistant/counts': /*      */ 'y y y y y y y y y y y y',
	'GET /api/app/assistant/counts': /*       */ '. . . . . . . . . . y .',
	'PUT /api/app/push-subscription': /*      */ '. y y y y y y y y y y .',
	// Whoever knows the endpoint: a device that signed out has nothing else left.
	'POST /api/app/push-subscription/forget': 'y y y y y y y y y y y y',
	'POST /api/app/notifications/test': /*    */ '. y y y y y y y y y y .',
	'GET /api/app/notification-settings': /*  */ '. y y y y y y y y y y .',
	'PUT /api/app/notification-settings': /*  */ '. y y y y y y y y y y .',
	// Seen from another machine; from this one a demonstration shows it to everybody.
	'GET /api/app/mail-outbox': /*            */ '. . . . . . . . . . y .',
	'GET /api/worker/attachments': /*         */ NOBODY,
	'GET /api/worker/attachments/{id}/content': NOBODY,
	'POST /api/worker/attachments/{id}/content': NOBODY,
	'GET /api/worker/attachments/{id}/parts/{part}': NOBODY,
	'POST /api/worker/attachments/{id}/verdict': NOBODY,
	'POST /api/worker/push/claim': /*         */ NOBODY,
	'POST /api/worker/push/report': /*        */ NOBODY,
	'POST /api/worker/mail/claim': /*         */ NOBODY,
	'POST /api/worker/mail/send': /*          */ NOBODY,
	// With a proof that is not ours.
	'POST /api/app/notifications/ack': /*     */ NOBODY,
	'POST /api/worker/beat': /*               */ NOBODY,
	'GET /{path...}': /*                      */ 'y y y y y y y y y y y y',
	// The stored file of the attachment above, with a file token of one's own.
	'GET /api/files/attachments/{id}/{file}': '. y . y y . y . y y . .',
	// What PocketBase offers to superusers.
	'GET /api/settings': NOBODY,
	'PATCH /api/settings': NOBODY,
	'GET /api/collections': NOBODY,
	'GET /api/logs': NOBODY,
	'GET /api/backups': NOBODY,
	'POST /api/backups': NOBODY,
	'GET /api/crons': NOBODY,
	'POST /api/sql': NOBODY,
	'POST /api/batch': NOBODY,
	'POST /api/collections/applicants/impersonate/{id}': NOBODY,
	// Live news.
	'realtime dossiers/{id}': /*              */ '. y . y y . y . y y . .',
	'realtime dossiers/*': /*                 */ '. . . y y . y . y y . .',
	'realtime attachments/*': NOBODY,
	'realtime officers/*': NOBODY,
	'realtime anything': NOBODY,
	// Ends the session of whoever asks, so it stands last.
	'POST /api/app/sign-out-everywhere': '. y y y y y y y y y y .'
};
