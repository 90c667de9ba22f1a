// How an account wants to be told (tuỳ chọn thông báo); its id is that of the account.
migrate(
	(app) => {
		const settings = new Collection({
			type: 'base',
			name: 'notification_settings',
			// Nobody reads or writes here but our routes.
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				{ type: 'text', name: 'recipientKind', max: 20, required: true },
				// JSON of `domain/notification/preferences.ts`.
				{ type: 'text', name: 'value', max: 2000, required: true }
			]
		});
		app.save(settings);
	},
	(app) => app.delete(app.findCollectionByNameOrId('notification_settings'))
);
