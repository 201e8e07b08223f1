// The page: which screen stands behind which address, what happens by itself, what a form does.
import { allDrawers } from "../desk/drawer.js";
import { secondSource } from "../desk/source.js";
import { openStore } from "../desk/store.js";
import { Trustee } from "../desk/trustee.js";
import { core } from "../program/core.js";
import * as desks from "./desks.js";
import { alertBox, h, p } from "./dom.js";
import { drillScreen, keyScreen } from "./keys.js";
import { backupSheet, slipSheets } from "./papers.js";
import { Pool } from "./pool.js";

const PAUSE = 2000;
const PAUSE_ALARMED = 20_000;
const pause = (time) => new Promise((done) => setTimeout(done, time));
const { textIn } = core.reading;

class App {
  constructor(store, more) {
    Object.assign(this, { store, more, trustees: [], office: null, problem: "", busy: false });
    Object.assign(this, { opened: null, verified: null, checking: "", slipsAt: "" });
  }

  /** A key that was made or restored; its page comes next. */
  add(trustee) {
    const others = this.trustees.filter((one) => one.drawer.name !== trustee.drawer.name);
    this.trustees = [...others, trustee];
    location.hash = `key/${trustee.drawer.name}`;
  }

  forgetOffice() {
    this.office = null;
  }

  printSlips(address) {
    this.slipsAt = address;
    slipSheets(this.office, address);
    location.hash = "slips";
  }

  /** Verify a bundle, or tell a file's hash. */
  async verify(file) {
    this.verified = null;
    const raw = new Uint8Array(await file.arrayBuffer());
    const { name } = file;
    const told = (done, all) => {
      this.checking = `正在核验选票 ${done}/${all}`;
      this.show();
    };
    const check = (election, listed, texts) => this.more.pool.checkBallots(election, listed, texts, false, told);
    const outcome = /\.(zip|bel)$/i.test(name) ? await core.verify(name, raw, check) : null;
    Object.assign(this, { checking: "", verified: { name, hash: desks.fileHash(raw), outcome } });
  }

  tell(words) {
    this.problem = words;
    this.show();
  }

  trustee(name) {
    return this.trustees.find((one) => one.drawer.name === name);
  }

  // ── what happens by itself ────────────────────────────────────────────────────────────────────────────────────────

  async lookAfter() {
    for (;;) {
      let more = false;
      for (const one of [...this.trustees]) {
        if (["destroyed", "stopped"].includes(one.screen)) continue;
        await one.lookAndTell();
        await this.#further(one);
        more ||= Boolean(one.watch.setup) && !one.watch.allChecked && !one.alarm && !one.trouble;
        this.show();
      }
      const alarmed = this.trustees.some((one) => one.alarm);
      await pause(more ? 0 : alarmed ? PAUSE_ALARMED : PAUSE);
    }
  }

  async #further(one) {
    try {
      for (const later of await one.further())
        if (!this.trustee(later.drawer.name)) this.trustees = [...this.trustees, later];
    } catch (why) {
      if (why.kind === "alarm") one.alarm = why.message;
      else one.trouble = why.message;
    }
  }

  // ── what is shown ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** [first word of the address, the rest]. */
  get #at() {
    const [view, ...rest] = decodeURIComponent(location.hash.slice(1)).split("/");
    return [view, rest.join("/")];
  }

  #screen() {
    const [view, name] = this.#at;
    const trustee = this.trustee(name);
    if (trustee && view === "key") return keyScreen(trustee, this);
    if (trustee && view === "drill") return trustee.record.drilled ? keyScreen(trustee, this) : drillScreen(trustee);
    const plain = { connect: desks.connect, restore: desks.restore, office: desks.office, test: desks.test };
    return ({ ...plain, verify: desks.verifier }[view] ?? desks.home)(this);
  }

  /** The page for the printer behind this address. */
  #sheet() {
    const [view, name] = this.#at;
    if (view === "sheet" && this.trustee(name)) return backupSheet(this.trustee(name));
    return view === "slips" && this.office ? slipSheets(this.office, this.slipsAt) : null;
  }

  show() {
    let paper = null;
    try {
      paper = this.#sheet();
    } catch (why) {
      this.problem = why.message;
    }
    const [view] = this.#at;
    const rehearsal = view === "slips" ? this.office?.about.rehearsal : this.trustee(this.#at[1])?.drawer.rehearsal;
    const fresh = paper ? sheetBody(paper) : this.#body(this.#screen());
    document.body.className = [paper && "sheet", (rehearsal ?? fresh.rehearsal) && "is-rehearsal"]
      .filter(Boolean)
      .join(" ");
    replace(document.querySelector("#page"), fresh);
  }

  #body({ heading, main, top = "监票台", under = "", rehearsal = false, notes = [] }) {
    const inside = [...notes, this.problem && alertBox(p(this.problem)), h("h1", {}, heading), ...main];
    const body = h(
      "div",
      { id: "page" },
      rehearsal && h("p", { class: "rehearsal" }, "演练 · 不作数"),
      h("header", {}, under && h("p", { class: "sitting" }, under), h("p", { class: "kind" }, top)),
      h("main", {}, ...inside),
      h("footer", {}, h("a", { href: "#" }, "监票台首页"), ` · 版本 ${this.more.version}`),
    );
    return Object.assign(body, { rehearsal });
  }

  // ── what people do ────────────────────────────────────────────────────────────────────────────────────────────────

  async act(one) {
    if (this.busy) return;
    this.busy = true;
    const given = {};
    for (const input of one.querySelectorAll("input"))
      given[input.name] =
        input.type === "checkbox" ? input.checked : input.type === "file" ? input.files[0] : input.value;
    for (const each of one.querySelectorAll("button")) each.disabled = true;
    this.problem = "";
    try {
      await one.act(given);
      one.reset();
    } catch (why) {
      this.problem = why.message;
    }
    this.busy = false;
    this.show();
    if (this.problem) document.querySelector(".alert")?.scrollIntoView({ block: "center" });
  }

  async save(kind, name) {
    const trustee = this.trustee(name);
    if (!trustee) return;
    const kept = kind === "board" ? [["board.bel", trustee.watch.bytes]] : [];
    if (kind === "source") {
      trustee.source = await secondSource(trustee);
      kept.push([trustee.source.name, trustee.source.bytes]);
    }
    if (kind === "evidence") {
      const prefix = `evidence/${name}/`;
      for (const key of await this.store.names(prefix))
        kept.push([key.slice(prefix.length), await this.store.get(key)]);
      kept.push(["本机副本.bel", trustee.watch.archive ? trustee.watch.bytes : new Uint8Array()]);
    }
    for (const [file, bytes] of kept) download(file, bytes);
  }
}

