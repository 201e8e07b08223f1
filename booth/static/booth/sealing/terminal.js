// 投票终端: a tablet in the hall for whoever has no phone, opened with ?terminal in a browser's kiosk mode, or from the file
// that a station saved (docs/ballot.md#second-source).
// Larger text, read aloud, slips scanned by the tablet's camera; after each voter it begins anew and remembers nothing.
const terminal = new URLSearchParams(location.search).has("terminal") || location.protocol === "file:";
const READ = "朗读";
const AGAIN = 20; // seconds until the next voter's page, once a ballot is in
const IDLE = 180; // seconds without a touch
const sections = [...document.querySelectorAll("[data-step]")];
const shown = () => sections.find((one) => !one.hidden);
const anew = () => location.replace(location.href.split("#")[0]);

function button(words, act) {
  const made = Object.assign(document.createElement("button"), {
    type: "button",
    className: "second",
    textContent: words,
  });
  made.addEventListener("click", act);
  return made;
}

/** What stands on the page now, line by line; of an item its title and what is chosen. */
function lines() {
  const parts = shown().querySelectorAll("h1, .lead, .alert, .guidance li, fieldset, [data-words] li, .help");
  return [...parts]
    .filter((one) => !one.closest("[hidden]") && !one.querySelector("fieldset"))
    .map((one) => {
      if (one.tagName !== "FIELDSET") return one.textContent;
      const chosen = one.querySelector("input:checked");
      const word = chosen ? chosen.closest("label")?.textContent || chosen.value : "还没有填";
      return `${one.querySelector("legend")?.textContent || ""}，${word}`;
    })
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

function readAloud() {
  if (speechSynthesis.speaking) return speechSynthesis.cancel();
  for (const text of lines()) {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = "zh-CN";
    words.rate = 0.9;
    speechSynthesis.speak(words);
  }
}

/** The camera looks for a slip's QR code until there is one; its part behind # goes into the field. */
async function scan(form) {
  const codes = new BarcodeDetector({ formats: ["qr_code"] });
  const video = Object.assign(document.createElement("video"), { muted: true, playsInline: true });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
    video.remove();
  };
  form.before(video);
  video.srcObject = stream;
  await video.play();
  for (let looks = 0; looks < 300 && video.isConnected; looks++) {
    const [found] = await codes.detect(video);
    if (found) {
      stop();
      form.querySelector("input").value = found.rawValue.split("#").pop();
      return form.requestSubmit();
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  stop();
}

export function beginTerminal() {
  if (!terminal) return;
  document.documentElement.classList.add("is-large", "is-terminal");
  addEventListener("contextmenu", (event) => event.preventDefault());
  const desk = Object.assign(document.createElement("p"), { className: "terminal" });
  desk.append(button("重新开始", anew));
  if ("speechSynthesis" in window) desk.prepend(button(READ, readAloud));
  document.querySelector("main").before(desk);
  const form = document.querySelector('[data-step="slip"] form');
  if (form && "BarcodeDetector" in window && navigator.mediaDevices)
    form.append(
      button("用摄像头扫票签", () =>
        scan(form).catch(() => {
          form.querySelector(".help").textContent = "摄像头打不开：请允许使用摄像头，或把票签上的号码输在上面。";
        }),
      ),
    );
  let last = Date.now();
  for (const touch of ["pointerdown", "keydown", "input"]) addEventListener(touch, () => (last = Date.now()));
  let step = shown();
  setInterval(() => {
    if (shown() !== step) {
      step = shown();
      last = Date.now();
      window.speechSynthesis?.cancel();
    }
    const patience = step?.dataset.step === "in" ? AGAIN : IDLE;
    if (step?.dataset.step !== "slip" && Date.now() - last > patience * 1000) anew();
  }, 1000);
}
