// A button that copies one line; where the browser does not allow it, the line is marked, ready for Ctrl+C.
for (const button of document.querySelectorAll("[data-copy]"))
  button.addEventListener("click", async () => {
    const line = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(line.textContent);
      button.textContent = "已复制";
    } catch {
      getSelection().selectAllChildren(line);
      button.textContent = "请按 Ctrl+C";
    }
  });
