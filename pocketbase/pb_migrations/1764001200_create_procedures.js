// Published versions of the catalogue (danh mục thủ tục). A dossier keeps the version it began with.
migrate(
	(app) => {
		const procedures = new Collection({
			type: 'base',
			name: 'procedures',
			// The catalogue is public.
			listRule: '',
			viewRule: '',
			// Versions come with the seed; none is ever changed.
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				{ type: 'text', name: 'slug', required: true, max: 200 },
				{ type: 'text', name: 'version', required: true, max: 40 },
				{ type: 'json', name: 'data', required: true, maxSize: 400000 }
			],
			indexes: ['CREATE UNIQUE INDEX idx_procedures_version ON procedures (slug, version)']
		});
		app.save(procedures);
	},
	(app) => app.delete(app.findCollectionByNameOrId('procedures'))
);
