// PocketBase has a GET /api/health of its own, and a second one would be a conflict; one that names
// the host goes before it. A middleware would hold an engine during every request.
for (const host of ['127.0.0.1', 'localhost', ...publicHosts()]) {
	routerAdd('GET', `${host}/api/health`, (e) => require(`${__hooks}/app.cjs`).showHealth(e));
}

function publicHosts() {
	const host = /^https?:\/\/([^/:]+)/.exec($os.getenv('PUBLIC_URL'))?.[1]?.toLowerCase();
	return host === undefined || host === '127.0.0.1' || host === 'localhost' ? [] : [host];
}
