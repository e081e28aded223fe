// Tables by keyboard: arrows (or j, k) move, space ticks or opens, Enter opens, 1–5 press a row's keys, / goes to the filter.
// A table that shows all its rows (data-complete) also sorts in place: by the links of its header, or by buttons put there where
// there are none. Others ask the server through the links.
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

function value(row, column) {
  const cell = row.cells[column];
  return cell ? cell.dataset.sort || cell.textContent.trim() : "";
}

// Names by their reading, numbers and days by their size, what is empty last.
const collator = new Intl.Collator("zh-CN", { numeric: true });
function sortInPlace(table, header) {
  const column = Array.from(header.parentNode.cells).indexOf(header);
  const descending = header.getAttribute("aria-sort") === "ascending";
  const rows = rowsOf(table);
  rows.sort((a, b) => {
    const [left, right] = [value(a, column), value(b, column)];
    if (left === "" || right === "") { return (left === "") - (right === ""); }
    return collator.compare(left, right) * (descending ? -1 : 1);
  });
  for (const other of header.parentNode.cells) { other.removeAttribute("aria-sort"); }
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  table.tBodies[0].append(...rows);
}

// A column of buttons, or one that says the same everywhere, is not worth sorting.
function addSortButtons(table) {
  const rows = rowsOf(table);
  if (!table.tHead || rows.length < 2) { return; }
  for (const header of table.tHead.rows[0].cells) {
    const column = header.cellIndex;
    const differs = rows.some((row) => value(row, column) !== value(rows[0], column));
    const acts = rows.some((row) => row.cells[column] && row.cells[column].querySelector("form, button, input, select"));
    if (!differs || acts || header.querySelector("a, button")) { continue; }
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    header.textContent = "";
    header.append(button);
    button.addEventListener("click", () => sortInPlace(table, header));
  }
}

for (const table of document.querySelectorAll("table[data-keys]")) {
  const first = rowsOf(table)[0];
  if ("complete" in table.dataset) { addSortButtons(table); }
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
