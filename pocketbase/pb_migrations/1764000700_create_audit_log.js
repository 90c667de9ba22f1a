// Who did or read what, from where (nhật ký). Every row carries a keyed hash over itself and the
// one before. It names people and dossiers by id only.
migrate(
	(app) => {
		const text = (name, max, required = false) => ({ type: 'text', name, max, required });
		const log = new Collection({
			type: 'base',
			name: 'audit_log',
			// Nobody reads or writes here.
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				{ type: 'number', name: 'seq', onlyInt: true, min: 1, required: true },
				text('at', 30, true),
				text('actor', 15),
				text('actorRole', 40, true),
				text('ip', 60),
				text('event', 60, true),
				text('subject', 60),
				text('detail', 8000),
				text('prevHash', 64),
				text('hash', 64, true)
			],
			indexes: [
				'CREATE UNIQUE INDEX idx_audit_log_seq ON audit_log (seq)',
				'CREATE INDEX idx_audit_log_subject ON audit_log (subject, seq)'
			]
		});
		app.save(log);
	},
	(app) => app.delete(app.findCollectionByNameOrId('audit_log'))
);
