// What became of the assistant's answers (số liệu trợ lý), summed over all devices whose owners
// allowed it. Rows are added by SQL; none says who sent it, when, or together with what.
const RULE = { label: 'POST /api/app/assistant/counts', maxRequests: 30, duration: 60 };
migrate(
	(app) => {
		const text = (name, max, required = false) => ({ type: 'text', name, max, required });
		// Nobody reads or writes here: one route adds, another shows the sums to the administrator.
		const closed = {
			type: 'base',
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null
		};
		app.save(
			new Collection({
				...closed,
				name: 'assistant_counts',
				fields: [
					text('day', 10, true),
					text('outcome', 40, true),
					// Slug; empty: none was talked about.
					text('procedure', 100),
					{ type: 'number', name: 'count', onlyInt: true, min: 1 }
				],
				indexes: [
					'CREATE UNIQUE INDEX idx_assistant_counts_sum ON assistant_counts (day, outcome, procedure)'
				]
			})
		);
		app.save(
			new Collection({
				...closed,
				name: 'assistant_texts',
				fields: [text('day', 10, true), text('text', 300, true), text('receivedOn', 10, true)],
				indexes: [
					'CREATE INDEX idx_assistant_texts_day ON assistant_texts (day)',
					// How many came in a day.
					'CREATE INDEX idx_assistant_texts_received ON assistant_texts (receivedOn)'
				]
			})
		);
		app.save(
			new Collection({
				...closed,
				// Ids of what arrived, so that it counts once; made for one sending alone.
				name: 'assistant_batches',
				fields: [text('receivedOn', 10, true)],
				indexes: ['CREATE INDEX idx_assistant_batches_received ON assistant_batches (receivedOn)']
			})
		);
		const settings = app.settings();
		settings.rateLimits.rules = [RULE, ...settings.rateLimits.rules];
		app.save(settings);
	},
	(app) => {
		for (const name of ['assistant_counts', 'assistant_texts', 'assistant_batches']) {
			app.delete(app.findCollectionByNameOrId(name));
		}
		const settings = app.settings();
		settings.rateLimits.rules = settings.rateLimits.rules.filter(
			({ label }) => label !== RULE.label
		);
		app.save(settings);
	}
);
