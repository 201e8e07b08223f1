// ui.js   progressive enhancement only: every page works without this file. One small function a subject.
const all = (what, root = document) => root.querySelectorAll(what);
const english = document.documentElement.lang.startsWith("en");
const say = (chinese, inEnglish) => (english ? inEnglish : chinese);
const STATIC = document.querySelector("script[data-static]")?.dataset.static ?? "/static/";

/** Ask before an act that cannot be taken back: <form data-confirm="…">. */
function confirmations() {
  for (const form of all("form[data-confirm]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.agreed || !HTMLDialogElement.prototype.showModal) return;
      event.preventDefault();
      const button = event.submitter;
      const box = document.createElement("dialog");
      box.className = "dialog";
      box.setAttribute("aria-labelledby", "asked");
      const question = Object.assign(document.createElement("p"), { id: "asked", textContent: form.dataset.confirm });
      const yes = Object.assign(document.createElement("button"), {
        className: "btn btn--primary",
        textContent: button?.textContent.trim() || say("确定", "Yes"),
        type: "button",
      });
      const no = Object.assign(document.createElement("button"), {
        className: "btn",
        textContent: say("取消", "Cancel"),
        type: "button",
      });
      const buttons = Object.assign(document.createElement("div"), { className: "form__buttons" });
      buttons.append(yes, no);
      box.append(question, buttons);
      document.body.append(box);
      no.addEventListener("click", () => box.close());
      yes.addEventListener("click", () => {
        form.dataset.agreed = "1";
        box.close();
        form.requestSubmit(button ?? undefined);
      });
      box.addEventListener("close", () => {
        box.remove();
        button?.focus();
      });
      box.showModal();
      no.focus();
    });
  }
}

/** A form that was sent shows it and is not sent twice. */
function busyButtons() {
  addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    const button = event.submitter;
    if (button)
      setTimeout(() => {
        button.disabled = true;
        button.setAttribute("aria-busy", "true");
      }, 0);
  });
  addEventListener("pageshow", () => {
    for (const b of all("[aria-busy]")) {
      b.disabled = false;
      b.removeAttribute("aria-busy");
    }
  });
}

function backButtons() {
  for (const back of all("[data-back]")) {
    if (history.length > 1) {
      back.hidden = false;
      back.addEventListener("click", () => history.back());
    }
  }
}

/** How many characters of how many: beside long fields always, beside a line once it fills up. */
function counters() {
  for (const field of all("textarea[maxlength], input[type=text][maxlength]")) {
    if (field.maxLength < 20) continue;
    const line = field.tagName === "INPUT";
    const note = Object.assign(document.createElement("small"), { className: "counter" });
    const count = () => {
      note.textContent = `${field.value.length} / ${field.maxLength}`;
      note.hidden = line && field.value.length < field.maxLength * 0.7;
      note.classList.toggle("is-near", field.value.length >= field.maxLength * 0.9);
    };
    field.addEventListener("input", count);
    count();
    field.after(note);
  }
}

/** Long forms (data-keep) keep what was typed on this device until it was sent. */
function keptTexts() {
  for (const form of all("form[data-keep]")) {
    const key = `kept:${location.pathname}`;
    const fields = () => [...all("textarea, input[type=text]", form)].filter((f) => f.name && !f.disabled);
    const first = new Map(fields().map((f) => [f.name, f.value]));
    if (!form.querySelector(".errors") && !form.querySelector("[name=_version]")) {
      try {
        let restored = false;
        for (const [name, value] of Object.entries(JSON.parse(localStorage.getItem(key) ?? "{}"))) {
          const field = form.elements[name];
          if (field && !field.value && value) {
            field.value = value;
            field.dispatchEvent(new Event("input"));
            restored = true;
          }
        }
        if (restored) {
          const note = Object.assign(document.createElement("p"), {
            className: "kept",
            textContent: say("已恢复上次没有提交的文字。", "Text you had not sent yet is back."),
          });
          note.setAttribute("role", "status");
          const clear = Object.assign(document.createElement("button"), {
            className: "link",
            type: "button",
            textContent: say("清空", "Clear"),
          });
          clear.addEventListener("click", () => {
            for (const f of fields()) f.value = first.get(f.name) ?? "";
            localStorage.removeItem(key);
            note.remove();
          });
          note.append(" ", clear);
          form.prepend(note);
        }
      } catch {
        localStorage.removeItem(key);
      }
    }
    form.addEventListener("input", () => {
      try {
        localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields().map((f) => [f.name, f.value]))));
      } catch {
        /* storage full or forbidden: typing goes on */
      }
    });
    form.addEventListener("submit", () => localStorage.removeItem(key));
  }
}

