// desk.js   keys of the editorial desk: j k move · space select · p publish (again) · m publish with doubts covered · h hold · x then 1–6 keep back with a reason · Esc back. With ticked rows a key is about all of them. Works by the page's own buttons.
const rows = [...document.querySelectorAll("[data-row]")];
const bulk = document.querySelector("[data-bulk]");
const all = document.querySelector("[data-all]");
const KEPT = `desk.at:${location.pathname}${location.search}`;
let at = 0;

const boxOf = (row) => row?.querySelector("input[name=chosen]");
const ticked = () => rows.filter((row) => boxOf(row).checked);

function go(to, quietly = false) {
  rows[at]?.classList.remove("is-current");
  at = Math.max(0, Math.min(rows.length - 1, to));
  const row = rows[at];
  if (!row) return;
  row.classList.add("is-current");
  if (quietly) return;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function count() {
  const number = ticked().length;
  bulk?.classList.toggle("is-empty", number === 0);
  for (const word of document.querySelectorAll("[data-count]")) word.textContent = number;
  if (all) all.checked = number === rows.length && number > 0;
}

function scope() {
  return ticked().length ? bulk : rows[at];
}

for (const [number, row] of rows.entries()) {
  row.addEventListener("focusin", () => {
    if (number !== at) go(number, true);
  });
  boxOf(row).addEventListener("change", count);
}

if (all) {
  all.closest("[hidden]")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const row of rows) boxOf(row).checked = all.checked;
    count();
  });
}

document.querySelector("[data-desk]")?.addEventListener("submit", () => {
  sessionStorage.setItem(KEPT, String(at - ticked().filter((row) => rows.indexOf(row) < at).length));
});

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select") || document.querySelector("dialog[open]"))
    return;
  const key = event.key.toLowerCase();
  const reasons = scope()?.querySelector("details[data-reasons]");
  if (key === "j" || key === "k") go(at + (key === "j" ? 1 : -1));
  else if (key === " " && !event.target.closest("button, summary, a")) boxOf(rows[at])?.click();
  else if (["p", "m", "h"].includes(key)) scope()?.querySelector(`[data-key="${key}"]`)?.click();
  else if (key === "x" && reasons) {
    reasons.open = !reasons.open;
    if (reasons.open) reasons.querySelector("button").focus();
  } else if (/^[1-6]$/.test(key) && reasons?.open) reasons.querySelector(`[data-key="${key}"]`)?.click();
  else if (key === "escape") {
    for (const open of document.querySelectorAll("details[data-reasons][open]")) open.open = false;
    rows[at]?.focus();
  } else return;
  event.preventDefault();
});

const kept = sessionStorage.getItem(KEPT);
sessionStorage.removeItem(KEPT);
go(Number(kept ?? 0), kept === null);
count();
