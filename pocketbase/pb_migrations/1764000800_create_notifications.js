// What became of every message to everybody (sổ thông báo): a row per event, person and channel.
migrate(
	(app) => {
		const text = (name, max, required = false) => ({ type: 'text', name, max, required });
		const notifications = new Collection({
			type: 'base',
			name: 'notifications',
			// Nobody reads or writes here: routes tell each person what is theirs.
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				// The action that is told of, or what the calendar or the catalogue says.
				text('cause', 60, true),
				text('event', 60, true),
				// Empty where it is about no dossier.
				text('dossier', 15),
				text('recipientKind', 20, true),
				text('recipient', 15, true),
				text('channel', 10, true),
				text('state', 20, true),
				// Events with the same one replace each other while they wait.
				text('topic', 32),
				text('at', 30, true),
				text('sendAfter', 30, true),
				text('expiresAt', 30),
				// Whoever is sending it, and until when it is theirs.
				text('lease', 40),
				text('leaseUntil', 30),
				{ type: 'number', name: 'attempts', onlyInt: true, min: 0 },
				text('sentAt', 30),
				text('deliveredAt', 30),
				text('openedAt', 30),
				// Why it ended without arriving.
				text('reason', 60)
			],
			indexes: [
				// Nobody is told twice of the same thing in the same way.
				'CREATE UNIQUE INDEX idx_notifications_once ON notifications (cause, event, recipient, channel)',
				"CREATE INDEX idx_notifications_tray ON notifications (recipient, at) WHERE channel = 'tray'",
				// What was read since a device last asked.
				"CREATE INDEX idx_notifications_opened ON notifications (recipient, openedAt) WHERE channel = 'tray'",
				// The report of seven days.
				'CREATE INDEX idx_notifications_at ON notifications (at)',
				"CREATE INDEX idx_notifications_mail ON notifications (sendAfter) WHERE channel = 'mail' AND state = 'queued'",
				"CREATE INDEX idx_notifications_topic ON notifications (topic) WHERE state = 'queued'",
				"CREATE INDEX idx_notifications_queued ON notifications (expiresAt) WHERE state = 'queued'",
				"CREATE INDEX idx_notifications_unanswered ON notifications (expiresAt) WHERE channel = 'push' AND state = 'sent'",
				'CREATE INDEX idx_notifications_dossier ON notifications (dossier, at)'
			]
		});
		app.save(notifications);
	},
	(app) => app.delete(app.findCollectionByNameOrId('notifications'))
);
