onRecordCreateRequest((e) => require(`${__hooks}/app.cjs`).saveApplicant(e), 'applicants');
onRecordUpdateRequest((e) => require(`${__hooks}/app.cjs`).saveApplicant(e), 'applicants');
onRecordCreateRequest((e) => require(`${__hooks}/app.cjs`).createOfficer(e), 'officers');
onRecordUpdateRequest((e) => require(`${__hooks}/app.cjs`).updateOfficer(e), 'officers');
onRecordRequestEmailChangeRequest(
	() => require(`${__hooks}/app.cjs`).refuseOwnAddress(),
	'officers'
);
onRecordRequestPasswordResetRequest(
	(e) => require(`${__hooks}/app.cjs`).ignorePasswordReset(e),
	'officers'
);
onRecordRequestOTPRequest((e) => require(`${__hooks}/app.cjs`).mailCode(e), 'officers');
onRecordAuthRequest(
	(e) => require(`${__hooks}/app.cjs`).sendDeviceSecret(e),
	'applicants',
	'officers'
);
routerAdd('POST', '/api/app/sign-out-everywhere', (e) =>
	require(`${__hooks}/app.cjs`).signOutEverywhere(e)
);
