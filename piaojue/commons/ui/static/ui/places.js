// places.js   choosing a place: one select a level, and a map to tap. The page's own select keeps name and value; without this file it is all there is.
const NS = "http://www.w3.org/2000/svg";
const make = (tag, more = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), more);
  made.append(...inside);
  return made;
};
const json = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return answer.json();
};

/** source: <select data-places="CODE">, a region; say(Chinese, English) picks the reader's words. */
export function pick(source, say) {
  const root = source.dataset.places;
  const views = [levels(source, root, say), map(source, root, say)];
  const set = (code, name, by) => {
    if (code && ![...source.options].some((option) => option.value === code)) source.add(new Option(name, code));
    source.value = code;
    source.dispatchEvent(new Event("change", { bubbles: true }));
    for (const view of views) if (view !== by) view.show(code);
  };
  for (const view of views) view.choose = (code, name) => set(code, name, view);
  for (const view of views) view.show(source.value);
  source.after(views[0].box, views[1].box);
  source.classList.add("vh");
  source.tabIndex = -1;
  source.setAttribute("aria-hidden", "true");
  source.addEventListener("focus", () => views[0].box.querySelector("select")?.focus());
}

/** One select a level, filled from /places/children/. */
function levels(source, root, say) {
  const box = make("div", { className: "places" });
  const view = { box, show: (code) => level(root, 0, code) };
  let latest = 0;
  async function level(of, below, chosen) {
    const mine = ++latest;
    const rows = await json(`/places/children/?of=${encodeURIComponent(of)}`).catch(() => []);
    if (mine !== latest) return;
    while (box.children.length > below) box.lastChild.remove();
    if (!rows.length) return;
    const select = make("select");
    select.setAttribute("aria-label", `${source.labels[0]?.firstChild.textContent.trim() ?? ""} ${below + 1}`);
    select.add(new Option(below ? say("（不再细分）", "(no closer)") : say("请选择", "Choose"), ""));
    for (const { code, name } of rows) {
      const option = new Option(name, code);
      option.lang = "zh-Hans";
      select.add(option);
    }
    select.addEventListener("change", () => {
      while (box.children.length > below + 1) box.lastChild.remove();
      view.choose(select.value || (below ? of : ""), select.selectedOptions[0].textContent);
      if (select.value && !rows.find((row) => row.code === select.value).leaf) level(select.value, below + 1, "");
    });
    box.append(select);
    const step = rows.find((row) => chosen && chosen.startsWith(row.code));
    if (step) {
      select.value = step.code;
      if (!step.leaf) await level(step.code, below + 1, chosen);
    }
  }
  return view;
}

/** A map to tap, drawn when it is first opened: the office's own borders, or tiles. The way back up stands above it. */
function map(source, root, say) {
  const way = make("p", { className: "map__way" }),
    areas = make("div", { className: "map__areas" });
  const box = make(
    "details",
    { className: "fold map" },
    make("summary", { textContent: say("在图上点选", "Choose on the map") }),
    way,
    areas,
  );
  const view = {
    box,
    show: (code) => {
      chosen = code;
      if (box.open) draw();
    },
  };
  areas.setAttribute("role", "group");
  areas.setAttribute("aria-label", say("在图上点选", "Choose on the map"));
  way.setAttribute("aria-live", "polite");
  let chosen = "",
    path = [],
    drawn = "";
  const here = () => path.at(-1)?.code ?? root;
  box.addEventListener("toggle", () => {
    if (box.open) draw();
  });

  function tap({ code, name, leaf }) {
    chosen = code;
    if (!leaf) path.push({ code, name });
    view.choose(code, name);
    draw(true);
  }

  function back(depth) {
    path = path.slice(0, depth);
    chosen = path.length ? here() : "";
    view.choose(chosen, path.at(-1)?.name ?? "");
    draw(true);
  }

  function ways() {
    const steps = path.map(({ name }, at) =>
      make("button", {
        type: "button",
        className: "link",
        lang: "zh-Hans",
        textContent: name,
        onclick: () => back(at + 1),
      }),
    );
    way.replaceChildren(
      make("button", { type: "button", className: "link", textContent: say("全部", "All"), onclick: () => back(0) }),
      ...steps.flatMap((step) => [" › ", step]),
    );
    way.hidden = !path.length;
  }

  async function draw(keep = false) {
    while (path.length && !chosen.startsWith(here())) path.pop();
    ways();
    if (drawn !== here()) {
      const of = here();
      const shape = await json(`/places/${of}/map.json`).catch(() => null);
      if (of !== here()) return;
      drawn = of;
      const known = (shape?.features ?? []).filter((feature) => feature.properties.code);
      if (!known.length)
        areas.replaceChildren(
          make("p", {
            className: "muted",
            textContent: say("没有更细的图，请用上面的选单。", "No closer map; please use the list above."),
          }),
        );
      else
        areas.replaceChildren(
          ...(known.every((feature) => feature.properties.tile) ? tiles(known, tap) : [borders(known, tap)]),
        );
      if (keep) (areas.querySelector("button, a") ?? way.querySelector("button"))?.focus({ preventScroll: true });
    }
    for (const area of areas.querySelectorAll("[data-code]"))
      area.setAttribute("aria-pressed", String(chosen === area.dataset.code));
  }
  return view;
}

