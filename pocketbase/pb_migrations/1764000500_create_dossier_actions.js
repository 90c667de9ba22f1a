// Everything that happened to dossiers, in order (thao tác). Rows are added by SQL, never changed.
migrate(
	(app) => {
		const text = (name, max, required = false) => ({ type: 'text', name, max, required });
		const actions = new Collection({
			type: 'base',
			name: 'dossier_actions',
			// Nobody reads or writes here: routes show to each reader what is theirs to see.
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				text('dossier', 15, true),
				{ type: 'number', name: 'seq', onlyInt: true, min: 1 },
				text('type', 60, true),
				text('actor', 15, true),
				text('actorRole', 40, true),
				text('actorName', 300),
				text('actorDivision', 60),
				text('at', 30, true),
				text('statusAfter', 40, true),
				text('payload', 400000),
				text('bodyHash', 64, true),
				text('answer', 400000)
			],
			indexes: ['CREATE UNIQUE INDEX idx_dossier_actions_order ON dossier_actions (dossier, seq)']
		});
		app.save(actions);
	},
	(app) => app.delete(app.findCollectionByNameOrId('dossier_actions'))
);
