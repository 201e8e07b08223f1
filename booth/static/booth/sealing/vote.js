// The voter's one page: slip → fill → review → seal → cast, or open to test. What is typed and chosen stays on the phone;
// what leaves it is the slip's public half, and a sealed ballot.
import { ask } from "./desk.js";
import { otherBallots, theSitting, whereItIsOpen } from "./rounds.js";
import { beginTerminal } from "./terminal.js";
import { again as fillAgain, agreed, fillTwice, handsOf } from "./twice.js";

const facts = JSON.parse(document.getElementById("facts").textContent);
const base = `/booth/${facts.uuid}/`;
const steps = [...document.querySelectorAll("[data-step]")];
const part = (name) => document.querySelector(`[data-step="${name}"]`);
const online = () => new Promise((done) => addEventListener("online", done, { once: true }));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const grouped = (code) =>
  code
    .replaceAll("-", "")
    .match(/.{1,4}/g)
    .join("-");
const values = facts.options.map((option) => option.value);
const labels = Object.fromEntries(facts.options.map((option) => [option.value, option.label]));

function show(name) {
  for (const step of steps) step.hidden = step.dataset.step !== name;
  const heading = [...part(name).querySelectorAll("h1")].find((one) => !one.closest("[hidden]"));
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function complain(name, ...problems) {
  const box = part(name).querySelector("[role=alert]");
  box.hidden = problems.length === 0;
  box.replaceChildren(...problems.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  if (problems.length) box.scrollIntoView({ block: "center" });
}

async function post(path, body) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), 60000);
  try {
    const answer = await fetch(base + path, { method: "POST", body, credentials: "omit", signal: stop.signal });
    return { status: answer.status, ...(await answer.json()) };
  } finally {
    clearTimeout(clock);
  }
}

/** Sends until there is an answer; the same ballot sent again is the same ballot. */
async function insist(path, body, say) {
  for (let times = 1; times <= 60; times++) {
    try {
      const answer = await post(path, body);
      if (answer.status < 500) return answer;
    } catch {
      // no answer: the network is down, or the answer was lost
    }
    say(`网络断了，正在自动再送（第 ${times} 次）。请不要关闭本页；同一张票签只算一张票。`);
    await Promise.race([wait(Math.min(500 + 500 * times, 5000)), online()]);
  }
  throw new Error(`一直连不上。请连上会场的网络，${NEXT[path] || "再试一次。"}`);
}
const NEXT = {
  "slip/": "再点一次“打开票面”。",
  "ballots/": "再点一次“投入票箱”，送的还是这一张；也可以再扫一次票签，看是否已投入。",
  "transcribed/": "再点一次“投入票箱”，送的还是这一张。",
};

/** Where a ballot goes and what is sent: a voter's alone, a transcribed one with the codes of both tellers. */
const parcelOf = (ballot) =>
  handsOf() ? ["transcribed/", JSON.stringify({ ballot, hands: handsOf() })] : ["ballots/", ballot];
let slipKey = "";

/** Which of the two tellers a code belongs to. */
async function whose(code) {
  const answer = await insist("hand/", JSON.stringify({ key: slipKey, code }), (text) => complain("fill", text));
  if (answer.problem) throw new Error(answer.problem);
  return answer.hand;
}

// 1 the slip
const slipForm = part("slip").querySelector("form");
const [scanned, expected] = location.hash.slice(1).split(".");
if (location.hash) history.replaceState(null, "", location.href.split("#")[0]);
addEventListener("hashchange", () => location.reload()); // another slip scanned into the same tab
const opening = slipForm.querySelector("[data-sending]");
const openButton = slipForm.querySelector("button");
openButton.disabled = false;
slipForm.querySelector("[data-loading]").hidden = true;
let prepared = null;
const prepare = () =>
  (prepared ||= ask("prepare", { election: facts.election }).catch((why) => {
    prepared = null;
    throw why;
  }));
if (facts.election) prepare().catch((why) => complain("slip", why.message));
addEventListener("unhandledrejection", (event) =>
  complain(steps.find((step) => !step.hidden).dataset.step, event.reason.message),
);

