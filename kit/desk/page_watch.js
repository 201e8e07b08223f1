// The voter's page, fetched at random moments: never a byte else than was read out, never another script.
// docs/ballot.md#station says what a browser's request shows to the server and what that leaves open.
import { core } from "../program/core.js";
import { alarm } from "./problem.js";

const [SOONEST, LATEST] = [20, 90];
const NEVER = ["iframe", "object", "embed", "base", "applet", "frame", "portal"];
const { sha, textIn } = core.reading;

function lot() {
  const [byte] = crypto.getRandomValues(new Uint32Array(1));
  return 1000 * (SOONEST + (byte % (LATEST - SOONEST)));
}

export const integrityOf = (bytes) => `sha384-${btoa(String.fromCharCode(...core.sha384(bytes)))}`;

/** What a page loads: [address, integrity]. */
function filesOf(page) {
  const scripts = [...page.querySelectorAll("script")].filter((one) => one.getAttribute("type") !== "application/json");
  const styles = [...page.querySelectorAll("link[rel=stylesheet]")];
  return [...scripts, ...styles].map((one) => [
    one.getAttribute("src") ?? one.getAttribute("href") ?? "",
    one.getAttribute("integrity") ?? "",
  ]);
}

/** What has no place in the page. */
function strange(page) {
  const wrong = [];
  for (const one of page.querySelectorAll("*")) {
    const name = one.tagName.toLowerCase();
    if (NEVER.includes(name) || one.hasAttribute("http-equiv")) wrong.push(`网页里有 ${name}`);
    for (const { name: key, value } of one.attributes) {
      if (key.startsWith("on")) wrong.push(`${name} 上有 ${key}`);
      if (/^\s*(javascript|data):/i.test(value)) wrong.push(`${name} 指向 ${value.slice(0, 40)}`);
    }
  }
  return wrong;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The page computes with this election, and calls each answer and project as it does, in its data and on the screen. */
function factsWrong(page, election) {
  const data = page.querySelectorAll('script[type="application/json"]');
  const facts = JSON.parse(data.length === 1 ? data[0].textContent : "");
  if (facts.election !== election.text) return ["网页里的选举文件不是密钥仪式做出来的那一份"];
  const labels = facts.options.map((one) => one.label);
  const titles = facts.items.map((one) => `${one.no}. ${one.title}`);
  const chooses = labels.length === 1;
  const wrong = [];
  const asked = chooses ? election.questions[0].answers : election.questions.map((one) => one.name);
  if (!same(titles, asked)) wrong.push("网页里的项目与选举文件不同");
  if (!chooses && election.questions.some((one) => !same(one.answers, labels)))
    wrong.push("网页里“赞成、反对”等的次序与选举文件不同");
  const due = facts.items.flatMap((item) => facts.options.map((one) => [item.field, one.value, one.label]));
  const shown = [...page.querySelectorAll("input[type=radio], input[type=checkbox]")].map((one) => [
    one.name,
    one.value,
    one.closest("label")?.textContent.replace(/\s+/g, "") ?? "",
  ]);
  const legends = [...page.querySelectorAll("legend")].map((one) => one.textContent.trim().replace(/\s+/g, " "));
  const plain = due.map(([field, value, label]) => [field, value, label.replace(/\s+/g, "")]);
  if (
    !same(shown, plain) ||
    !same(
      legends,
      facts.items.map((one) => `${one.no} ${one.title}`.replace(/\s+/g, " ")),
    )
  )
    wrong.push("网页上显示的项目或选项与选举文件不同");
  return wrong;
}

/** Everything on a page that is not the published page of this election; published: {file name: integrity}. */
export function wrongWith(text, election, published) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const wrong = strange(page);
  for (const [address, integrity] of filesOf(page)) {
    const name = address.replace(/^\/booth\/page\//, "");
    if (!integrity || published[name] !== integrity)
      wrong.push(`网页装入的“${address.slice(0, 80) || "（写在网页里的）"}”不是公布的程序`);
  }
  try {
    wrong.push(...factsWrong(page, election));
  } catch {
    wrong.push("网页里的选举文件看不懂");
  }
  return { wrong, files: filesOf(page) };
}

export class PageWatch {
  constructor(drawer, phone, published) {
    Object.assign(this, { drawer, phone, published, looks: 0, next: performance.now() + lot() });
  }

  /** 网页指纹: SHA-256 of the page at the first look; empty before. */
  get fingerprint() {
    return this.drawer.record.page ?? "";
  }

  /** Fetch the page and what it loads, when it is time. Throws an alarm; the page that was served is kept. */
  async look(election) {
    if (performance.now() < this.next) return;
    this.next = performance.now() + lot();
    let served;
    try {
      served = await this.phone.read("");
      await this.#check(served, election);
    } catch (why) {
      if (why.kind === "unreachable") return;
      throw why;
    }
    this.looks += 1;
  }

  async #check(served, election) {
    const digest = sha(served);
    const { wrong, files } = wrongWith(textIn(served) ?? "", election, this.published);
    if (this.fingerprint && this.fingerprint !== digest) wrong.unshift("投票页与先前的不同");
    for (const [address, integrity] of files)
      if (address.startsWith("/booth/page/") && integrityOf(await this.phone.read(address)) !== integrity)
        wrong.push(`“${address.slice(0, 80)}”的内容与网页写明的不符`);
    if (wrong.length) {
      await this.drawer.keepEvidence("page.html", served);
      throw alarm(`服务器给出的投票页被换过：${wrong.slice(0, 3).join("；")}。请停止投票，报告总监票人。`);
    }
    await this.drawer.note({ page: digest });
  }
}
