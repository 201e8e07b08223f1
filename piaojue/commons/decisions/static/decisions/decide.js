// decide.js   ticks or unticks all names of a list at once: <input type="checkbox" data-all="came">
for (const all of document.querySelectorAll("[data-all]")) {
  const boxes = [...document.querySelectorAll(`input[type="checkbox"][name="${all.dataset.all}"]`)];
  const show = () => {
    all.checked = boxes.length > 0 && boxes.every((box) => box.checked);
  };
  all.closest("label").hidden = boxes.length < 2;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  for (const box of boxes) box.addEventListener("change", show);
  show();
}
