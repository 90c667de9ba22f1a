onRecordCreateRequest((e) => require(`${__hooks}/app.cjs`).acceptAttachment(e), 'attachments');
onRecordViewRequest((e) => require(`${__hooks}/app.cjs`).showAttachment(e), 'attachments');
onRecordDeleteRequest((e) => require(`${__hooks}/app.cjs`).takeBackAttachment(e), 'attachments');
onFileDownloadRequest((e) => require(`${__hooks}/app.cjs`).sendFile(e), 'attachments');
