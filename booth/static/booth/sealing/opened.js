// Checks on another device what an opened ballot contains.
import { ask } from "./desk.js";

const facts = JSON.parse(document.getElementById("facts").textContent);
const form = document.querySelector("[data-open]");
const result = document.querySelector("[data-result]");
const plain = (text) => text.replace(/[\s-]/g, "");

function tell(className, heading, ...lines) {
  const box = Object.assign(document.createElement("div"), { className: `state ${className}` });
  const add = (tag, textContent) => box.append(Object.assign(document.createElement(tag), { textContent }));
  add("h2", heading);
  for (const line of lines) add("p", line);
  result.replaceChildren(box);
}

function inWords(choices) {
  const marks = choices.length === 1 && facts.options.length === 1 ? choices[0].map((mark) => [mark]) : choices;
  return facts.items.map((item, i) => {
    const at = marks[i].indexOf(1);
    return `${item.no}. ${item.title}：${at < 0 ? facts.blank : facts.options[at].label}`;
  });
}

async function check(code, seed) {
  try {
    const answer = await fetch(`/booth/${facts.uuid}/opened/${plain(code)}/`, { credentials: "omit" });
    const { ballot, problem } = await answer.json();
    if (problem) return tell("is-out", problem);
    await ask("prepare", { election: facts.election });
    const own = await ask("open", { ballot, seed: plain(seed) });
    if (own.code !== plain(code).toUpperCase())
      return tell("is-out", "票与核验码不符：请停止使用那台设备并报告监票人。");
    tell("is-in", "核验码、种子与票相符，里面封的是：", ...inWords(own.choices));
  } catch (why) {
    tell("is-out", why instanceof TypeError ? "网络暂时不通，请稍后再试。" : why.message);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check(form.elements.code.value, form.elements.seed.value);
});
const [code, seed] = location.hash.slice(1).split(".");
if (seed) {
  history.replaceState(null, "", location.pathname);
  form.elements.code.value = code;
  form.elements.seed.value = seed;
  check(code, seed);
}
