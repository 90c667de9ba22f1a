routerAdd('GET', '/{path...}', (e) => require(`${__hooks}/app.cjs`).serveApp(e));
