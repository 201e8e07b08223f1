// rows.js   keys of every list at a desk: j k move · Enter opens · p looks beside · x chooses, X all · a acts on what is chosen · / searches · Esc back. Works on the list that follows the filters.
const filters = document.querySelector("[data-filters]");
const list = filters && follower(filters);
const rows = list ? [...list.children] : [];
const keys = filters?.dataset.keys?.split(",") ?? [];
const canChoose = Boolean(filters?.dataset.kind) && keys.length === rows.length;
const boxes = [];
let at = -1;
let beside = null;

function follower(form) {
  const after = (thing) => form.compareDocumentPosition(thing) & Node.DOCUMENT_POSITION_FOLLOWING;
  return [...document.querySelectorAll("main table.table > tbody, main ul.list")].find(after);
}

const linkOf = (row) => row?.querySelector("a[href]");

function go(to) {
  rows[at]?.classList.remove("is-current");
  at = Math.max(0, Math.min(rows.length - 1, to));
  const row = rows[at];
  row.classList.add("is-current");
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  if (beside) look();
}

async function look() {
  const link = linkOf(rows[at]);
  if (!link || link.origin !== location.origin) return;
  if (!beside) {
    beside = document.createElement("aside");
    beside.className = "beside";
    beside.setAttribute("aria-label", filters.dataset.beside);
    document.body.append(beside);
    document.body.classList.add("has-beside");
  }
  const asked = at;
  beside.setAttribute("aria-busy", "true");
  const answer = await fetch(link.href).catch(() => null);
  if (!beside || asked !== at) return;
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const main = page?.querySelector("main");
  main?.querySelectorAll("script, form, nav").forEach((part) => part.remove());
  beside.replaceChildren(...(main ? [...main.childNodes] : [link.cloneNode(true)]));
  beside.removeAttribute("aria-busy");
  beside.scrollTop = 0;
}

function close() {
  beside?.remove();
  beside = null;
  document.body.classList.remove("has-beside");
  rows[at]?.focus();
}

function count() {
  const number = boxes.filter((box) => box.checked).length;
  const button = filters.querySelector("[data-many]");
  button.hidden = number === 0;
  button.querySelector("b").textContent = number;
}

function act() {
  const chosen = keys.filter((_key, number) => boxes[number].checked);
  if (!chosen.length) return;
  const query = new URLSearchParams(chosen.map((key) => ["key", key]));
  query.set("go", location.pathname + location.search);
  location.href = `${filters.dataset.many}?${query}`;
}

function giveBox(row, number) {
  const own = row.querySelector("input[type=checkbox]");
  const box = own ?? addBox(row, number);
  box.addEventListener("change", count);
  boxes.push(box);
}

function addBox(row, number) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "rows__box";
  box.setAttribute("aria-label", `${filters.dataset.choose} ${linkOf(row)?.textContent.trim() ?? number + 1}`);
  (row.querySelector("td, h3") ?? row).prepend(box);
  return box;
}

if (rows.length) {
  list.classList.add("rows");
  filters.querySelector("[data-keys-help]")?.removeAttribute("hidden");
  if (canChoose) {
    rows.forEach(giveBox);
    filters.querySelector("[data-many]").addEventListener("click", act);
  }
  for (const [number, row] of rows.entries()) {
    row.addEventListener("focusin", () => {
      if (number === at) return;
      rows[at]?.classList.remove("is-current");
      at = number;
      row.classList.add("is-current");
    });
  }
}

addEventListener("keydown", (event) => {
  if (!rows.length || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select") || document.querySelector("dialog[open]"))
    return;
  const { key } = event;
  if (key === "j" || key === "k") go(at + (key === "j" ? 1 : -1));
  else if (key === "Enter" && event.target === rows[at]) linkOf(rows[at])?.click();
  else if (key === "p" && at >= 0) look();
  else if (key === "x" && canChoose && at >= 0) boxes[at].click();
  else if (key === "X" && canChoose) for (const box of boxes.filter((one) => !one.checked)) box.click();
  else if (key === "a" && canChoose) act();
  else if (key === "/") filters.querySelector("[type=search]")?.focus();
  else if (key === "Escape" && beside) close();
  else return;
  event.preventDefault();
});
