routerAdd('GET', '/api/app/settings', (e) => require(`${__hooks}/app.cjs`).showSettings(e));
