// grid.js   在这里逐行填: the columns of a table as a grid to type into; what stands in it is the pasted table. Enter ↓ ↑ move, Ctrl+D takes the cell above, a copied block is pasted from the cell on.
const FIRST_ROWS = 10;

/** grid: <details data-grid="id of the field for pasted tables"> with a table of one empty row. */
function begin(grid) {
  const field = document.getElementById(grid.dataset.grid);
  const body = grid.querySelector("tbody");
  const empty = body.rows[0].cloneNode(true);
  const headings = [...grid.querySelectorAll("th")].map((heading) => heading.dataset.title);
  const cell = (row, column) => body.rows[row]?.cells[column]?.querySelector("input");
  const texts = (row) => [...row.querySelectorAll("input")].map((input) => input.value.replace(/\s+/g, " ").trim());

  function grow(rows) {
    while (body.rows.length < rows) body.append(empty.cloneNode(true));
  }

  function go(row, column) {
    grow(row + 1);
    cell(row, column)?.focus();
  }

  function put(lines, row, column) {
    grow(row + lines.length);
    for (const [down, line] of lines.entries())
      for (const [right, text] of line.entries()) {
        const input = cell(row + down, column + right);
        if (input) input.value = text;
      }
  }

  let isWriting = false;

  function write() {
    const filled = [...body.rows].map(texts).filter((line) => line.some(Boolean));
    field.value = filled.length ? [headings, ...filled].map((line) => line.join("\t")).join("\n") : "";
    isWriting = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    isWriting = false;
  }

  /** What stands in the field already: kept on this device, or sent before. */
  function read() {
    if (isWriting) return;
    const [first, ...lines] = field.value.split("\n").map((line) => line.split("\t"));
    if (lines.length && first.join() === headings.join()) put(lines, 0, 0);
  }

  grid.addEventListener("input", write);
  field.addEventListener("input", read);
  grid.addEventListener("paste", (event) => {
    const block = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!/[\t\n]/.test(block)) return;
    event.preventDefault();
    const at = event.target.closest("td");
    put(
      block.split("\n").map((line) => line.split("\t")),
      at.parentElement.rowIndex - 1,
      at.cellIndex,
    );
    write();
  });
  grid.addEventListener("keydown", (event) => {
    const at = event.target.closest("td");
    if (!at || event.isComposing) return;
    const row = at.parentElement.rowIndex - 1;
    if (event.key === "Enter" || event.key === "ArrowDown") go(row + 1, at.cellIndex);
    else if (event.key === "ArrowUp") cell(row - 1, at.cellIndex)?.focus();
    else if (event.key.toLowerCase() === "d" && event.ctrlKey && row > 0) {
      event.target.value = cell(row - 1, at.cellIndex).value;
      write();
    } else return;
    event.preventDefault();
  });

  grow(FIRST_ROWS);
  read();
  field.form.querySelector(".form__buttons").before(grid);
  grid.hidden = false;
}

for (const grid of document.querySelectorAll("[data-grid]")) begin(grid);
