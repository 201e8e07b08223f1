// A page that waits looks for news; a print button prints. Without script, reload and Ctrl+P do the same.
const busy = (main) => main.contains(document.activeElement) && document.activeElement !== document.body;

async function news() {
  const main = document.querySelector("main[data-live]");
  if (!main) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    const typed = [...main.querySelectorAll("input")].some((one) =>
      one.type === "checkbox" ? one.checked : one.type !== "hidden" && one.value !== one.defaultValue,
    );
    if (answer.ok && fresh && fresh.innerHTML !== main.innerHTML && !typed && !busy(main)) main.replaceWith(fresh);
  } catch {
    /* the program was ended: the page stays as it is */
  }
}
setInterval(news, 2000);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