/** Squares are buttons in a grid; districts whose layout is known lie as they lie. */
function tiles(features, tap) {
  const wide = Math.max(...features.map((feature) => feature.properties.tile[0])) + 1;
  return features.map(({ properties }) => {
    const button = make("button", {
      type: "button",
      className: "map__tile",
      lang: "zh-Hans",
      textContent: properties.name,
      onclick: () => tap(properties),
    });
    button.dataset.code = properties.code;
    if (wide <= 3) {
      button.style.gridColumn = properties.tile[0] + 1;
      button.style.gridRow = properties.tile[1] + 1;
    }
    return button;
  });
}

/** Borders: each area a path that takes focus and answers to tap, Enter and space. */
function borders(features, tap) {
  const rings = ({ geometry }) =>
    ({ Polygon: [geometry?.coordinates], MultiPolygon: geometry?.coordinates })[geometry?.type]?.flat() ?? [];
  const points = features.flatMap(rings).flat();
  const span = (axis) =>
    points.reduce(
      ([low, high], point) => [Math.min(low, point[axis]), Math.max(high, point[axis])],
      [Infinity, -Infinity],
    );
  const [[west, east], [south, north]] = [span(0), span(1)];
  const narrow = Math.cos(((south + north) / 2) * (Math.PI / 180)),
    scale = 320 / ((east - west) * narrow || 1);
  const at = ([x, y]) => [(x - west) * narrow * scale, (north - y) * scale].map((n) => n.toFixed(1));
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", `0 0 320 ${((north - south) * scale).toFixed(0)}`);
  for (const feature of features) {
    const area = document.createElementNS(NS, "g"),
      line = document.createElementNS(NS, "path"),
      word = document.createElementNS(NS, "text");
    for (const [name, value] of Object.entries({
      role: "button",
      tabindex: "0",
      lang: "zh-Hans",
      "aria-label": feature.properties.name,
      "data-code": feature.properties.code,
    }))
      area.setAttribute(name, value);
    line.setAttribute(
      "d",
      rings(feature)
        .map((ring) => `M${ring.map((point) => at(point).join(" ")).join("L")}Z`)
        .join(""),
    );
    const ring = rings(feature).reduce((most, one) => (one.length > most.length ? one : most), []);
    const [x, y] = at(
      feature.properties.centroid ??
        feature.properties.center ??
        [0, 1].map((axis) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length),
    );
    word.setAttribute("x", x);
    word.setAttribute("y", y);
    word.textContent = feature.properties.name;
    area.append(line, word);
    area.addEventListener("click", () => tap(feature.properties));
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        tap(feature.properties);
      }
    });
    svg.append(area);
  }
  return svg;
}
