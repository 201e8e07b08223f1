// ui.js   progressive enhancement only: every page works without this file. One small function a subject.
const all = (what, root = document) => root.querySelectorAll(what);
const english = document.documentElement.lang.startsWith("en");
const say = (chinese, inEnglish) => (english ? inEnglish : chinese);
const own = document.querySelector("script[data-ui]")?.dataset ?? {};

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

/** How many characters of how many: beside long fields always, beside a line once it fills up. Nothing is cut. */
function counters() {
  for (const field of all("textarea[data-most], input[type=text][data-most]")) {
    const most = Number(field.dataset.most);
    if (most < 20) continue;
    const line = field.tagName === "INPUT";
    const note = Object.assign(document.createElement("small"), { className: "counter" });
    note.setAttribute("aria-live", "polite");
    const count = () => {
      const typed = [...field.value].length;
      const over = typed - most;
      note.textContent =
        over > 0
          ? say(
              `${typed} / ${most}，多了 ${over} 个字，请删减后再提交`,
              `${typed} / ${most}, ${over} too many: please shorten before you send`,
            )
          : `${typed} / ${most}`;
      note.hidden = line && typed < most * 0.7;
      note.classList.toggle("is-near", typed >= most * 0.9);
      field.toggleAttribute("data-over", over > 0);
    };
    field.addEventListener("input", count);
    count();
    field.after(note);
  }
}

/** Drafts on this device: one for each person and address, until the server has accepted it (cookie `accepted`). */
const drafts = {
  days: 14,
  key: (form) => `kept:${form.elements._who?.value ?? ""}:${location.pathname}`,
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  },
  write(key, draft) {
    try {
      localStorage.setItem(key, JSON.stringify({ ...draft, at: Date.now() }));
    } catch {
      /* storage full or forbidden: typing goes on */
    }
  },
  forget(unwanted) {
    try {
      for (const key of Object.keys(localStorage))
        if (key.startsWith("kept:") && unwanted(drafts.read(key))) localStorage.removeItem(key);
    } catch {
      /* storage forbidden */
    }
  },
};

/** What was accepted, is old, or belongs to somebody who leaves this device is not kept. */
function acceptedDrafts() {
  const tap = document.cookie.match(/(?:^|; )accepted=(\w+)/)?.[1];
  const oldest = Date.now() - drafts.days * 86400000;
  drafts.forget((draft) => (tap && draft.tap === tap) || !(draft.at > oldest));
  if (tap) document.cookie = "accepted=; max-age=0; path=/; samesite=lax";
  for (const leave of all('form[action$="/leave/"]')) leave.addEventListener("submit", () => drafts.forget(() => true));
}

/** Long forms (data-keep) keep what was typed on this device until it was accepted. */
function keptTexts() {
  for (const form of all("form[data-keep]")) {
    const key = drafts.key(form);
    const tap = form.elements._tap;
    const fresh = tap?.value;
    const fields = [...all("textarea, input[type=text]", form)].filter((f) => f.name && !f.disabled);
    const texts = () => Object.fromEntries(fields.map((f) => [f.name, f.value]));
    if (!form.querySelector(".errors")) offerDraft(form, fields, key);
    form.addEventListener("input", () => {
      if (tap) tap.value = fresh;
      drafts.write(key, { texts: texts() });
    });
    form.addEventListener("submit", () => drafts.write(key, { texts: texts(), tap: tap?.value }));
  }
}

