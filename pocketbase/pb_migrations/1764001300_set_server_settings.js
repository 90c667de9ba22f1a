// Settings of the server itself. What depends on where it runs is set at each start.
migrate((app) => {
	const settings = app.settings();
	settings.meta.appName = 'Ngoại vụ số';
	settings.meta.hideControls = true;
	// No request log: it would keep addresses, and slow every request down.
	settings.logs.minLevel = 4;
	settings.logs.maxDays = 14;
	settings.logs.logIP = false;
	settings.batch.enabled = false;
	// The superuser only from the machine itself.
	settings.superuserIPs = ['127.0.0.1', '::1'];
	// Counted per address. Whole offices share one, so work is limited widely and guessing narrowly.
	settings.rateLimits.enabled = true;
	settings.rateLimits.rules = [
		{ label: 'POST /api/app/tracking', maxRequests: 30, duration: 60 },
		{ label: 'applicants:authWithPassword', maxRequests: 20, duration: 60 },
		// A whole Department begins its day behind one address.
		{ label: 'officers:authWithPassword', maxRequests: 60, duration: 60 },
		{ label: '_superusers:authWithPassword', maxRequests: 3, duration: 60 },
		{ label: '*:requestOTP', maxRequests: 60, duration: 60 },
		{ label: '*:authWithOTP', maxRequests: 60, duration: 60 },
		{ label: '*:requestPasswordReset', maxRequests: 10, duration: 60 },
		{ label: 'applicants:create', maxRequests: 20, duration: 60 },
		{ label: 'attachments:create', maxRequests: 120, duration: 60 },
		{ label: 'POST /api/app/actions', maxRequests: 600, duration: 60 },
		// A first fill takes dozens of pages, and every screen that is opened asks once.
		{ label: 'POST /api/app/sync', maxRequests: 1200, duration: 60 },
		{ label: 'GET /api/app/applicants', maxRequests: 120, duration: 60 },
		{ label: '/api/', maxRequests: 2000, duration: 10 }
	];
	// Every night at half past one in Việt Nam; docs/backup.md says how to carry them off the machine.
	settings.backups.cron = '30 18 * * *';
	settings.backups.cronMaxKeep = 7;
	app.save(settings);
});
