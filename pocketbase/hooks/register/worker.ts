routerAdd('GET', '/api/worker/attachments', (e) => require(`${__hooks}/app.cjs`).listUnverified(e));
routerAdd('GET', '/api/worker/attachments/{id}/content', (e) =>
	require(`${__hooks}/app.cjs`).sendContent(e)
);
routerAdd('GET', '/api/worker/attachments/{id}/parts/{part}', (e) =>
	require(`${__hooks}/app.cjs`).sendPart(e)
);
// As long as the largest file (MAX_FILE_BYTES).
routerAdd(
	'POST',
	'/api/worker/attachments/{id}/content',
	(e) => require(`${__hooks}/app.cjs`).storeJoined(e),
	$apis.bodyLimit(25 * 1024 * 1024)
);
routerAdd(
	'POST',
	'/api/worker/attachments/{id}/verdict',
	(e) => require(`${__hooks}/app.cjs`).acceptVerdict(e),
	$apis.bodyLimit(4 * 1024)
);
routerAdd('POST', '/api/worker/beat', (e) => require(`${__hooks}/app.cjs`).acceptBeat(e));
