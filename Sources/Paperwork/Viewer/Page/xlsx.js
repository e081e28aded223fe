// The cells of an Excel workbook as texts, by a scanner of our own: markup is only looked at, never made.
function xmlText(text) {
  return text.replace(/<[^>]*>/g, "").replace(/&(#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot|apos);/g, (_, name) => {
    if (name[0] !== "#") { return { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }[name]; }
    const point = name[1] === "x" ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "";
  }).replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
}

// Elements of a name with their attributes and what they hold; those of this name do not nest in a workbook.
function* xmlElements(text, name) {
  const opening = new RegExp(`<(?:[A-Za-z0-9]+:)?${name}((?:\\s[^>]*?)?)(/?)>`, "g");
  const closing = new RegExp(`</(?:[A-Za-z0-9]+:)?${name}\\s*>`, "g");
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    let content = "";
    if (found[2] === "") {
      closing.lastIndex = opening.lastIndex;
      const end = closing.exec(text);
      content = text.slice(opening.lastIndex, end ? end.index : text.length);
      opening.lastIndex = end ? closing.lastIndex : text.length;
    }
    yield { content, attribute: (wanted) => xmlAttribute(found[1], wanted) };
  }
}

function xmlAttribute(attributes, name) {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*("[^"]*"|'[^']*')`).exec(attributes);
  return found ? xmlText(found[1].slice(1, -1)) : null;
}

// Reading aids (phonetic runs) stand beside the text and are none of it.
function richText(content) {
  let text = "";
  for (const part of xmlElements(content.replace(/<(?:[A-Za-z0-9]+:)?rPh[\s>][\s\S]*?<\/(?:[A-Za-z0-9]+:)?rPh>/g, ""), "t")) { text += xmlText(part.content); }
  return text;
}

function columnNumber(reference) {
  let number = 0;
  for (const letter of /^[A-Z]{0,3}/.exec(reference || "")[0]) { number = number * 26 + letter.charCodeAt(0) - 64; }
  return number - 1;
}

async function xlsxSheets(bytes) {
  const zip = zipMembers(bytes);
  const book = await zipText(zip, "xl/workbook.xml");
  if (book === null) { throw new Trouble("这个文件不是 Excel 工作簿", "请选 Excel（.xlsx）、DBF 或 CSV 文件；压缩包要先解压。"); }
  const relations = new Map();
  for (const relation of xmlElements((await zipText(zip, "xl/_rels/workbook.xml.rels")) || "", "Relationship")) {
    relations.set(relation.attribute("Id"), relation.attribute("Target"));
  }
  const shared = [];
  for (const item of xmlElements((await zipText(zip, "xl/sharedStrings.xml")) || "", "si")) { shared.push(richText(item.content)); }
  const sheets = [];
  for (const sheet of xmlElements(book, "sheet")) {
    if (sheet.attribute("state") && sheet.attribute("state") !== "visible") { continue; }
    const target = relations.get(sheet.attribute("r:id")) || "";
    const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    const text = await zipText(zip, path);
    if (text !== null) { sheets.push({ name: sheet.attribute("name") || "", rows: xlsxRows(text, shared) }); }
  }
  return sheets;
}

function xlsxRows(text, shared) {
  const rows = [];
  for (const row of xmlElements(text, "row")) {
    const cells = [];
    for (const cell of xmlElements(row.content, "c")) {
      const column = columnNumber(cell.attribute("r"));
      const value = xlsxValue(cell, shared);
      const at = column >= 0 ? column : cells.length;
      if (at < rosterLimits.columns) { cells[at] = value; }
    }
    const number = Number(row.attribute("r")) || rows.length + 1;
    if (rows.length >= rosterLimits.rows) { throw tooManyRows(); }
    rows.push({ number, cells: Array.from(cells, (value) => value || "") });
  }
  return rows;
}

function xlsxValue(cell, shared) {
  const kind = cell.attribute("t");
  if (kind === "inlineStr") { return richText(cell.content); }
  const value = xmlElements(cell.content, "v").next().value;
  if (!value) { return ""; }
  const text = xmlText(value.content);
  if (kind === "s") { return shared[Number(text)] || ""; }
  // A number beyond 15 digits has lost some of them already; what is shown is what Excel kept.
  return kind === "str" || !/^-?[0-9.]+E[+-]?[0-9]+$/i.test(text) ? text : plainNumber(text);
}

function plainNumber(text) {
  const number = Number(text);
  return Number.isSafeInteger(number) ? String(number) : text;
}
