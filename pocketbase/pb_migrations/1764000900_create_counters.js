// Running numbers of the day for official codes (số thứ tự trong ngày). Id: `<unit code>-YYMMDD`.
migrate(
	(app) => {
		app
			.db()
			.newQuery(
				'CREATE TABLE counters (id TEXT PRIMARY KEY NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID'
			)
			.execute();
	},
	(app) => app.db().newQuery('DROP TABLE counters').execute()
);
