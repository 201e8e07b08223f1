// 第二来源: the voter's page as one file that this station put together from what it verified, for the hall's terminals and for a
// second device that serves it (docs/ballot.md#second-source). The same page gives the same bytes at every station.
import { core } from "../program/core.js";
import { integrityOf, wrongWith } from "./page_watch.js";
import { alarmUnless, needs } from "./problem.js";

const { bytesOf, listed, sha, textIn } = core.reading;

/** {name, bytes, hash} of the page with its scripts and styles inside; it sends ballots to the hall's server. */
export async function secondSource({ open, page, record, more }) {
  const { address } = record;
  const about = await open.get("board.json");
  needs(about.election && about.fingerprint === record.election, "钥匙还没有做好，还没有投票页。");
  const served = await open.read("");
  const text = textIn(served) ?? "";
  const { wrong, files } = wrongWith(text, new core.Election(about.election), more.published);
  alarmUnless(wrong.length === 0, `服务器给出的投票页不对：${listed(wrong.slice(0, 3))}。请停止，报告总监票人。`);
  const same = !page.fingerprint || page.fingerprint === sha(served);
  alarmUnless(same, "投票页与先前的不同。请停止，报告总监票人。");
  const content = new Map();
  for (const [path, integrity] of files) {
    const raw = await open.read(path);
    alarmUnless(integrityOf(raw) === integrity, `“${path}”的内容与网页写明的不符。请停止，报告总监票人。`);
    content.set(path, textIn(raw));
  }
  const bytes = bytesOf(inOneFile(text, content, new URL("/", address).href));
  return { name: "投票页.html", bytes, hash: sha(bytes) };
}

/** The page with what it loads inside. Its addresses are those of the hall's server. */
function inOneFile(text, content, site) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const made = (name, textContent) => Object.assign(page.createElement(name), { textContent });
  page.querySelector("meta[charset]").after(Object.assign(page.createElement("base"), { href: site }));
  page.querySelector("link[rel=icon]").setAttribute("href", "data:,");
  for (const link of page.querySelectorAll("link[rel=stylesheet]"))
    link.replaceWith(made("style", content.get(link.getAttribute("href"))));
  for (const script of page.querySelectorAll("script[src]")) {
    script.remove();
    page.body.append(made("script", content.get(script.getAttribute("src"))));
  }
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}
