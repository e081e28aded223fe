// What lies on the disc: an index, a file for each class, and a few files for searching. They are scripts, because a page that was
// opened from a disc may not fetch anything.
const disc = { index: null, classes: [], people: new Map() };
const waitingFiles = new Map();
const loadedFiles = new Map();

window.biyingDisc = (name, data) => {
  const waiting = waitingFiles.get(name);
  waitingFiles.delete(name);
  if (waiting) { waiting(data); }
};

const scriptPolicy = window.trustedTypes ? window.trustedTypes.createPolicy("biying-disc", { createScriptURL: dataAddress }) : { createScriptURL: dataAddress };

function dataAddress(name) {
  if (!/^(index|class-[0-9]{4,5}|search-[0-9]{1,3})$/.test(name)) { throw new Error("data file"); }
  return `data/${name}.js`;
}

function discFile(name) {
  const known = loadedFiles.get(name);
  if (known) { return known; }
  const loading = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waitingFiles.set(name, resolve);
    const fail = () => {
      if (waitingFiles.delete(name)) {
        loadedFiles.delete(name);
        reject(new Trouble(`光盘上的 data/${name}.js 读不出来`,
          "请把整张光盘复制到电脑的硬盘上，再打开复制好的 index.html；复制也失败，说明光盘有划伤，请与采集单位联系重发。"));
      }
      script.remove();
    };
    script.onload = fail;
    script.onerror = fail;
    script.src = scriptPolicy.createScriptURL(name);
    document.head.append(script);
  });
  loadedFiles.set(name, loading);
  return loading;
}

async function openDisc() {
  const index = await discFile("index");
  if (index.version !== 1) { throw new Trouble("光盘的数据与这个网页不是同一个版本", "请不要把不同光盘的文件混放在一起。"); }
  disc.index = index;
  disc.isCode = index.mode === "code";
  disc.columns = index.columns;
  disc.classes = index.classes.map(([id, category, department, name, people, pictures], at) => (
    { at, id, category, department, name, people, pictures, list: null }));
  disc.classByID = new Map(disc.classes.map((group) => [group.id, group]));
  disc.peopleCount = disc.classes.reduce((sum, group) => sum + group.people, 0);
}

async function classPeople(group) {
  if (group.list) { return group.list; }
  const rows = await discFile(`class-${String(group.at + 1).padStart(4, "0")}`);
  // Two callers may have waited for the same file.
  if (!group.list) {
    group.list = rows.map(([id, code, serial, picture, ...values], row) => ({ id, code, serial, picture, values, row, group }));
    for (const person of group.list) { disc.people.set(person.id, person); }
    dropStrangers(group);
  }
  return group.list;
}

// Every person as [class, row, serial, code, name, student number, identity number, serial as it is compared].
async function searchRows() {
  if (!disc.searchRows) {
    const rows = [];
    for (let part = 1; part <= disc.index.searches; part += 1) {
      for (const row of await discFile(`search-${part}`)) { rows.push(row.concat([joinKey(row[2])])); }
    }
    disc.searchRows = rows;
  }
  return disc.searchRows;
}

function className(group) { return [group.category, group.department, group.name || "（没有班级）"].filter(Boolean).join(" · "); }

function columnWord(code) {
  if (code === "PSXH") { return "拍摄序号"; }
  const column = disc.columns.find(([known]) => known === code);
  return column ? column[1] : code;
}

function valueOf(person, code) {
  if (code === "PSXH") { return person.serial; }
  const at = disc.columns.findIndex(([known]) => known === code);
  return at < 0 ? "" : person.values[at];
}

// In code mode names come from the school's own roster, if one was chosen, and stay on this page.
function nameOf(person) {
  if (!disc.isCode) { return valueOf(person, "XM") || "（没有姓名）"; }
  const row = rosterRowOf(person);
  return row ? row.name || "（名单里没有姓名）" : person.code || person.serial;
}

function numberOf(person) {
  if (!disc.isCode) { return valueOf(person, "XH"); }
  const row = rosterRowOf(person);
  return row ? row.number : "";
}

// What the captions say, in their order.
function captions(person) {
  const lines = disc.columns.map(([code, word], at) => [code, word, person.values[at]]);
  if (disc.isCode) {
    const row = rosterRowOf(person);
    if (row) { lines.push(["XM", "姓名", row.name], ["XH", "学号", row.number], ["SFZH", "身份证号", row.identity]); }
    if (!row && rosterIsChosen()) { lines.push(["", "学校名单", rosterGap(person)]); }
    lines.push(["CODE", "采集码", person.code]);
  }
  lines.push(["PSXH", "拍摄序号", person.serial]);
  return lines;
}

function pictureAddress(person) { return person.picture.split("/").map(encodeURIComponent).join("/"); }
