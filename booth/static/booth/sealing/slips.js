// Tellers' pages that take slips of a sealed box: the public half is computed here, only it is sent.
import { ask } from "./desk.js";

const form = document.querySelector("form[data-slips]");
const button = form.querySelector("button[type=submit]");
const field = form.querySelector("textarea, input[type=text]");
const name = field.name;
field.removeAttribute("name");
const line = form.querySelector("[data-slips-line]");
// A slip that is void before voting begins was never handed out: it votes in no other round of the sitting either.
let others = [];

async function ready() {
  const answer = await fetch(form.dataset.slips, { credentials: "omit" });
  const { election, elections, state } = await answer.json();
  if (state === "prepared") others = elections.filter((uuid) => uuid !== JSON.parse(election).uuid);
  await ask("prepare", { election });
  button.disabled = false;
  line.textContent = "票签号码只在本机计算，不会发给服务器。";
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  line.className = "note";
  const slips = field.value
    .split("\n")
    .map((text) => text.trim())
    .filter(Boolean);
  const keys = [];
  try {
    for (const [place, slip] of slips.entries()) {
      line.textContent = `正在本机计算第 ${place + 1} 张，共 ${slips.length} 张……`;
      const code = slip.split("#").pop().split(".")[0];
      const wrong = (why) => {
        throw new Error(`第 ${place + 1} 行：${why.message}`);
      };
      const { key } = await ask("slip", { code }).catch(wrong);
      const elsewhere = others.length ? (await ask("halves", { code, elections: others })).keys : [];
      keys.push([key, ...elsewhere].join(" "));
    }
  } catch (why) {
    line.textContent = why.message;
    button.disabled = false;
    return;
  }
  await send(keys);
});

/** Only a success leaves the page: after a refusal the slips that were typed are still there to be mended. */
async function send(keys) {
  const body = new FormData(form);
  body.append(name, keys.join("\n"));
  try {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (answer.type === "opaqueredirect") return location.assign(form.dataset.next);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const fresh of page.querySelectorAll("form[data-slips] input[type=hidden]"))
      if (form.elements[fresh.name]) form.elements[fresh.name].value = fresh.value;
    const wrong = page.querySelector(".errors, .refused") || page.querySelector("main");
    line.textContent = wrong.textContent.replace(/\s+/g, " ").trim();
    line.className = "note note--error";
  } catch {
    line.textContent = "连不上网站。请连上网后再按一次；同一张票签不会收两次。";
  }
  button.disabled = false;
}

ready().catch(() => {
  line.textContent = "连不上票箱，请刷新本页再试。";
});
