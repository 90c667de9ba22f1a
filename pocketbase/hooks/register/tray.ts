routerAdd('GET', '/api/app/notifications', (e) => require(`${__hooks}/app.cjs`).listTray(e));
routerAdd(
	'POST',
	'/api/app/notifications/read',
	(e) => require(`${__hooks}/app.cjs`).readTray(e),
	$apis.bodyLimit(8 * 1024)
);
