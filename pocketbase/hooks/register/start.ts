onBootstrap((e) => require(`${__hooks}/app.cjs`).start(e));
onRecordAfterUpdateSuccess(
	(e) => require(`${__hooks}/app.cjs`).noticeSettings(e),
	'settings_entries'
);
cronAdd('wait_for_disk', '* * * * *', () => require(`${__hooks}/app.cjs`).keepWaitingForDisk());