/** Chosen photos are shown before they are sent. */
function previews() {
  for (const input of all("input[type=file][accept*=image]")) {
    const shown = Object.assign(document.createElement("ul"), { className: "photos" });
    shown.setAttribute("aria-live", "polite");
    input.after(shown);
    input.addEventListener("change", () => {
      shown.replaceChildren(
        ...[...input.files].slice(0, 9).map((file) => {
          const item = document.createElement("li"),
            picture = new Image();
          picture.src = URL.createObjectURL(file);
          picture.alt = file.name;
          picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
          item.append(
            picture,
            Object.assign(document.createElement("small"), { textContent: `${(file.size / 1048576).toFixed(1)} MB` }),
          );
          return item;
        }),
      );
    });
  }
}

/** A select of places becomes one select a level and a map. */
function placePickers() {
  const sources = all("select[data-places]");
  if (sources.length)
    import(`${STATIC}ui/places.js`).then(({ pick }) => {
      for (const source of sources) pick(source, say);
    });
}

/** Selects of a filter bar act at once. */
function filterBars() {
  for (const form of all("form[data-filters]")) {
    for (const select of all("select", form)) select.addEventListener("change", () => form.requestSubmit());
  }
}

/** The hall's screen renews itself: <main data-refresh="5">, seconds. A failed answer leaves what is shown. */
function hallScreen() {
  const main = document.querySelector("main[data-refresh]");
  const seconds = Number(main?.dataset.refresh.trim());
  if (!seconds) return;
  setInterval(async () => {
    try {
      const answer = await fetch(location.href, { headers: { "X-Refresh": "1" } });
      if (!answer.ok) return;
      const page = new DOMParser()
        .parseFromString(await answer.text(), "text/html")
        .querySelector("main[data-refresh]");
      if (page && page.innerHTML !== main.innerHTML) main.innerHTML = page.innerHTML;
    } catch {
      /* no net for a moment */
    }
  }, seconds * 1000);
}

/** Drawings with ECharts, fetched only where there is one; a table with the same figures stands beside each. */
function charts() {
  const boxes = all("[data-chart]");
  if (!boxes.length) return;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const script = document.createElement("script");
  script.src = `${STATIC}vendor/echarts/dist/echarts.min.js`;
  script.addEventListener("load", async () => {
    for (const box of boxes) {
      const options = JSON.parse(document.getElementById(box.dataset.chart).textContent);
      if (box.dataset.map) echarts.registerMap(box.dataset.chart, await (await fetch(box.dataset.map)).json());
      const draw = () => {
        const chart = echarts.init(box, null, { renderer: "svg" });
        chart.setOption({
          animation: false,
          textStyle: { fontFamily: colour("--face"), fontSize: parseFloat(getComputedStyle(box).fontSize) * 0.85 },
          color: ["--red", "--blue", "--green", "--amber-lamp", "--soft", "--red-line"].map(colour),
          ...options,
        });
        return chart;
      };
      let chart = null;
      new ResizeObserver(([{ contentRect }]) => {
        // a map without room cannot be drawn: ECharts divides by its size
        if (contentRect.width < 1 || contentRect.height < 1) return;
        if (chart) chart.resize();
        else chart = draw();
      }).observe(box);
    }
  });
  document.head.append(script);
}

/** Menus close by Escape and by a tap elsewhere. */
function menus() {
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of all("details.who[open]")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    if (location.hash === "#rail") {
      location.hash = "#top";
      document.querySelector(".top__menu")?.focus();
    }
  });
  addEventListener("click", (event) => {
    for (const open of all("details.who[open]")) if (!open.contains(event.target)) open.open = false;
  });
}

/** A long side rail shows where one is. */
function railAtHere() {
  const rail = document.querySelector(".rail__in"),
    here = rail?.querySelector("[aria-current]");
  if (here && here.offsetTop + here.offsetHeight > rail.clientHeight)
    rail.scrollTop = here.offsetTop - rail.clientHeight / 2;
}

for (const part of [
  railAtHere,
  counters,
  keptTexts,
  confirmations,
  busyButtons,
  backButtons,
  previews,
  placePickers,
  filterBars,
  hallScreen,
  charts,
  menus,
]) {
  try {
    part();
  } catch (error) {
    console.error(part.name, error);
  }
}
document.querySelector(".errors")?.focus();
