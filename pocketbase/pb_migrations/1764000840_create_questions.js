// How questions to the office stand (câu hỏi gửi cán bộ). Not a word of what was asked.
migrate(
	(app) => {
		const text = (name, max, required = false) => ({ type: 'text', name, max, required });
		// Whoever asked sees the own questions; officers those of their division; leaders all;
		// administrators and inactive officers none.
		const maySee =
			"(@request.auth.collectionName = 'applicants' && asker = @request.auth.id)" +
			" || (@request.auth.collectionName = 'officers' && @request.auth.active = true && (" +
			"@request.auth.role = 'leader' || (@request.auth.role != 'administrator'" +
			' && division = @request.auth.division)))';
		const questions = new Collection({
			type: 'base',
			name: 'questions',
			listRule: maySee,
			viewRule: maySee,
			// Nobody writes here: a question changes by an act only.
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				// An officer answers a question, not an account.
				{ ...text('asker', 15, true), hidden: true },
				text('division', 60, true),
				text('procedure', 200),
				text('facet', 60),
				text('language', 2, true),
				text('state', 20, true),
				// People deal with a unit, not with a person; officers read it by route.
				{ ...text('officer', 15), hidden: true },
				text('askedAt', 30, true),
				text('startedAt', 30, true),
				{ type: 'json', name: 'answerLimit', maxSize: 200 },
				text('dueAt', 30, true),
				text('answeredAt', 30),
				{ type: 'bool', name: 'followedUp' },
				{ type: 'number', name: 'seq', onlyInt: true, min: 1 },
				// When it changed last: what devices ask for.
				{ ...text('changedAt', 30, true), hidden: true }
			],
			indexes: [
				'CREATE INDEX idx_questions_asker ON questions (asker, changedAt)',
				'CREATE INDEX idx_questions_division ON questions (division, changedAt)',
				'CREATE INDEX idx_questions_changed ON questions (changedAt)',
				'CREATE INDEX idx_questions_due ON questions (state, dueAt)'
			]
		});
		app.save(questions);
	},
	(app) => app.delete(app.findCollectionByNameOrId('questions'))
);
