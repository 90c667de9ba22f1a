// What the actions on a dossier add up to (hồ sơ). No personal data: it is watched live.
migrate(
	(app) => {
		const text = (name, max, required = false) => ({ type: 'text', name, max, required });
		const count = (name) => ({ type: 'number', name, onlyInt: true, min: 0 });
		// The applicant sees the own dossiers; reception, leaders and clerks see all; case officers and
		// heads those of their division; administrators and inactive officers none.
		const maySee =
			"(@request.auth.collectionName = 'applicants' && applicant != '' && applicant = @request.auth.id)" +
			" || (@request.auth.collectionName = 'officers' && @request.auth.active = true && (" +
			"@request.auth.role = 'receiving_officer' || @request.auth.role = 'leader'" +
			" || @request.auth.role = 'clerk' || ((@request.auth.role = 'case_officer'" +
			" || @request.auth.role = 'head_of_division') && division = @request.auth.division)))";
		const dossiers = new Collection({
			type: 'base',
			name: 'dossiers',
			listRule: maySee,
			viewRule: maySee,
			// Nobody writes here: a dossier changes by an action only.
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				text('procedure', 200, true),
				text('procedureVersion', 40, true),
				text('applicant', 15),
				text('channel', 20, true),
				text('resultReturn', 20, true),
				text('draftNumber', 20, true),
				text('code', 60),
				text('status', 40, true),
				count('seq'),
				text('previousStatus', 40),
				text('division', 60, true),
				// The applicant deals with a unit, not with a person; officers read it by route.
				{ ...text('caseOfficer', 15), hidden: true },
				text('heldSince', 30, true),
				text('submittedAt', 30, true),
				text('receivedAt', 30),
				{ type: 'json', name: 'clock', maxSize: 2000 },
				count('supplementRounds'),
				{ type: 'json', name: 'requestedPapers', maxSize: 200000 },
				text('supplementDueOn', 10),
				count('apologies'),
				// Not the applicant's to know before it is signed; officers read it by route.
				{ ...text('proposal', 20), hidden: true },
				{ type: 'json', name: 'outcome', maxSize: 2000 },
				text('ratedAt', 30),
				// Taken out of the clock, so that the queue is ordered and filtered by indexes.
				{ ...text('queueKey', 30, true), hidden: true },
				{ ...text('pausedAt', 30), hidden: true },
				// When the dossier, or what is known of its files, changed last: what devices ask for.
				{ ...text('changedAt', 30, true), hidden: true }
			],
			indexes: [
				'CREATE UNIQUE INDEX idx_dossiers_draft_number ON dossiers (draftNumber)',
				"CREATE UNIQUE INDEX idx_dossiers_code ON dossiers (code) WHERE code != ''",
				'CREATE INDEX idx_dossiers_applicant ON dossiers (applicant, submittedAt DESC)',
				'CREATE INDEX idx_dossiers_queue ON dossiers (status, queueKey, id)',
				'CREATE INDEX idx_dossiers_division ON dossiers (status, division, queueKey, id)',
				'CREATE INDEX idx_dossiers_officer ON dossiers (status, division, caseOfficer, queueKey, id)',
				'CREATE INDEX idx_dossiers_changed ON dossiers (status, changedAt, id)',
				'CREATE INDEX idx_dossiers_changed_division ON dossiers (status, division, changedAt, id)',
				'CREATE INDEX idx_dossiers_changed_applicant ON dossiers (applicant, changedAt, id)'
			]
		});
		app.save(dossiers);
	},
	(app) => app.delete(app.findCollectionByNameOrId('dossiers'))
);
