// pasted.js   a table that is pasted keeps what its merged cells cover: plain text would leave the rows below empty.
const MOST_COLUMNS = 500;
const field = document.querySelector("textarea[name=paste]");

const words = (cell) => cell.textContent.replace(/\s+/g, " ").trim();
const quoted = (text) => (text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows of texts; a merged cell stands in each row that it covers, once a row. */
function laidOut(table) {
  const rows = [...table.rows].map(() => []);
  for (const [number, row] of [...table.rows].entries()) {
    let at = 0;
    for (const cell of row.cells) {
      while (rows[number][at] !== undefined) at += 1;
      const wide = Math.min(cell.colSpan, MOST_COLUMNS);
      for (const line of rows.slice(number, number + cell.rowSpan)) {
        for (let step = 0; step < wide; step += 1) line[at + step] = step ? "" : words(cell);
      }
      at += wide;
    }
  }
  return rows;
}

field?.addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const tables = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("table")];
  if (!tables.some((table) => table.querySelector("[rowspan]"))) return;
  event.preventDefault();
  const lines = tables.flatMap(laidOut).map((row) => Array.from(row, (text) => quoted(text ?? "")).join("\t"));
  field.setRangeText(lines.join("\n"), field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
