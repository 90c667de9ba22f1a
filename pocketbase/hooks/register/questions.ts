routerAdd(
	'POST',
	'/api/app/questions',
	(e) => require(`${__hooks}/app.cjs`).acceptQuestion(e),
	$apis.bodyLimit(128 * 1024)
);
routerAdd(
	'POST',
	'/api/app/questions/sync',
	(e) => require(`${__hooks}/app.cjs`).syncQuestions(e),
	$apis.bodyLimit(8 * 1024),
	$apis.gzip()
);
routerAdd('GET', '/api/app/question-proposals', (e) =>
	require(`${__hooks}/app.cjs`).listProposals(e)
);
cronAdd('forget_questions', '29 * * * *', () => require(`${__hooks}/app.cjs`).forgetQuestions());
