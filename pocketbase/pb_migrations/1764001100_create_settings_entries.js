// The Department's settings (cấu hình): agency, opening hours, divisions, holidays. A row per subject.
migrate(
	(app) => {
		const entries = new Collection({
			type: 'base',
			name: 'settings_entries',
			// Nobody reads or writes here: what is public is told by a route.
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				{ type: 'text', name: 'key', required: true, max: 60 },
				{ type: 'json', name: 'value', maxSize: 400000 },
				{ type: 'autodate', name: 'updated', onCreate: true, onUpdate: true }
			],
			indexes: ['CREATE UNIQUE INDEX idx_settings_entries_key ON settings_entries (key)']
		});
		app.save(entries);
	},
	(app) => app.delete(app.findCollectionByNameOrId('settings_entries'))
);
