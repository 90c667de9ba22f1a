onRecordCreateRequest((e) => require(`${__hooks}/app.cjs`).acceptAttachment(e), 'attachments');
onRecordViewRequest((e) => require(`${__hooks}/app.cjs`).showAttachment(e), 'attachments');
onRecordDeleteRequest((e) => require(`${__hooks}/app.cjs`).takeBackAttachment(e), 'attachments');
routerAdd('GET', '/api/app/attachments/{id}', (e) => require(`${__hooks}/app.cjs`).showArrival(e));
routerAdd(
	'PUT',
	'/api/app/attachments/{id}/parts/{part}',
	(e) => require(`${__hooks}/app.cjs`).acceptPart(e),
	$apis.bodyLimit(512 * 1024)
);
cronAdd('forget_attachments', '41 * * * *', () =>
	require(`${__hooks}/app.cjs`).forgetAttachments()
);
onFileDownloadRequest((e) => require(`${__hooks}/app.cjs`).sendFile(e), 'attachments');
