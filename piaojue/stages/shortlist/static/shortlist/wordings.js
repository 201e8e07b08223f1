// The answer's text follows the chosen reason as long as nobody has written anything of their own.
const kept = document.getElementById("wordings");
const code = document.querySelector("select[name=code]");
const text = document.querySelector("textarea[name=text]");

if (kept && code && text) {
  const wordings = JSON.parse(kept.textContent);
  const untouched = () => !text.value.trim() || Object.values(wordings).includes(text.value.replaceAll("\r", ""));
  const follow = () => {
    if (untouched()) {
      text.value = wordings[code.value] ?? "";
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  code.addEventListener("change", follow);
  follow();
}
