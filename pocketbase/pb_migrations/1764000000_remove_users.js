// The collection PocketBase makes by itself: people are applicants or officers here.
migrate(
	(app) => app.delete(app.findCollectionByNameOrId('users')),
	(app) => app.save(new Collection({ type: 'auth', name: 'users' }))
);
