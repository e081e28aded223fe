// Tables by keyboard: arrows (or j, k) move, space ticks or opens, Enter opens, 1–5 press a row's keys, / goes to the filter.
// A table that shows all its rows (data-complete) also sorts in place; others ask the server through the same links.
function rowsOf(table) {
  return Array.from(table.tBodies[0] ? table.tBodies[0].rows : []).filter((row) => !row.querySelector(".empty"));
}

function select(table, row) {
  for (const other of rowsOf(table)) {
    other.tabIndex = other === row ? 0 : -1;
    if (other === row) { other.setAttribute("aria-selected", "true"); } else { other.removeAttribute("aria-selected"); }
  }
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function press(row, key) {
  const target = key === " "
    ? row.querySelector("input[type=checkbox], a[href], button")
    : key === "Enter" ? row.querySelector("a[href], button") : row.querySelector(`[data-key="${key}"]`);
  if (target) { target.click(); }
  return Boolean(target);
}

function onKey(table, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) { return; }
  const row = event.target.closest("tbody tr");
  if (!row || event.target !== row) { return; }
  const rows = rowsOf(table);
  const at = rows.indexOf(row);
  const moves = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1 };
  if (event.key in moves) {
    const next = rows[Math.max(0, Math.min(rows.length - 1, moves[event.key]))];
    if (next) { select(table, next); }
    event.preventDefault();
  } else if (/^([1-5 ]|Enter)$/.test(event.key) && press(row, event.key)) {
    event.preventDefault();
  }
}

const collator = new Intl.Collator("zh-CN", { numeric: true });
function sortInPlace(table, header) {
  const column = Array.from(header.parentNode.cells).indexOf(header);
  const descending = header.getAttribute("aria-sort") === "ascending";
  const rows = rowsOf(table);
  const value = (row) => row.cells[column].dataset.sort || row.cells[column].textContent.trim();
  rows.sort((a, b) => collator.compare(value(a), value(b)) * (descending ? -1 : 1));
  for (const other of header.parentNode.cells) { other.removeAttribute("aria-sort"); }
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll("table[data-keys]")) {
  const first = rowsOf(table)[0];
  for (const row of rowsOf(table)) { row.tabIndex = row === first ? 0 : -1; }
  table.addEventListener("keydown", (event) => onKey(table, event));
  table.addEventListener("click", (event) => {
    const link = event.target.closest("thead th a");
    if (link && "complete" in table.dataset) {
      event.preventDefault();
      sortInPlace(table, link.closest("th"));
    }
  });
}

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  const filter = document.querySelector(".filter input, .filter select");
  if (event.key === "/" && !typing && filter && !event.ctrlKey && !event.metaKey && !event.altKey) {
    filter.focus();
    event.preventDefault();
  }
});
