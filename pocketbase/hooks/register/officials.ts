routerAdd('GET', '/api/app/queue', (e) => require(`${__hooks}/app.cjs`).listQueue(e));
routerAdd('GET', '/api/app/applicants', (e) => require(`${__hooks}/app.cjs`).listApplicants(e));
routerAdd('GET', '/api/app/officers', (e) => require(`${__hooks}/app.cjs`).listOfficers(e));