/** Empty fields are filled from the draft; where something else stands, one is asked. */
function offerDraft(form, fields, key) {
  const draft = drafts.read(key);
  const first = new Map(fields.map((f) => [f, f.value]));
  const other = fields.filter((f) => draft.texts?.[f.name] && draft.texts[f.name] !== f.value);
  if (!other.length) return;
  const put = (which) => {
    for (const f of which) {
      f.value = draft.texts[f.name];
      f.dispatchEvent(new Event("input"));
    }
    // sent before, without an answer: the same words are the same tap, and act once
    if (draft.tap && form.elements._tap) form.elements._tap.value = draft.tap;
  };
  const full = other.filter((f) => first.get(f));
  put(other.filter((f) => !first.get(f)));
  const note = Object.assign(document.createElement("p"), {
    className: "kept",
    textContent: full.length
      ? say("这里有您上次没有提交的文字。", "There is text here that you had not sent yet.")
      : say("已恢复上次没有提交的文字。", "Text you had not sent yet is back."),
  });
  note.setAttribute("role", "status");
  const button = (words, act) => {
    const made = Object.assign(document.createElement("button"), {
      className: "link",
      type: "button",
      textContent: words,
    });
    made.addEventListener("click", act);
    note.append(" ", made);
    return made;
  };
  if (full.length) {
    const back = button(say("换成上次写的", "Put it back"), () => {
      put(full);
      back.remove();
    });
  }
  button(say("清空", "Clear"), () => {
    for (const f of fields) f.value = first.get(f);
    localStorage.removeItem(key);
    note.remove();
  });
  form.prepend(note);
}

