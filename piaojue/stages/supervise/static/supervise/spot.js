// spot.js   a patrol, or a question, that is written down without network waits on the phone and is sent once.
const STORE = "waiting";
const WHO = "spot.who";
const english = document.documentElement.lang.startsWith("en");
const say = (chinese, inEnglish) => (english ? inEnglish : chinese);
const form = document.querySelector("form[data-spot]");
const list = document.querySelector("[data-waiting]");
const [, code, kind] = location.pathname.match(/^\/p\/([^/]+)\/(patrol|ask)\/$/) ?? [];

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open("spot", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "number" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function inStore(mode, use) {
  const database = await opened();
  return new Promise((done, failed) => {
    const change = database.transaction(STORE, mode);
    const asked = use(change.objectStore(STORE));
    change.oncomplete = () => done(asked.result);
    change.onerror = () => failed(change.error);
    change.onabort = () => failed(change.error);
  });
}
const waiting = () => inStore("readonly", (store) => store.getAll());
const keep = (item) => inStore("readwrite", (store) => store.put(item));
const drop = (number) => inStore("readwrite", (store) => store.delete(number));

function localDay() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** What stands in the form, with a number of its own; files stay files. */
function written() {
  const fields = [...new FormData(form)].filter(
    ([name, value]) =>
      !name.startsWith("_") && name !== "csrfmiddlewaretoken" && !(value instanceof File && !value.size),
  );
  const rest = fields.filter(([name]) => name !== "number" && name !== "on");
  return {
    who: localStorage.getItem(WHO) ?? "",
    number: crypto.randomUUID(),
    on: localDay(),
    code,
    kind,
    fields: rest,
    why: "",
  };
}

const isBusy = (answer) => answer.status >= 500 || answer.status === 429;

/** One item to its project's own form: its page gives the token, the server keeps the same number once. */
async function send(item) {
  const address = `/p/${item.code}/${item.kind}/`;
  const busy = { ...item, why: say("网站正忙，过一会儿自动补交", "The site is busy; it is sent a little later") };
  const page = await fetch(address, { credentials: "same-origin" });
  if (isBusy(page)) return busy;
  if (!page.ok || new URL(page.url).pathname !== address)
    return { ...item, why: say("请先登录，登录以后自动补交", "Sign in first; it is sent afterwards") };
  const there = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("form[data-spot]");
  const token = there?.querySelector("[name=csrfmiddlewaretoken]");
  if (!token) return { ...item, why: say("现在不能提交这一项", "This cannot be sent now") };
  if (item.who && item.who !== there.dataset.who)
    return { ...item, why: say("由另一人写下，请本人登录以后补交", "Somebody else wrote it and has to sign in") };
  const body = new FormData();
  for (const [name, value] of item.fields) body.append(name, value);
  body.append("number", item.number);
  body.append("on", item.on);
  body.append("csrfmiddlewaretoken", token.value);
  const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
  if (answer.ok && answer.redirected) return null;
  if (isBusy(answer)) return busy;
  const said = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".alert, .errorlist");
  const why = said?.textContent.trim().slice(0, 200) || say("没有被接受", "It was not accepted");
  return { ...item, why, refused: true };
}

let sending = false;
async function sendAll() {
  if (sending || !navigator.onLine) return;
  sending = true;
  try {
    for (const item of await waiting()) {
      const left = await send(item);
      await (left ? keep(left) : drop(item.number));
    }
  } catch {
    // the network is gone again: what waits goes on waiting
  } finally {
    sending = false;
    show();
  }
}

async function show() {
  if (!list) return;
  const items = await waiting();
  list.hidden = items.length === 0;
  list.querySelector("[data-number]").textContent = items.length;
  const rows = items.map((item) => {
    const row = document.createElement("li");
    const words = item.fields.filter(([, value]) => typeof value === "string").map(([, value]) => value);
    row.append(`${item.on} · ${words.join(" ").slice(0, 40)} ${item.why}`);
    const away = Object.assign(document.createElement("button"), {
      type: "button",
      className: "btn btn--small btn--quiet",
    });
    away.textContent = say("不交了", "Discard");
    away.addEventListener("click", () => drop(item.number).then(show));
    row.append(" ", away);
    return row;
  });
  list.querySelector("ul").replaceChildren(...rows);
}

function complain(words) {
  const box = document.querySelector("[data-complaint]");
  if (!box) return;
  box.textContent = words;
  box.hidden = !words;
}

/** Kept first, then sent: a network that breaks in between loses nothing. A phone that keeps nothing only sends. */
async function handIn() {
  const item = written();
  const said = ([name, value]) => name !== "severity" && (value instanceof File || value.trim());
  if (!item.fields.some(said))
    return complain(say("请先点一下看到的情况，或者写一句", "Tap what you see, or write a sentence"));
  complain("");
  const kept = await keep(item).then(
    () => true,
    () => false,
  );
  let left;
  try {
    left = form.hasAttribute("data-offline") ? item : await send(item);
  } catch {
    left = item;
  }
  if (!left) {
    if (kept) await drop(item.number);
    location.assign(`/p/${code}/`);
  } else if (left.why && left.refused) {
    if (kept) await drop(item.number);
    complain(left.why);
  } else if (!kept) {
    complain(
      say("这部手机存不下，请不要关这一页，有网络时再按一次", "This phone is full: keep this page open and try again"),
    );
  } else {
    await keep(left);
    form.reset();
    await show();
    document.querySelector("[data-waiting]")?.scrollIntoView({ block: "start" });
  }
}

if (form && window.isSecureContext) {
  for (const part of document.querySelectorAll("[data-only]")) part.hidden = part.dataset.only !== kind;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    await handIn().finally(() => {
      button.disabled = false;
    });
  });
}
if (form?.dataset.who) localStorage.setItem(WHO, form.dataset.who);
navigator.serviceWorker?.register("/p/worker.js").catch(() => {});
addEventListener("online", sendAll);
show().then(sendAll);
