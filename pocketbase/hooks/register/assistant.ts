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
routerAdd(
	'POST',
	'/api/app/assistant/counts',
	(e) => require(`${__hooks}/app.cjs`).acceptOutcomes(e),
	$apis.bodyLimit(64 * 1024)
);
routerAdd('GET', '/api/app/assistant/counts', (e) => require(`${__hooks}/app.cjs`).listOutcomes(e));
cronAdd('forget_outcomes', '53 * * * *', () => require(`${__hooks}/app.cjs`).forgetOutcomes());
