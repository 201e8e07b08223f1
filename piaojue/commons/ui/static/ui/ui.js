// Progressive enhancement only: every page works without this file.
for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", (event) => { if (!confirm(form.dataset.confirm)) event.preventDefault(); });
}
// a submitted form shows that it works and is not sent twice
addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  const button = event.submitter;
  if (button) setTimeout(() => { button.disabled = true; button.setAttribute("aria-busy", "true"); }, 0);
});
addEventListener("pageshow", () => document.querySelectorAll("[aria-busy]").forEach((b) => { b.disabled = false; b.removeAttribute("aria-busy"); }));
for (const back of document.querySelectorAll("[data-back]")) {
  if (history.length > 1) { back.hidden = false; back.addEventListener("click", () => history.back()); }
}
document.querySelector(".errors")?.focus();
for (const area of document.querySelectorAll("textarea[maxlength], input[type=text][maxlength]")) {
  if (area.maxLength < 20) continue;
  const note = document.createElement("small");
  note.className = "counter";
  const count = () => { note.textContent = `${area.value.length} / ${area.maxLength}`; };
  area.addEventListener("input", count); count(); area.after(note);
}
// long forms keep what was typed until it was sent
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `kept:${location.pathname}`;
  const fields = () => [...form.querySelectorAll("textarea, input[type=text]")];
  if (!form.querySelector(".errors") && !form.querySelector("[name=_version]")) {
    try { for (const [name, value] of Object.entries(JSON.parse(localStorage.getItem(key) ?? "{}"))) {
      const field = form.elements[name]; if (field && !field.value) field.value = value;
    } } catch { localStorage.removeItem(key); }
  }
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields().map((f) => [f.name, f.value])))));
  form.addEventListener("submit", () => localStorage.removeItem(key));
}
for (const input of document.querySelectorAll("input[type=file][accept*=image]")) {
  const shown = document.createElement("ul"); shown.className = "photos"; input.after(shown);
  input.addEventListener("change", () => { shown.replaceChildren(...[...input.files].slice(0, 9).map((file) => {
    const item = document.createElement("li"), picture = new Image(); picture.src = URL.createObjectURL(file); picture.alt = file.name; item.append(picture); return item; })); });
}
const rail = document.querySelector(".rail__fold");
if (rail && matchMedia("(max-width: 760px)").matches) rail.open = false;
addEventListener("load", () => {
  for (const box of document.querySelectorAll("[data-chart]")) {
    if (!globalThis.echarts) continue;
    const chart = echarts.init(box, null, { renderer: "svg" });
    chart.setOption({ animation: false, textStyle: { fontFamily: "inherit" }, color: ["#a8201a", "#1c5a8f", "#17653a", "#8a5a00", "#646c75", "#7a4a8f"], ...JSON.parse(document.getElementById(box.dataset.chart).textContent) });
    addEventListener("resize", () => chart.resize());
  }
});
