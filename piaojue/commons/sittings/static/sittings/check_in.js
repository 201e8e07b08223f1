// 全团到会: one button ticks everybody of a delegation who is not there yet; who is absent is unticked again.
for (const button of document.querySelectorAll("[data-whole-delegation]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = [...button.closest("fieldset").querySelectorAll("input[type=checkbox]:not(:disabled)")];
    const tick = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = tick;
  });
}
