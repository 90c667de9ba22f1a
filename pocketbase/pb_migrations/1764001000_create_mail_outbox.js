// Mail kept here when no mail server is set (hộp thư đi). Holds sign-in codes: kept for a day.
migrate(
	(app) => {
		const text = (name, max) => ({ type: 'text', name, max });
		const outbox = new Collection({
			type: 'base',
			name: 'mail_outbox',
			// Nobody reads or writes here: a route shows it to those who may.
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [text('at', 30), text('recipient', 300), text('subject', 500), text('text', 20000)],
			indexes: ['CREATE INDEX idx_mail_outbox_at ON mail_outbox (at)']
		});
		app.save(outbox);
	},
	(app) => app.delete(app.findCollectionByNameOrId('mail_outbox'))
);
