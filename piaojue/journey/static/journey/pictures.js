// pictures.js   each chart can be kept as a PNG, twice its size, on the page's sheet, under its title. Made in the browser; nothing leaves it.
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const HEAD = 48;

function keep(box) {
  const drawn = box.querySelector("svg");
  if (!drawn) return;
  const { width, height } = drawn.getBoundingClientRect();
  const copy = drawn.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const picture = new Image();
  picture.addEventListener("load", () => {
    const sheet = Object.assign(document.createElement("canvas"), { width: width * 2, height: (height + HEAD) * 2 });
    const pen = sheet.getContext("2d");
    pen.fillStyle = colour("--sheet");
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(picture, 0, HEAD * 2, sheet.width, height * 2);
    pen.fillStyle = colour("--ink");
    pen.font = `700 34px ${getComputedStyle(document.body).fontFamily}`;
    pen.textBaseline = "middle";
    pen.fillText(title(box), 24, HEAD, sheet.width - 48);
    sheet.toBlob((blob) => {
      const link = Object.assign(document.createElement("a"), {
        href: URL.createObjectURL(blob),
        download: `${box.dataset.chart.replace("-options", "")}.png`,
      });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  });
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
}

function title(box) {
  const page = document.querySelector("h1")?.textContent.trim() ?? "",
    own = box.closest("section")?.querySelector("h2")?.textContent.trim() ?? "";
  return [page, own].filter(Boolean).join(":");
}

for (const box of document.querySelectorAll("[data-chart]")) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "btn btn--small btn--quiet",
    textContent: document.documentElement.lang.startsWith("en") ? "Save as picture" : "存为图片",
  });
  button.addEventListener("click", () => keep(box));
  box.closest("figure").append(button);
}
