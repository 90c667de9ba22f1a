onRealtimeConnectRequest((e) => require(`${__hooks}/app.cjs`).openRealtime(e));
onRealtimeSubscribeRequest((e) => require(`${__hooks}/app.cjs`).subscribe(e));