async function enter(typed, fingerprint) {
  const code = typed.includes("#") ? typed.split("#").pop() : typed;
  const [credential, printed = fingerprint] = code.trim().split(".");
  complain("slip");
  openButton.disabled = true;
  opening.hidden = false;
  try {
    const own = await prepare();
    const sitting = await theSitting(base);
    const { fingerprints } = await ask("sitting", { elections: sitting.rounds.map((one) => one.election) });
    const known = [own.fingerprint, ...fingerprints];
    if (printed && !known.some((one) => one.startsWith(printed.toLowerCase())))
      throw new Error("这个网页的选举文件与票签上印的不一致。请不要投票，马上举手告诉监票人。");
    const { key } = await ask("slip", { code: credential });
    slipKey = key;
    const answer = await insist("slip/", JSON.stringify({ key }), (text) => complain("slip", text));
    complain("slip");
    if (answer.problem) throw new Error(answer.problem);
    const open = whereItIsOpen(sitting, answer.state);
    if (open)
      return location.assign(`/booth/${open}/${location.search}#${[credential, printed].filter(Boolean).join(".")}`);
    otherBallots(sitting, part("in"), [credential, printed].filter(Boolean).join("."));
    fillTwice(part("fill"), answer.state === "transcribing");
    if (["unused", "transcribing"].includes(answer.state)) show("fill");
    else state(answer);
  } catch (why) {
    complain("slip", why.message);
    slipForm.elements.slip.value = credential || "";
  } finally {
    openButton.disabled = false;
    opening.hidden = true;
  }
}
slipForm.addEventListener("submit", (event) => {
  event.preventDefault();
  enter(slipForm.elements.slip.value);
});

// 2 fill
const fill = part("fill").querySelector("form");
const marks = () => facts.items.map((item) => new FormData(fill).get(item.field) || "");
const approvals = () => marks().filter((value) => value === values[0]).length;
function say() {
  const over = facts.max && approvals() > facts.max;
  const done = marks().filter(Boolean).length;
  const line = fill.querySelector("[data-count]");
  line.textContent = facts.max
    ? `已选 ${approvals()} 项，至多 ${facts.max} 项${over ? `，请去掉 ${approvals() - facts.max} 项` : ""}`
    : `已填 ${done} 项，共 ${facts.items.length} 项`;
  line.classList.toggle("is-over", Boolean(over));
}
fill.addEventListener("change", say);
say();
fill.addEventListener("submit", async (event) => {
  event.preventDefault();
  const done = marks().filter(Boolean).length;
  if (facts.max && approvals() > facts.max)
    return complain(
      "fill",
      `“${labels[values[0]]}”了 ${approvals()} 项，至多 ${facts.max} 项：请去掉 ${approvals() - facts.max} 项再继续`,
    );
  if (!done && !facts.empty) return complain("fill", "一项也没有选，按投票办法空白票无效：请至少选一项");
  complain("fill");
  const numbers = facts.items.map((item) => item.no);
  try {
    if (await agreed(part("fill"), marks(), numbers, emptied, whose)) review(done);
    else show("fill");
  } catch (why) {
    complain("fill", why.message);
  }
});

// 3 review in plain words
function review(done) {
  const blank = facts.items.length - done;
  const notice = part("review").querySelector("[data-blank]");
  notice.hidden = values.length === 1 || blank === 0;
  notice.querySelector("strong").textContent = `有 ${blank} 项没有填写`;
  part("review").querySelector("[data-chosen]").textContent = inShort(done);
  words(part("review").querySelector("[data-words]"), marks());
  show("review");
}

/** The choices in one sentence, so that a slip of the finger is noticed before the list is read. */
function inShort(done) {
  if (values.length === 1) return `您选了 ${done} 项${facts.max ? `（至多 ${facts.max} 项）` : ""}。`;
  const many = (value) => marks().filter((one) => one === value).length;
  return `您填了：${
    values
      .filter(many)
      .map((value) => `${labels[value]} ${many(value)} 项`)
      .join("，") || "0 项"
  }。`;
}

function words(list, chosen) {
  list.replaceChildren(
    ...facts.items.map((item, i) => {
      const line = document.createElement("li");
      line.className = chosen[i] ? "" : "is-blank";
      const piece = (tag, name, text) =>
        line.append(Object.assign(document.createElement(tag), { className: name, textContent: text }));
      piece("span", "no", item.no);
      piece("span", "name", item.title);
      piece("strong", `word word-${chosen[i] || "none"}`, labels[chosen[i]] || facts.blank);
      return line;
    }),
  );
}

/** Per question 0 or 1 for each answer, as the election file asks. */
function choices() {
  if (values.length === 1) return [marks().map((value) => Number(value === values[0]))];
  return marks().map((value) => values.map((one) => Number(one === (value || facts.blankValue))));
}

function emptied() {
  fill.reset();
  say();
}
for (const back of document.querySelectorAll("[data-back]"))
  back.addEventListener("click", () => {
    fillAgain(part("fill"), emptied);
    show("fill");
  });
