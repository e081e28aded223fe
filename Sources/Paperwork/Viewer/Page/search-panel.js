// Search over everybody on the disc: name, student number, the end of an identity number, serial, code.
function namesOfRow(row) {
  if (!disc.isCode) { return { name: row[4], number: row[5], identity: row[6] }; }
  const known = roster.byKey && roster.byKey.get(joinKey(roster.by === "code" ? row[3] : row[2]));
  return known || { name: row[3] || row[2], number: "", identity: "" };
}

// How well a person fits what was typed; 0 for not at all.
function fitOf(row, text, key) {
  const known = namesOfRow(row);
  if (known.name.includes(text)) { return known.name.startsWith(text) ? 3 : 2; }
  if (row[2] === text || row[3] === text || known.number === text || known.identity === text) { return 4; }
  if (/^[0-9]+$/.test(key) && joinKey(row[2]) === key) { return 4; }
  if (text.length < 3) { return 0; }
  if (known.number.startsWith(text) || known.number.endsWith(text) || row[3].startsWith(text) || row[3].endsWith(text)) { return 2; }
  if (known.identity.toUpperCase().endsWith(text.toUpperCase())) { return 2; }
  return row[2].endsWith(text) ? 1 : 0;
}

// `without` is the person one stands at: classmates come first then, and never that person.
function find(typed, rows, limit, without) {
  const text = tidyText(typed.normalize("NFKC"), 60);
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