/** Chosen photos are shown before they are sent. */
function previews() {
  for (const input of all("input[type=file][accept*=image]")) {
    const shown = Object.assign(document.createElement("ul"), { className: "photos" });
    shown.setAttribute("aria-live", "polite");
    (input.closest(".camera") ?? input).after(shown);
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

/** On a phone a button opens the camera at once; the field beside it goes on offering the album. */
function cameras() {
  if (!matchMedia("(pointer: coarse)").matches) return;
  for (const input of all("input[type=file][accept*=image]")) {
    const camera = input.cloneNode();
    camera.removeAttribute("id");
    camera.multiple = false;
    camera.setAttribute("capture", "environment");
    camera.className = "vh";
    const label = Object.assign(document.createElement("label"), { className: "btn btn--block camera" });
    label.append(say("拍一张", "Take a photo"), camera);
    input.before(label);
  }
}

/** A phone makes its photos smaller before it sends them. */
function smallerPhotos() {
  const inputs = all("input[type=file][accept*=image]");
  if (!inputs.length || !matchMedia("(pointer: coarse)").matches) return;
  import(own.shrink).then(({ watch }) => inputs.forEach(watch));
}

/** Two photos of one place: the earlier one lies over the later, and a slide moves the edge between them. */
function comparisons() {
  for (const box of all("[data-compare]")) {
    const slide = box.querySelector("input");
    slide.hidden = false;
    box.classList.add("compare--live");
    slide.addEventListener("input", () => box.style.setProperty("--at", `${slide.value}%`));
  }
}

/** A select of places becomes one select a level and a map. */
function placePickers() {
  const sources = all("select[data-places]");
  if (sources.length)
    import(own.places).then(({ pick }) => {
      for (const source of sources) pick(source, say);
    });
}

/** 用我的位置: offered only where the browser can say it. */
function locating() {
  const buttons = navigator.geolocation ? all("button[data-locate]") : [];
  if (buttons.length)
    import(own.here).then(({ locate }) => {
      for (const button of buttons) locate(button, say);
    });
}

/** In WeChat: what a chat shows when the page is passed on. */
function inWechat() {
  if (own.wechat && navigator.userAgent.includes("MicroMessenger"))
    import(own.wechat).then(({ begin }) => begin(own.wechatScript));
}

/** A map to tap a point on, fetched when it is opened. */
function points() {
  const folds = all("details[data-pin]");
  if (folds.length)
    Promise.all([import(own.pin), import(own.here)]).then(([{ pinned }, here]) => {
      for (const fold of folds) pinned(fold, own, say, here);
    });
}

/** 长辈版: one question at a time, and read aloud. */
function elders() {
  if (document.documentElement.dataset.text === "large")
    import(own.elders).then(({ oneByOne, aloud }) => {
      for (const form of all("form:has([data-question])")) oneByOne(form, say);
      aloud(say, english);
    });
}

/** Selects of a filter bar act at once. */
function filterBars() {
  for (const form of all("form[data-filters]")) {
    for (const select of all("select", form)) select.addEventListener("change", () => form.requestSubmit());
    if (form.elements.near && form.elements.sort) nearest(form);
  }
}

/** 离我近: the browser is asked where it is only when that order is chosen; the point is sent to some 100 metres. */
function nearest(form) {
  const { near, sort } = form.elements;
  form.addEventListener("submit", (event) => {
    near.disabled = sort.value !== "nearest";
    if (near.disabled || near.value || !navigator.geolocation) return;
    event.preventDefault();
    const go = () => form.requestSubmit();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        near.value = `${coords.longitude.toFixed(3)},${coords.latitude.toFixed(3)}`;
        go();
      },
      () => {
        sort.value = "";
        form.after(
          Object.assign(document.createElement("p"), {
            className: "small muted",
            role: "status",
            textContent: say("没有得到位置，照最新的排。", "No position: the newest come first."),
          }),
        );
      },
      { timeout: 15000 },
    );
  });
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

/** A wall shows one scene after the other; a page that is read, or has one scene, shows all. */
function director() {
  const main = document.querySelector(".hall--directed main");
  if (!main || matchMedia("(max-width: 47.99rem)").matches) return;
  let at = Number(new URLSearchParams(location.search).get("scene")) || 0;
  const show = () => {
    const scenes = all(".scene", main);
    for (const photo of all("img[loading=lazy]", main)) photo.loading = "eager"; // there before its scene is
    scenes.forEach((scene, n) => scene.classList.toggle("is-on", n === at % scenes.length));
  };
  const go = (by) => {
    at += by + all(".scene", main).length;
    show();
  };
  new MutationObserver(show).observe(main, { childList: true });
  addEventListener("keydown", ({ key }) => {
    if (key === "ArrowRight") go(1);
    if (key === "ArrowLeft") go(-1);
  });
  show();
  setInterval(() => go(1), 12000);
}

/** The clock on a wall; from ten to six the wall is dimmed. */
function clock() {
  const time = document.querySelector("[data-clock] b");
  if (!time) return;
  const tick = () => {
    const now = new Date(),
      hour = now.getHours();
    time.textContent = now.toTimeString().slice(0, 5);
    document.body.classList.toggle("hall--night", hour >= 22 || hour < 6);
  };
  tick();
  setInterval(tick, 5000);
}

/** Drawings with ECharts, fetched only where there is one; a table with the same figures stands beside each. */
function charts() {
  const boxes = all("[data-chart]");
  if (!boxes.length) return;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const dark = style.colorScheme === "dark";
  const script = document.createElement("script");
  script.src = own.echarts;
  script.addEventListener("load", async () => {
    for (const box of boxes) {
      const named = (_key, value) => (typeof value === "string" && value.startsWith("--") ? colour(value) : value);
      const options = JSON.parse(document.getElementById(box.dataset.chart).textContent, named);
      if (box.dataset.map) echarts.registerMap(box.dataset.chart, await (await fetch(box.dataset.map)).json());
      const draw = () => {
        const chart = echarts.init(box, dark ? "dark" : null, { renderer: "svg" });
        chart.setOption({
          animation: false,
          backgroundColor: "transparent",
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

/** A suggested value that is taken by a button, also in parts that come later: data-sets="id of the field" data-to data-done. */
function suggestedValues() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-sets]");
    const field = button && document.getElementById(button.dataset.sets);
    if (!field) return;
    field.value = button.dataset.to;
    field.dispatchEvent(new Event("change"));
    button.textContent = button.dataset.done;
  });
}

/** u takes back what was just done, where 撤回 is offered. */
function takingBack() {
  const button = document.querySelector("form[data-undo] button");
  if (!button) return;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key.toLowerCase() !== "u" || event.target.closest?.("input:not([type=checkbox]), textarea, select"))
      return;
    event.preventDefault();
    button.click();
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
  acceptedDrafts,
  keptTexts,
  confirmations,
  busyButtons,
  backButtons,
  cameras,
  previews,
  smallerPhotos,
  comparisons,
  suggestedValues,
  takingBack,
  placePickers,
  locating,
  inWechat,
  points,
  elders,
  filterBars,
  hallScreen,
  director,
  clock,
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
