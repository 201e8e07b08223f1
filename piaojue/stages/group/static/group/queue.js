// queue.js   keys of the review queue: j k move · 1–9 choose · a accept · r reject · s split · m move (choose, Enter) · u undo · Esc back. Works by the page's own buttons.
const cards = [...document.querySelectorAll("[data-card]")];
let at = 0;

function go(to, quietly = false) {
  cards[at]?.classList.remove("is-current");
  at = Math.max(0, Math.min(cards.length - 1, to));
  const card = cards[at];
  if (!card) return;
  card.classList.add("is-current");
  if (!quietly) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }
}

for (const [number, card] of cards.entries())
  card.addEventListener("focusin", () => {
    if (number !== at) go(number, true);
  });

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select");
  if (event.key === "Enter" && typing?.matches("select[name=target]") && typing.value) {
    event.preventDefault();
    typing.form.querySelector("button[value=move]").click();
    return;
  }
  if (event.key === "Escape" && typing) {
    cards[at]?.focus();
    return;
  }
  if (typing || document.querySelector("dialog[open]")) return;
  const card = cards[at],
    key = event.key.toLowerCase();
  if (key === "j" || key === "k") go(at + (key === "j" ? 1 : -1));
  else if (/^[1-9]$/.test(key)) card?.querySelectorAll("input[type=checkbox]")[key - 1]?.click();
  else if (key === "m") card?.querySelector("select[name=target]")?.focus();
  else if ("ars".includes(key)) card?.querySelector(`[data-key="${key}"]`)?.click();
  else if (key === "u") document.querySelector("[data-undo] button")?.click();
  else return;
  event.preventDefault();
});
go(0, true);
