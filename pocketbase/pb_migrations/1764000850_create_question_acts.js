// What was asked, answered and done to questions, in order. Rows are added by SQL, never changed.
migrate(
	(app) => {
		const text = (name, max, required = false) => ({ type: 'text', name, max, required });
		const acts = new Collection({
			type: 'base',
			name: 'question_acts',
			// Nobody reads or writes here: routes show to each reader what is theirs to see.
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				text('question', 15, true),
				{ type: 'number', name: 'seq', onlyInt: true, min: 1 },
				text('type', 60, true),
				text('actor', 15, true),
				text('actorRole', 40, true),
				text('actorName', 300),
				text('actorDivision', 60),
				text('at', 30, true),
				text('payload', 100000),
				text('bodyHash', 64, true),
				text('answer', 10000)
			],
			indexes: [
				'CREATE UNIQUE INDEX idx_question_acts_order ON question_acts (question, seq)',
				// How much one person asked in a day.
				'CREATE INDEX idx_question_acts_actor ON question_acts (actor, at)',
				"CREATE INDEX idx_question_acts_proposals ON question_acts (at) WHERE type = 'propose_answer'"
			]
		});
		app.save(acts);
	},
	(app) => app.delete(app.findCollectionByNameOrId('question_acts'))
);
