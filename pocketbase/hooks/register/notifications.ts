routerAdd(
	'POST',
	'/api/app/notifications/ack',
	(e) => require(`${__hooks}/app.cjs`).acknowledgePush(e),
	$apis.bodyLimit(4 * 1024)
);
routerAdd(
	'POST',
	'/api/worker/push/claim',
	(e) => require(`${__hooks}/app.cjs`).claimPush(e),
	$apis.bodyLimit(4 * 1024)
);
routerAdd(
	'POST',
	'/api/worker/push/report',
	(e) => require(`${__hooks}/app.cjs`).reportPush(e),
	$apis.bodyLimit(256 * 1024)
);
routerAdd(
	'POST',
	'/api/worker/mail/claim',
	(e) => require(`${__hooks}/app.cjs`).claimMails(e),
	$apis.bodyLimit(4 * 1024)
);
routerAdd(
	'POST',
	'/api/worker/mail/send',
	(e) => require(`${__hooks}/app.cjs`).sendMail(e),
	$apis.bodyLimit(32 * 1024)
);
cronAdd('end_notifications', '* * * * *', () => require(`${__hooks}/app.cjs`).endNotifications());
cronAdd('tell_of_time', '*/10 * * * *', () => require(`${__hooks}/app.cjs`).tellOfTime());
cronAdd('forget_notifications', '23 * * * *', () =>
	require(`${__hooks}/app.cjs`).forgetNotifications()
);