const sheetBody = (paper) =>
  h(
    "div",
    { id: "page" },
    h(
      "div",
      { class: "no-print" },
      h("button", { type: "button", class: "main", onclick: () => window.print() }, "打印"),
      h("p", { class: "help" }, "按“打印”，或按键盘 Ctrl+P；选 A4、单面。只用自己的打印机，不要另存为文件。"),
      h("button", { type: "button", class: "second", onclick: () => history.back() }, "返回"),
    ),
    paper,
  );

function download(name, bytes) {
  const one = h("a", { href: URL.createObjectURL(new Blob([bytes])), download: name });
  one.click();
}

const typedIn = (part) => [...part.querySelectorAll("input")].filter((one) => one.type !== "file");

/** Puts the fresh page in place of the old one, unless nothing changed; what was typed, ticked and unfolded stays. */
function replace(old, fresh) {
  const busy = [...old.querySelectorAll("input[type=file]")].some(
    (one) => one.files.length && fresh.querySelector("input[type=file]"),
  );
  if (old.innerHTML === fresh.innerHTML && !old.querySelector("button:disabled")) return;
  const active = document.activeElement?.name;
  for (const input of typedIn(fresh)) {
    const before = typedIn(old).find((one) => one.name === input.name && one.type === input.type);
    if (before?.type === "checkbox") input.checked = before.checked;
    else if (before && before.value !== before.defaultValue) input.value = before.value;
  }
  if (busy) fresh.querySelector("input[type=file]").files = old.querySelector("input[type=file]").files;
  if (old.querySelector("details")?.open) fresh.querySelector("details")?.setAttribute("open", "");
  old.replaceWith(fresh);
  if (active) fresh.querySelector(`[name="${active}"]`)?.focus({ preventScroll: true });
}

/** Whether this is the only window: two of them would overwrite each other's records. */
function alone() {
  return new Promise((resolve) => {
    if (!navigator.locks) return resolve(true);
    const kept = (lock) => {
      resolve(Boolean(lock));
      return lock && new Promise(() => {});
    };
    return navigator.locks.request("piaojue-station", { ifAvailable: true }, kept).catch(() => resolve(true));
  });
}

async function begin() {
  if (!(await alone())) return cannot("监票台已经在另一个窗口里打开：请用那一个，把这一个关掉。");
  const { published, version } = JSON.parse(document.querySelector("#kit").textContent);
  const pool = new Pool(stationCore.toString());
  const app = new App(await openStore(), { pool, published, version });
  const drawers = await allDrawers(app.store);
  app.trustees = drawers.map((one) => new Trustee(one, app.more));
  window.addEventListener("hashchange", async () => {
    const [kind, ...name] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (["board", "evidence", "source"].includes(kind)) {
      history.back();
      return app.save(kind, name.join("/")).catch((why) => app.tell(why.message));
    }
    Object.assign(app, { problem: "", opened: null });
    app.show();
    return window.scrollTo(0, 0);
  });
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    app.act(event.target);
  });
  window.addEventListener("beforeunload", (event) => {
    const open = app.trustees.some((one) => one.witness.held && !one.watch.counts);
    if (open || (app.office && !app.office.forgotten)) event.preventDefault();
  });
  app.show();
  app.lookAfter();
}

function cannot(words) {
  document.querySelector("#page").replaceChildren(h("main", {}, alertBox(p(words))));
}

const able = window.isSecureContext && crypto.subtle && window.indexedDB && AbortSignal.timeout && textIn;
if (!able)
  cannot(
    "这个浏览器不能做监票台：太旧，或本页不是从文件夹里打开的。请换新一些的浏览器（Edge、Chrome、奇安信、360、UOS 自带浏览器的新版），再双击“监票台.html”。",
  );
else begin().catch((why) => cannot(`监票台没有启动：${why.message}。请不要用无痕窗口，重新双击“监票台.html”。`));
