// Search over everybody on the disc: name, student number, the end of an identity number, serial, code.
function namesOfRow(row) {
  if (!disc.isCode) { return { name: row[4], number: row[5], identity: row[6] }; }
  const known = roster.byKey && roster.byKey.get(roster.by === "code" ? joinKey(row[3]) : row[7]);
  return known || { name: row[3] || row[2], number: "", identity: "" };
}

// How well a person fits what was typed; 0 for not at all.
function fitOf(row, text, key) {
  const known = disc.isCode ? namesOfRow(row) : null;
  const [name, number, identity] = known ? [known.name, known.number, known.identity] : [row[4], row[5], row[6]];
  if (name.includes(text)) { return name.startsWith(text) ? 3 : 2; }
  if (row[2] === text || row[3] === text || number === text || identity === text || (row[7] === key && key !== "")) { return 4; }
  if (text.length < 3) { return 0; }
  if (number.startsWith(text) || number.endsWith(text) || row[3].startsWith(text) || row[3].endsWith(text)) { return 2; }
  if (identity.endsWith(text)) { return 2; }
  return row[2].endsWith(text) ? 1 : 0;
}

// `without` is the person one stands at: classmates come first then, and never that person.
function find(typed, rows, limit, without) {
  const plain = tidyText(typed.normalize("NFKC"), 60);
  // The last place of an identity number is a capital X.
  const text = /^[0-9]+x$/.test(plain) ? plain.toUpperCase() : plain;
  const key = joinKey(text);
  const hits = [];
  for (const row of rows) {
    let fit = fitOf(row, text, key);
    if (fit > 0 && without && row[0] === without.group.at) { fit = row[1] === without.row ? 0 : fit + 5; }
    if (fit > 0) { hits.push([fit, row]); }
  }
  hits.sort((a, b) => b[0] - a[0]);
  return { count: hits.length, rows: hits.slice(0, limit).map((hit) => hit[1]) };
}

function openSearch() {
  const hits = make("div", { class: "hits tall", role: "listbox", "aria-label": "找到的人" });
  const input = make("input", { id: "search", type: "search", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-expanded": "false", "data-first": true });
  const word = disc.isCode ? "拍摄序号、采集码（选了学校名单的，也可以用姓名、学号）" : "姓名、学号、身份证号的后几位或拍摄序号";
  const finder = hitFinder(input, hits, (row, person) => {
    layer.close();
    go("class", person.group, person.row, true);
  });
  finder.firstByEnter = true;
  const layer = openLayer("搜索", make("div", { class: "stack" },
    make("div", { class: "field wide" }, make("label", { for: "search" }, word), input), hits), { wide: true });
}
