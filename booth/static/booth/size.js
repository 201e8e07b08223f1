// 长辈版: larger type. Remembered for this tab alone, on the device; nothing is sent.
(() => {
  "use strict";
  const button = document.querySelector("[data-size]");
  if (!button) return;
  const show = (large) => {
    document.documentElement.classList.toggle("is-large", large);
    button.setAttribute("aria-pressed", String(large));
    button.textContent = large ? "恢复标准字号" : "长辈版 · 大字";
  };
  const remembered = () => {
    try {
      return sessionStorage.getItem("large") === "1";
    } catch {
      return false;
    }
  };
  button.hidden = false;
  show(remembered());
  button.addEventListener("click", () => {
    const large = button.getAttribute("aria-pressed") !== "true";
    try {
      sessionStorage.setItem("large", large ? "1" : "0");
    } catch {
      /* this page only */
    }
    show(large);
  });
})();
