routerAdd(
	'POST',
	'/api/app/assistant/reword',
	(e) => require(`${__hooks}/app.cjs`).rewordReply(e),
	$apis.bodyLimit(64 * 1024)
);
routerAdd('GET', '/api/app/assistant/rewording-switch', (e) =>
	require(`${__hooks}/app.cjs`).showRewordingSwitch(e)
);
routerAdd('POST', '/api/app/assistant/rewording-switch', (e) =>
	require(`${__hooks}/app.cjs`).switchRewording(e)
);
