// worker.js   without network, the forms below /p/ are answered by one form that the phone keeps; it says nothing of anybody.
const KEEP = "spot-1";
const FORM = "/p/offline/";
const IS_FORM = /^\/p\/[^/]+\/(patrol|ask)\/$/;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepForm());
});
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== KEEP).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const where = new URL(request.url);
  if (request.method !== "GET" || where.origin !== location.origin) return;
  if (request.mode === "navigate" && IS_FORM.test(where.pathname)) event.respondWith(pageOrForm(event));
  else if (request.destination === "style" || request.destination === "script" || request.destination === "font")
    event.respondWith(fetch(request).catch(() => kept(request)));
});

/** The form with the styles and scripts that it names, so that it looks like itself without network. */
async function keepForm() {
  const cache = await caches.open(KEEP);
  const answer = await fetch(FORM, { credentials: "omit" });
  if (!answer.ok) return;
  const page = await answer.clone().text();
  await cache.put(FORM, answer);
  const parts = [...page.matchAll(/(?:href|src)="(\/static\/[^"]+\.(?:css|js|mjs))"/g)].map((found) => found[1]);
  await Promise.allSettled([...new Set(parts)].map((part) => cache.add(part)));
}

async function pageOrForm(event) {
  try {
    const page = await fetch(event.request);
    event.waitUntil(keepForm().catch(() => {}));
    return page;
  } catch {
    return kept(FORM);
  }
}

async function kept(request) {
  const cache = await caches.open(KEEP);
  return (await cache.match(request)) ?? Response.error();
}
