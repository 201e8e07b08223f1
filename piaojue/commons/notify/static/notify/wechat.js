// wechat.js   in WeChat alone: the account's script (JS-SDK) is loaded, signed for, and told what a chat shows of the page.
const APIS = ["updateAppMessageShareData", "updateTimelineShareData", "getLocation", "chooseImage"];
const meta = (name) => document.querySelector(`meta[property="og:${name}"]`)?.content ?? "";

/** What a chat shows: title, a line, picture. The address is without what stands after # and without somebody's code. */
export function card() {
  const link = new URL(location.href);
  link.hash = "";
  link.searchParams.delete("ticket");
  return {
    title: meta("title") || document.title,
    desc: meta("description") || meta("site_name"),
    link: link.href,
    imgUrl: meta("image"),
  };
}

/** Where one stands, by WeChat; same answer as the browser's own geolocation gives. */
export const position = () =>
  new Promise((found, failed) =>
    wx.getLocation({ type: "wgs84", success: (coords) => found({ coords }), fail: failed, cancel: failed }),
  );

const load = (address) =>
  new Promise((loaded, failed) => {
    const script = Object.assign(document.createElement("script"), { src: address, onload: loaded, onerror: failed });
    document.head.append(script);
  });

/** signing: address that signs for this page. Without an answer the page stays as it is. */
export async function begin(signing) {
  const page = location.href.split("#")[0];
  const answer = await fetch(`${signing}?url=${encodeURIComponent(page)}`).catch(() => null);
  if (!answer?.ok) return;
  const { sdk, ...signed } = await answer.json();
  await load(sdk);
  wx.config({ debug: false, jsApiList: APIS, ...signed });
  wx.ready(() => {
    const { desc, ...short } = card();
    wx.updateAppMessageShareData({ desc, ...short });
    wx.updateTimelineShareData(short);
  });
}
