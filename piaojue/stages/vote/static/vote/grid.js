// 逐张录入: one line a paper ballot, one key an item; the sums go into the sheet below. Single ballots stay in this page and are
// never sent: the server gets the sums alone, as if they had been counted by hand.
const grid = document.querySelector("[data-grid]");
const form = grid?.closest("form");
const items = Number(grid?.dataset.items);
const blank = Number(grid?.dataset.blank); // column of an item that nothing is marked for
const limit = Number(grid?.dataset.limit) || Infinity; // most 赞成 on a ballot
const columns = (grid?.dataset.columns || "").split(""); // numbers of the columns that this ballot has
const reasons = Number(grid?.dataset.reasons);
const TOO_MANY = 0; // place of the reason 选择超过规定项数

/** What one line says: {spoiled} or {marks}, or {wrong} while it is not a ballot. */
function ballot(text) {
  const reason = /^[xX]([1-9])$/.exec(text);
  if (reason) return Number(reason[1]) <= reasons ? { spoiled: Number(reason[1]) - 1 } : { wrong: true };
  const marks = [...text].map((key) => (key === "0" ? String(blank) : columns[Number(key) - 1]));
  if (marks.length !== items || marks.includes(undefined)) return { wrong: true };
  return marks.filter((mark) => mark === "0").length > limit ? { spoiled: TOO_MANY } : { marks };
}

function line() {
  const row = document.createElement("li");
  const field = Object.assign(document.createElement("input"), {
    maxLength: items,
    size: Math.max(items, 2),
    autocomplete: "off",
    inputMode: "text",
  });
  field.setAttribute("aria-label", `第 ${grid.children.length + 1} 张`);
  row.append(field);
  grid.append(row);
  return field;
}

/** Sums of all lines; a line that is no ballot is marked and counts nowhere. */
function sums() {
  const counts = {};
  const add = (name) => (counts[name] = (counts[name] || 0) + 1);
  for (const field of grid.querySelectorAll("input")) {
    const text = field.value.trim();
    const read = text ? ballot(text) : {};
    field.classList.toggle("is-wrong", Boolean(read.wrong));
    field.setAttribute("aria-invalid", String(Boolean(read.wrong)));
    if (!text || read.wrong) continue;
    add("returned");
    if (read.marks) read.marks.forEach((mark, at) => add(`i${at}_${mark}`));
    else add(`spoiled${read.spoiled}`);
  }
  for (const cell of form.querySelectorAll("input[type=number]")) cell.value = counts[cell.name] || "";
  const wrong = grid.querySelectorAll(".is-wrong").length;
  form.querySelector("[data-grid-count]").textContent =
    `已录 ${counts.returned || 0} 张${wrong ? `，${wrong} 行还不对` : ""}`;
}

if (grid) {
  form.querySelector("[data-grid-part]").hidden = false;
  line();
  grid.addEventListener("input", ({ target }) => {
    const last = target === grid.lastElementChild.querySelector("input");
    if (last && target.value) line();
    sums();
    if (target.value && !target.classList.contains("is-wrong"))
      target.closest("li").nextElementSibling?.querySelector("input").focus();
  });
  grid.addEventListener("keydown", (event) => {
    const row = event.target.closest("li");
    const next = {
      Enter: row.nextElementSibling,
      ArrowDown: row.nextElementSibling,
      ArrowUp: row.previousElementSibling,
    };
    if (!(event.key in next)) return;
    event.preventDefault();
    next[event.key]?.querySelector("input").focus();
  });
}