part("review")
  .querySelector("[data-seal]")
  .addEventListener("click", async (event) => {
    const line = part("review").querySelector("[data-sending]");
    const button = event.currentTarget;
    button.disabled = true;
    line.hidden = false;
    try {
      const { code } = await ask("seal", { choices: choices() });
      part("sealed").querySelector(".digits").textContent = grouped(code);
      signed = null;
      complain("sealed", ...(madeUp ? ["这一张是随便填的，只能打开检验。要投票，请重新扫描票签。"] : []));
      usable(!madeUp, true, true);
      show("sealed");
    } finally {
      button.disabled = false;
      line.hidden = true;
    }
  });

// 4 cast, or open to test. Once signed the very same text is sent as often as it takes; once opened it can only be filled anew.
let signed = null;
let madeUp = false; // such a ballot can be opened, never cast
const button = (name) => part("sealed").querySelector(`[data-${name}]`);
const sending = part("sealed").querySelector("[data-sending]");
function usable(cast, test, back) {
  button("cast").disabled = !cast;
  button("test").disabled = !test;
  button("back").disabled = !back;
}

button("cast").addEventListener("click", async () => {
  usable(false, false, false);
  complain("sealed");
  sending.hidden = false;
  sending.textContent = "正在投入票箱……";
  try {
    signed ||= (await ask("sign")).ballot;
    const answer = await insist(...parcelOf(signed), (text) => {
      sending.textContent = text;
    });
    if (!answer.problem) return state(answer);
    complain("sealed", answer.problem, "这一张没有投入票箱。请点“返回修改”，重新封一张。");
    usable(false, false, true);
  } catch (why) {
    complain("sealed", why.message);
    usable(true, false, true);
  } finally {
    sending.hidden = true;
  }
});
const test = part("test");
button("test").addEventListener("click", () => {
  complain("test");
  show("test");
});
test.querySelector("[data-not-now]").addEventListener("click", () => show("sealed"));
test.querySelector("[data-made-up-again]").addEventListener("click", () => {
  makeUp();
  madeUp = true;
  document.querySelector("[data-made-up]").hidden = false;
  show("fill");
});
test.querySelector("[data-unseal]").addEventListener("click", async () => {
  usable(false, false, false);
  complain("sealed");
  show("sealed");
  try {
    const { ballot, seed } = await ask("unseal");
    const own = await ask("open", { ballot, seed });
    const answer = await insist("opened/", JSON.stringify({ ballot, seed }), (text) => complain("sealed", text));
    if (answer.problem) throw new Error(answer.problem);
    complain("sealed");
    opened(own, seed, answer.qr);
  } catch (why) {
    complain("sealed", why.message, "这一张不会投入票箱。请点“返回修改”，重新封一张。");
    usable(false, false, true);
  }
});

function opened(own, seed, qr) {
  const page = part("opened");
  page.querySelector("[data-code]").textContent = grouped(own.code);
  page.querySelector("[data-seed]").textContent = seed.match(/.{8}/g).join(" ");
  page.querySelector("[data-qr]").src = qr;
  page.querySelector("[data-elsewhere]").href = `${base}opened/#${own.code}.${seed}`;
  words(page.querySelector("[data-words]"), asMarks(own.choices));
  show("opened");
}
// A fresh start: nothing of the opened ballot is left, the slip is scanned again.
part("opened")
  .querySelector("[data-again]")
  .addEventListener("click", () => {
    fill.reset();
    location.reload();
  });

/** Marks by lot, within what the ballot allows: choices that nobody means. */
function makeUp() {
  const lot = (n) => crypto.getRandomValues(new Uint32Array(1))[0] % n;
  fill.reset();
  for (const item of facts.items) {
    const fields = [...fill.querySelectorAll("input")].filter((one) => one.name === item.field);
    const field = fields[lot(fields.length + 1)];
    if (field) field.checked = !(facts.max && field.value === values[0] && approvals() >= facts.max);
  }
  if (!approvals()) [...fill.querySelectorAll("input")].find((one) => one.value === values[0]).checked = true;
  say();
}

function asMarks(opened) {
  if (values.length === 1) return opened[0].map((mark) => (mark ? values[0] : ""));
  return opened.map((row) => (row.includes(1) ? values[row.indexOf(1)] : ""));
}

// 5 what holds
function state({ state: holds, code }) {
  const name = code ? "in" : "out";
  const words = part(name).querySelectorAll("[data-holds]");
  const known = [...words].some((one) => one.dataset.holds === holds);
  for (const one of words) one.hidden = one.dataset.holds !== (known ? holds : "closed");
  if (code) part("in").querySelector(".digits").textContent = grouped(code);
  show(name);
}
for (const again of document.querySelectorAll("[data-restart]"))
  again.addEventListener("click", () => (facts.election ? show("slip") : location.reload()));
for (const print of document.querySelectorAll("[data-print]")) print.addEventListener("click", () => window.print());

if (!facts.election) state({ state: "prepared" });
else if (scanned) enter(scanned, expected);
beginTerminal();
