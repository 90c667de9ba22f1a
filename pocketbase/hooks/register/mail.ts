onMailerSend((e) => require(`${__hooks}/app.cjs`).keepMail(e));
cronAdd('forget_mail', '17 * * * *', () => require(`${__hooks}/app.cjs`).forgetMail());
routerAdd('GET', '/api/app/mail-outbox', (e) => require(`${__hooks}/app.cjs`).listMail(e));
