// site.js   the site in a web-view. Only addresses of the site itself are opened, whatever a link or a code says.
const { site } = require("../../config.js");

/** The path of a page, from a shared link (`to`) or a mini-program code (`scene`); the front page where it is none of ours. */
function pathOf({ to = "", scene = "" }) {
  let path = "";
  try {
    path = decodeURIComponent(to || scene);
  } catch {
    return "/";
  }
  path = path.startsWith("/") ? path : `/${path}`;
  return /^\/(?![/\\])[\w\-./?=&%~]*$/.test(path) ? path : "/";
}

Page({
  data: { address: "" },

  onLoad(query) {
    this.setData({ address: site + pathOf(query) });
  },

  onShareAppMessage({ webViewUrl = "" }) {
    const own = webViewUrl.startsWith(`${site}/`) ? webViewUrl.slice(site.length).split("#")[0] : "/";
    const to = own.replace(/([?&])ticket=[^&]*&?/, "$1").replace(/[?&]$/, "");
    return { path: `/pages/site/site?to=${encodeURIComponent(to)}` };
  },
});
