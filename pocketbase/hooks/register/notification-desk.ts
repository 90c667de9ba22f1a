routerAdd('GET', '/api/app/notification-report', (e) =>
	require(`${__hooks}/app.cjs`).showNotificationReport(e)
);
routerAdd('POST', '/api/app/notification-switch', (e) =>
	require(`${__hooks}/app.cjs`).switchChannel(e)
);
routerAdd('GET', '/api/app/notifications/of/{dossier}', (e) =>
	require(`${__hooks}/app.cjs`).showToldOf(e)
);
