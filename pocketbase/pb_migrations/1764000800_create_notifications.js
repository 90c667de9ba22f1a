// Whom to tell about what (thông báo): written with the action, sent by others.
migrate(
	(app) => {
		const text = (name, max, required = false) => ({ type: 'text', name, max, required });
		const notifications = new Collection({
			type: 'base',
			name: 'notifications',
			// Nobody reads or writes here.
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				text('dossier', 15, true),
				// The action that is told of.
				text('action', 15, true),
				text('event', 60, true),
				text('recipientKind', 20, true),
				text('recipient', 15, true),
				text('at', 30, true),
				{ type: 'select', name: 'state', maxSelect: 1, values: ['pending', 'sent', 'failed'] }
			],
			indexes: [
				// Nobody is told twice of the same thing.
				'CREATE UNIQUE INDEX idx_notifications_once ON notifications (action, event, recipient)',
				"CREATE INDEX idx_notifications_pending ON notifications (at) WHERE state = 'pending'",
				'CREATE INDEX idx_notifications_recipient ON notifications (recipient, at)'
			]
		});
		app.save(notifications);
	},
	(app) => app.delete(app.findCollectionByNameOrId('notifications'))
);
