// A text table: UTF-8, or GB18030 where it is not; parted by commas, semicolons or tabs.
function decodedText(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) { return new TextDecoder("utf-16le").decode(bytes); }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (_) {
    try {
      return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
    } catch (__) {
      throw new Trouble("这个文件里有认不出的文字，既不是 UTF-8 也不是 GB18030（GBK）编码", "请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再选。");
    }
  }
}

function csvRows(text) {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const separator = [",", "\t", ";"].sort((a, b) => first.split(b).length - first.split(a).length)[0];
  const rows = [];
  let cells = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let began = 1;
  const endRow = () => {
    cells.push(cell);
    cell = "";
    if (cells.some((value) => value !== "")) { rows.push({ number: began, cells }); }
    if (rows.length > rosterLimits.rows) { throw tooManyRows(); }
    cells = [];
  };
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (character === "\n") { line += 1; }
    if (quoted) {
      if (character !== '"') {
        cell += character;
      } else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else {
        quoted = false;
      }
    } else if (character === '"' && cell === "") {
      quoted = true;
    } else if (character === separator) {
      cells.push(cell);
      cell = "";
    } else if (character === "\n" || character === "\r") {
      if (character === "\r" && text[i + 1] === "\n") {
        i += 1;
        line += 1;
      }
      endRow();
      began = line;
    } else {
      cell += character;
    }
  }
  if (quoted) { throw new Trouble(`第 ${began} 行的引号没有成对，后面的内容分不开`, "请核对这一行的双引号，或用 Excel 另存为 .xlsx 后再选。"); }
  if (cell !== "" || cells.length > 0) { endRow(); }
  return rows;
}
