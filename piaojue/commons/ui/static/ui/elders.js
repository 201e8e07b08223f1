// elders.js   长辈版: a long form asks one question at a time, and a page is read aloud where the device has a voice.

/** form: its parts are marked data-question. Where something has to be changed, and without this file, all stand open. */
export function oneByOne(form, say) {
  const parts = [...form.querySelectorAll("[data-question]")];
  if (parts.length < 2 || form.querySelector(".errors")) return;
  const make = (className, textContent) =>
    Object.assign(document.createElement("button"), { type: "button", className, textContent });
  const back = make("btn btn--large", say("上一步", "Back")),
    on = make("btn btn--primary btn--large", say("下一步", "Next")),
    where = Object.assign(document.createElement("p"), { className: "muted" }),
    buttons = Object.assign(document.createElement("div"), { className: "form__buttons" });
  let at = 0;
  where.setAttribute("role", "status");
  buttons.append(on, back);
  form.append(buttons);
  form.prepend(where);
  const show = (step) => {
    at = step;
    parts.forEach((part, n) => (part.hidden = n !== at));
    where.textContent = say(`第 ${at + 1} 步，共 ${parts.length} 步`, `Step ${at + 1} of ${parts.length}`);
    back.hidden = at === 0;
    on.hidden = at === parts.length - 1;
  };
  const go = (by) => {
    show(at + by);
    form.scrollIntoView();
    parts[at].querySelector("input:not([type=hidden]), textarea, select")?.focus({ preventScroll: true });
  };
  on.addEventListener("click", () => go(1));
  back.addEventListener("click", () => go(-1));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || on.hidden) return;
    event.preventDefault();
    go(1);
  });
  show(0);
}

/** A button beside the heading reads what stands on the page; pressed again it is quiet. */
export function aloud(say, english) {
  const voices = window.speechSynthesis,
    words = document.querySelector(".page__words");
  if (!voices || !words) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn aloud" });
  const name = () => (button.textContent = voices.speaking ? say("停", "Stop") : say("读给我听", "Read to me"));
  button.addEventListener("click", () => {
    const spoken = voices.speaking;
    voices.cancel();
    if (!spoken) for (const line of lines()) voices.speak(utterance(line));
    name();
  });
  addEventListener("pagehide", () => voices.cancel());
  name();
  words.append(button);

  function lines() {
    const said = "h1, .lead, main :is(h2, h3, p, li, dt, dd, label, legend, summary, a.elders__door, .btn)";
    return [...document.querySelectorAll(said)]
      .filter((part) => part !== button && part.offsetParent && !part.querySelector("p, li, label"))
      .map((part) => part.innerText.trim())
      .filter((line, n, before) => line && line !== before[n - 1]);
  }

  function utterance(line) {
    const voice = new SpeechSynthesisUtterance(line);
    voice.lang = english ? "en-GB" : "zh-CN";
    voice.rate = 0.85;
    voice.addEventListener("end", () => voices.pending || setTimeout(name, 200));
    return voice;
  }
}
