routerAdd(
	'PUT',
	'/api/app/push-subscription',
	(e) => require(`${__hooks}/app.cjs`).registerSubscription(e),
	$apis.bodyLimit(4 * 1024)
);
routerAdd(
	'POST',
	'/api/app/push-subscription/forget',
	(e) => require(`${__hooks}/app.cjs`).forgetDevice(e),
	$apis.bodyLimit(4 * 1024)
);
routerAdd('GET', '/api/app/notification-settings', (e) =>
	require(`${__hooks}/app.cjs`).showNotificationSettings(e)
);
routerAdd(
	'PUT',
	'/api/app/notification-settings',
	(e) => require(`${__hooks}/app.cjs`).saveNotificationSettings(e),
	$apis.bodyLimit(4 * 1024)
);
routerAdd(
	'POST',
	'/api/app/notifications/test',
	(e) => require(`${__hooks}/app.cjs`).sendTestNotification(e),
	$apis.bodyLimit(1024)
);
