// Which questions a division passed on since: each of its devices asks.
const INDEX =
	"CREATE INDEX idx_question_acts_passed ON question_acts (actorDivision, at) WHERE type = 'pass_question'";
migrate(
	(app) => {
		const acts = app.findCollectionByNameOrId('question_acts');
		acts.indexes = [...acts.indexes, INDEX];
		app.save(acts);
	},
	(app) => {
		const acts = app.findCollectionByNameOrId('question_acts');
		acts.indexes = acts.indexes.filter((index) => index !== INDEX);
		app.save(acts);
	}
);
