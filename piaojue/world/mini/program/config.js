// config.js   written by the build
module.exports = { site: "SITE" };
