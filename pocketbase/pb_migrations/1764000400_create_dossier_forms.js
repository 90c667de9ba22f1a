// What the applicant typed, apart from the dossier because it is personal (tờ khai). Same id.
migrate(
	(app) => {
		const forms = new Collection({
			type: 'base',
			name: 'dossier_forms',
			// Nobody reads it here: routes do, which check and record who read it.
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				{ type: 'text', name: 'applicantName', max: 300 },
				{ type: 'json', name: 'form', maxSize: 400000 },
				{ type: 'json', name: 'answers', maxSize: 40000 },
				{ type: 'json', name: 'papers', maxSize: 40000 },
				{ type: 'text', name: 'consentVersion', max: 200 },
				{ type: 'text', name: 'consentAt', max: 30 }
			]
		});
		app.save(forms);
		// Names without diacritics, by word. It keeps its own copy: rowids of other tables may move.
		app
			.db()
			.newQuery(
				'CREATE VIRTUAL TABLE dossier_names USING fts5(dossier UNINDEXED, words, detail=none)'
			)
			.execute();
	},
	(app) => {
		app.db().newQuery('DROP TABLE dossier_names').execute();
		app.delete(app.findCollectionByNameOrId('dossier_forms'));
	}
);
