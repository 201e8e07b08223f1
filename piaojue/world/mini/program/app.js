// app.js   the shell has no state of its own
App({});
