// Push messages to single devices (lượt gửi thông báo đẩy): made with the event, sent by the worker.
migrate(
	(app) => {
		const text = (name, max, required = false) => ({ type: 'text', name, max, required });
		const count = (name) => ({ type: 'number', name, onlyInt: true, min: 0 });
		const jobs = new Collection({
			type: 'base',
			name: 'push_jobs',
			// Nobody reads or writes here but the worker, by routes.
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				text('notification', 15, true),
				text('subscription', 15, true),
				// queued, sent, failed, gone, expired, superseded
				text('state', 20, true),
				text('sendAfter', 30, true),
				text('expiresAt', 30, true),
				text('lease', 40),
				text('leaseUntil', 30),
				count('attempts'),
				// Last HTTP status; 0: no answer.
				count('status'),
				text('handedAt', 30),
				text('reason', 60)
			],
			indexes: [
				'CREATE UNIQUE INDEX idx_push_jobs_once ON push_jobs (notification, subscription)',
				"CREATE INDEX idx_push_jobs_queued ON push_jobs (sendAfter) WHERE state = 'queued'",
				"CREATE INDEX idx_push_jobs_subscription ON push_jobs (subscription) WHERE state = 'queued'"
			]
		});
		app.save(jobs);
	},
	(app) => app.delete(app.findCollectionByNameOrId('push_jobs'))
);
