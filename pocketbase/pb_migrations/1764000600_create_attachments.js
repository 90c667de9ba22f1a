// Files of dossiers (tệp đính kèm). They are sent before the dossier that needs them.
migrate(
	(app) => {
		const text = (name, max, required = false) => ({ type: 'text', name, max, required });
		const uploader = "(@request.auth.id != '' && uploader = @request.auth.id)";
		const dossier = (condition) => `@collection.dossiers.id ?= dossier && (${condition})`;
		const officer =
			"@request.auth.collectionName = 'officers' && @request.auth.active = true && (" +
			"@request.auth.role = 'receiving_officer' || @request.auth.role = 'leader'" +
			" || @request.auth.role = 'clerk' || ((@request.auth.role = 'case_officer'" +
			" || @request.auth.role = 'head_of_division')" +
			' && @collection.dossiers.division ?= @request.auth.division))';
		const owner =
			"@request.auth.collectionName = 'applicants' && resultOf != ''" +
			' && @collection.dossiers.applicant ?= @request.auth.id';
		const attachments = new Collection({
			type: 'base',
			name: 'attachments',
			// One lists what one sent.
			listRule: uploader,
			// The sender, officers who may see the dossier, and the applicant for an issued result.
			viewRule: `${uploader} || (${dossier(`(${officer}) || (${owner})`)})`,
			// Whoever is signed in may send; the hook checks for which dossier.
			createRule: "@request.auth.id != ''",
			updateRule: null,
			// One takes back one's own file; the hook refuses once the dossier has it.
			deleteRule: uploader,
			fields: [
				text('dossier', 15, true),
				text('paper', 200, true),
				// Of a result it is the officer who issued it, whom the applicant is not told.
				{ ...text('uploader', 15, true), hidden: true },
				text('uploaderKind', 20, true),
				text('name', 200),
				{
					type: 'file',
					name: 'file',
					maxSelect: 1,
					maxSize: 25 * 1024 * 1024,
					protected: true,
					mimeTypes: ['application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'image/heic']
				},
				{ ...text('sha256', 64, true), pattern: '^[0-9a-f]{64}$' },
				{ type: 'number', name: 'sizeBytes', required: true, onlyInt: true, min: 1 },
				text('storedSha256', 64),
				{
					type: 'select',
					name: 'state',
					required: true,
					maxSelect: 1,
					values: ['arriving', 'uploaded', 'verified', 'mismatch']
				},
				// Of a file that travels in parts: how many have not arrived. The worker waits for 0.
				{ type: 'number', name: 'missingParts', onlyInt: true, min: 0, hidden: true },
				// Id of the dossier whose issued result this file is; written by the action that issues it.
				text('resultOf', 15),
				{ type: 'autodate', name: 'created', onCreate: true }
			],
			indexes: [
				'CREATE INDEX idx_attachments_dossier ON attachments (dossier)',
				'CREATE INDEX idx_attachments_uploader ON attachments (uploader)',
				`CREATE INDEX idx_attachments_unread ON attachments (created)
				WHERE missingParts = 0 AND state != 'verified' AND state != 'mismatch'`
			]
		});
		app.save(attachments);
	},
	(app) => app.delete(app.findCollectionByNameOrId('attachments'))
);
