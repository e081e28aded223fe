// The school's own roster, joined to the disc in code mode. It stays in this page's memory: nothing of it is kept or written anywhere.
const rosterLimits = { bytes: 64 * 1024 * 1024, rows: 200000, columns: 256, headerRows: 15 };
const roster = { by: "serial", byKey: null, shared: new Map(), twiceKeys: new Set(), unmatched: [], fileName: "" };

const rosterColumns = [
  { id: "serial", word: "拍摄序号", names: ["拍摄序号", "拍摄号", "照相序号", "图像序号", "拍摄顺序", "拍照序号", "PSXH", "PSH", "ZXXH"] },
  { id: "code", word: "采集码", names: ["采集码", "采集编号", "学生唯一编号", "唯一编号", "图像采集码", "CJM", "CJBH"] },
  { id: "name", word: "姓名", names: ["姓名", "学生姓名", "毕业生姓名", "名字", "XM", "XSXM", "NAME"] },
  { id: "number", word: "学号", names: ["学号", "学生学号", "学籍号", "XH", "XSXH"] },
  { id: "identity", word: "身份证号", names: ["身份证号", "身份证号码", "证件号码", "证件号", "公民身份号码", "身份证", "SFZH", "SFZHM", "ZJHM", "ZJH"] },
];

function tooManyRows() { return new Trouble(`名单超过 ${rosterLimits.rows} 行`, "请只留下这一批的学生，另存后再选；下面有空行的请删掉。"); }

async function readRoster(file) {
  if (file.size === 0) { throw new Trouble("这个文件是空的", "请选学校的学生名单。"); }
  if (file.size > rosterLimits.bytes) { throw new Trouble("这个文件太大，不像学生名单", "请只留下这一批的学生，另存后再选。"); }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const begins = (...head) => head.every((byte, at) => bytes[at] === byte);
  const isDBF = [0x03, 0x30, 0x31, 0x32, 0x83, 0x8b, 0xf5].includes(bytes[0]) && /\.dbf$/i.test(file.name);
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) {
    throw new Trouble(`“${file.name}”是老版 Excel（.xls）文件，或者有密码`, "请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx），不设密码，再选一次。");
  }
  if (begins(0x25, 0x50, 0x44, 0x46) || begins(0xff, 0xd8) || begins(0x89, 0x50, 0x4e)) {
    throw new Trouble(`“${file.name}”不是表格`, "请选 Excel（.xlsx）、DBF 或 CSV 文件。");
  }
  const sheets = begins(0x50, 0x4b) ? await xlsxSheets(bytes)
    : [{ name: "", rows: isDBF ? dbfRows(bytes) : csvRows(decodedText(bytes)) }];
  const filled = sheets.filter((sheet) => sheet.rows.some((row) => row.cells.some((cell) => cell !== "")));
  if (filled.length === 0) { throw new Trouble(`“${file.name}”里没有内容`, "请确认选对了文件。"); }
  return filled.map(rosterTable);
}

function headerWord(text) {
  return text.normalize("NFKC").replace(/[\s*:：、"'#★※_]/g, "").replace(/[(（【[].*$/, "").toUpperCase();
}

function columnByName(text) { return rosterColumns.find((column) => column.names.includes(headerWord(text))); }

// Digits that a program guards from Excel stand as ="001", and what Excel would take for a formula has an apostrophe in front.
function unguarded(cell) {
  const guarded = /^="(.*)"$/.exec(cell) || /^'([=+\-@'].*)$/.exec(cell);
  return guarded ? guarded[1] : cell;
}

// The header is the row that knows most columns; a title may stand above it.
function rosterTable(sheet) {
  const known = (row) => row.cells.filter(columnByName).length;
  const heads = sheet.rows.slice(0, rosterLimits.headerRows);
  const best = heads.reduce((found, row, at) => (known(row) > known(heads[found]) ? at : found), 0);
  const headers = heads[best].cells;
  const guess = {};
  for (const column of rosterColumns) {
    const places = column.names.map((name) => headers.findIndex((header) => headerWord(header) === name));
    const place = places.find((at) => at >= 0);
    guess[column.id] = place === undefined ? -1 : place;
  }
  const rows = sheet.rows.slice(best + 1).map((row) => ({ number: row.number, cells: row.cells.map(unguarded) }))
    .filter((row) => row.cells.some((cell) => cell !== ""));
  return { name: sheet.name, headers, rows, guess };
}

// Serials are written with leading zeros, without, or as 37.0 by a spreadsheet.
function joinKey(text) {
  const given = text || "";
  const plain = /^[0-9A-Z]*$/.test(given) ? given : given.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  return /^[0-9]+(\.0+)?$/.test(plain) ? plain.replace(/\.0+$/, "").replace(/^0+(?=.)/, "") : plain;
}

// Joins a table's rows by one column; `by` is serial or code. A serial is unique within one visit only: what two people on the disc share
// names neither of them, nor does what two rows of the roster share.
async function joinRoster(table, by, columns) {
  const onDisc = new Map();
  const people = await searchRows();
  for (const row of people) {
    const key = joinKey(by === "code" ? row[3] : row[2]);
    onDisc.set(key, (onDisc.get(key) || 0) + 1);
  }
  const bare = onDisc.get("") || 0;
  onDisc.delete("");
  const shared = new Map(Array.from(onDisc).filter(([, count]) => count > 1));
  const byKey = new Map();
  const twiceKeys = new Set();
  const joined = { by, byKey, people: people.length, bare, shared, twiceKeys, twice: [], unclear: [], unmatched: [] };
  const cell = (row, id) => (columns[id] >= 0 ? tidyText(row.cells[columns[id]] || "", limits.text) : "");
  for (const row of table.rows) {
    const key = joinKey(row.cells[columns[by]]);
    if (shared.has(key)) {
      joined.unclear.push(row.number);
    } else if (byKey.has(key)) {
      joined.twice.push([byKey.get(key).line, row.number]);
      twiceKeys.add(key);
    } else {
      const entry = { line: row.number, name: cell(row, "name"), number: cell(row, "number"), identity: cell(row, "identity") };
      if (onDisc.has(key)) { byKey.set(key, entry); } else { joined.unmatched.push(entry); }
    }
  }
  for (const key of twiceKeys) { byKey.delete(key); }
  joined.inShared = Array.from(shared.values()).reduce((sum, count) => sum + count, 0);
  joined.absent = joined.people - byKey.size - bare - joined.inShared - twiceKeys.size;
  return joined;
}

// A code is one person's on the whole disc, so it goes before the serial wherever disc and roster both have it.
async function usualKey(table) {
  if (table.guess.code < 0) { return "serial"; }
  const people = await searchRows();
  return people.some((row) => row[3] !== "") ? "code" : "serial";
}

function rosterIsChosen() { return roster.byKey !== null; }

function rosterKey(person) { return joinKey(roster.by === "code" ? person.code : person.serial); }

function rosterRowOf(person) { return (roster.byKey && roster.byKey.get(rosterKey(person))) || null; }

// Why the chosen roster gives a person no name.
function rosterGap(person) {
  const key = rosterKey(person);
  if (key === "") { return roster.by === "code" ? "这个人没有采集码" : "这个人没有拍摄序号，请按采集码对应"; }
  if (roster.shared.has(key)) { return roster.by === "code" ? "采集码与别人重复" : "拍摄序号与别人重复，请按采集码对应"; }
  return roster.twiceKeys.has(key) ? "名单里有两行，请核对名单" : "名单里没有这个人";
}
