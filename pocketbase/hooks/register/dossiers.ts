routerAdd(
	'POST',
	'/api/app/actions',
	(e) => require(`${__hooks}/app.cjs`).acceptAction(e),
	$apis.bodyLimit(512 * 1024)
);
routerAdd(
	'POST',
	'/api/app/sync',
	(e) => require(`${__hooks}/app.cjs`).syncDossiers(e),
	$apis.bodyLimit(8 * 1024),
	$apis.gzip()
);
routerAdd('GET', '/api/app/dossiers', (e) => require(`${__hooks}/app.cjs`).listDossiers(e));
routerAdd('GET', '/api/app/dossiers/{id}', (e) => require(`${__hooks}/app.cjs`).showDossier(e));
routerAdd(
	'POST',
	'/api/app/tracking',
	(e) => require(`${__hooks}/app.cjs`).trackDossier(e),
	$apis.bodyLimit(4 * 1024)
);
