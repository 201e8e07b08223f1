// Elements from calls. What people typed is text, never HTML.
export function h(name, given = {}, ...inside) {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) one.addEventListener(key.slice(2), value);
    else one.setAttribute(key, value === true ? "" : value);
  }
  one.append(
    ...inside.flat(Infinity).filter((part) => part !== null && part !== undefined && part !== false && part !== ""),
  );
  return one;
}

export const p = (...inside) => h("p", {}, ...inside);
export const strong = (...inside) => h("strong", {}, ...inside);
export const print = (text) => h("span", { class: "print" }, text || "—");
export const alertBox = (...inside) => h("div", { class: "alert", role: "alert" }, ...inside);
export const notice = (...inside) => h("div", { class: "alert notice", role: "status" }, ...inside);
export const good = (words) =>
  h("div", { class: "state is-in", role: "status" }, h("p", { class: "mark", "aria-hidden": "true" }, "✓"), p(words));

/** A labelled input with its help. */
export function field(label, name, help = "", more = {}) {
  const told = help && { "aria-describedby": `${name}-help` };
  const given = {
    type: "text",
    id: name,
    name,
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    ...told,
    ...more,
  };
  return h(
    "div",
    { class: "field" },
    h("label", { for: name }, label),
    h("input", given),
    help && h("p", { class: "help", id: `${name}-help` }, help),
  );
}

export const secret = (label, name = "passphrase", help = "") => field(label, name, help, { type: "password" });

export const tick = (name, ...words) =>
  h("label", { class: "tick" }, h("input", { type: "checkbox", name, required: true }), h("span", {}, ...words));

export const button = (words, kind = "main") => h("button", { type: "submit", class: kind }, words);

export const facts = (...pairs) =>
  h(
    "dl",
    { class: "facts" },
    pairs.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );

export function table(heads, rows, caption = "") {
  const body = rows.map(([first, ...rest]) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, first),
      rest.map((cell) => h("td", {}, cell)),
    ),
  );
  const head = h(
    "thead",
    {},
    h(
      "tr",
      {},
      heads.map((one) => h("th", { scope: "col" }, one)),
    ),
  );
  const top = caption && h("caption", {}, caption);
  return h("div", { class: "table-wrap" }, h("table", {}, top, head, h("tbody", {}, body)));
}

export const link = (words, to, kind) => h("a", { href: `#${to}`, class: kind }, words);

/** A form whose fields `act` takes as {name: value}; ticked boxes are true. `app.js` runs it. */
export function form(act, ...inside) {
  const one = h("form", {}, ...inside);
  one.act = act;
  return one;
}
