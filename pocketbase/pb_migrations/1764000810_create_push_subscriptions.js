// Where a device is told (đăng ký nhận thông báo): one row for each browser of an account.
migrate(
	(app) => {
		const text = (name, max) => ({ type: 'text', name, max, required: true });
		const subscriptions = new Collection({
			type: 'base',
			name: 'push_subscriptions',
			// Nobody reads or writes here but our routes.
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				text('endpoint', 1000),
				text('p256dh', 100),
				text('auth', 30),
				// The public key of ours that it was made with.
				text('vapidKey', 100),
				text('recipientKind', 20),
				text('recipient', 15),
				text('createdAt', 30),
				// When the device last said that it still has it.
				text('seenAt', 30)
			],
			indexes: [
				'CREATE UNIQUE INDEX idx_push_subscriptions_endpoint ON push_subscriptions (endpoint)',
				'CREATE INDEX idx_push_subscriptions_recipient ON push_subscriptions (recipient)'
			]
		});
		app.save(subscriptions);
		// A subscription belongs to the sessions of its account: whatever ends them all (another
		// password, signing out everywhere, other rights, a closed account) ends it in the same breath.
		for (const [table, kind, ended] of [
			['applicants', 'applicant', 'old.tokenKey IS NOT new.tokenKey'],
			['officers', 'officer', 'old.tokenKey IS NOT new.tokenKey OR NOT new.active']
		]) {
			const forget = `DELETE FROM push_subscriptions
				WHERE recipient = old.id AND recipientKind = '${kind}'`;
			for (const [name, event] of [
				['session', `AFTER UPDATE ON ${table} WHEN ${ended}`],
				['account', `AFTER DELETE ON ${table}`]
			]) {
				app
					.db()
					.newQuery(`CREATE TRIGGER ${table}_${name}_ends_push ${event} BEGIN ${forget}; END`)
					.execute();
			}
		}
	},
	(app) => app.delete(app.findCollectionByNameOrId('push_subscriptions'))
);
