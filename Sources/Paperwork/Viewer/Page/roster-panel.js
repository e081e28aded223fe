// Code mode: the school's officer chooses the school's own roster; what is read stays in this page.
function openRosterPanel() {
  const out = make("div", { class: "stack" });
  const file = make("input", { type: "file", id: "roster-file", accept: ".xlsx,.csv,.dbf,.txt", "data-first": true });
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) { return; }
    refill(out, make("p", { class: "hint" }, "正在读取名单……"));
    try {
      const tables = await readRoster(chosen);
      const keys = await Promise.all(tables.map(usualKey));
      refill(out, rosterChoices(tables.map((table, at) => Object.assign(table, { by: keys[at] })), chosen.name, () => layer.close()));
      out.querySelector("select").focus();
    } catch (trouble) {
      refill(out, troubleNotice(trouble));
    }
  });
  // So that the same file can be chosen again once it is put right.
  file.addEventListener("click", () => { file.value = ""; });
  const layer = openLayer("用学校自己的名单显示姓名", make("div", { class: "stack" },
    make("p", {}, "光盘上只有采集码和拍摄序号。请选学校自己的学生名单（Excel .xlsx、CSV 或 DBF），要有“采集码”或“拍摄序号”一列；采集码不会重复，最好用它。"),
    make("p", { class: "notice" }, make("strong", {}, "名单只在这台电脑的这个页面里使用："),
      "不上传，不写进核对结果，也不留在浏览器里；关掉页面就没有了，下次打开要重新选。"),
    make("div", { class: "field" }, make("label", { for: "roster-file" }, "学生名单"), file), out), { wide: true });
}

function rosterChoices(tables, fileName, done) {
  const area = make("div", { class: "stack" });
  const draw = (table) => {
    const state = make("div", { role: "status" });
    const choice = { by: table.by, columns: Object.assign({}, table.guess) };
    const accept = button("显示姓名", () => {
      Object.assign(roster, choice.joined, { fileName });
      showEverything();
      done();
    }, { kind: "primary" });
    const update = async () => {
      accept.disabled = true;
      choice.joined = null;
      try {
        if (choice.columns[choice.by] < 0) {
          throw new Trouble(`名单里认不出“${choice.by === "code" ? "采集码" : "拍摄序号"}”一列`, "请在上面选出这一列；没有这一列的，请先按班级名单补上再选。");
        }
        choice.joined = await joinRoster(table, choice.by, choice.columns);
        if (choice.joined.byKey.size + choice.joined.unclear.length + choice.joined.twice.length === 0) {
          throw new Trouble(`名单的 ${table.rows.length} 行没有一行对得上光盘`, "请核对选的列、选的名单是不是这一批的。");
        }
        refill(state, joinReport(table, choice.joined));
        accept.disabled = choice.joined.byKey.size === 0;
      } catch (trouble) {
        refill(state, troubleNotice(trouble));
      }
    };
    const key = make("select", { id: "roster-by", onchange: (event) => { choice.by = event.target.value; update(); } },
      [["code", "采集码"], ["serial", "拍摄序号"]].map(([value, word]) => make("option", { value, selected: value === choice.by }, word)));
    refill(area, make("div", { class: "columns" },
      make("div", { class: "field" }, make("label", { for: "roster-by" }, "按哪一项对应"), key),
      rosterColumns.map((column) => columnChoice(column, table, choice, update))), state,
    make("div", { class: "buttons" }, accept));
    update();
  };
  // The sheet that knows most columns is likely the list.
  const known = (table) => Object.values(table.guess).filter((at) => at >= 0).length;
  const best = tables.reduce((found, table, at) => (known(table) > known(tables[found]) ? at : found), 0);
  draw(tables[best]);
  if (tables.length === 1) { return area; }
  const sheet = make("select", { id: "roster-sheet", onchange: (event) => draw(tables[Number(event.target.value)]) },
    tables.map((table, at) => make("option", { value: at, selected: at === best }, `${table.name}（${table.rows.length} 行）`)));
  return make("div", { class: "stack" }, make("div", { class: "field" }, make("label", { for: "roster-sheet" }, "工作表"), sheet), area);
}

function columnChoice(column, table, choice, update) {
  const pick = (event) => {
    choice.columns[column.id] = Number(event.target.value);
    update();
  };
  const options = [["", -1]].concat(table.headers.map((header, at) => [header || `第 ${at + 1} 列`, at]));
  return make("div", { class: "field" }, make("label", { for: `roster-${column.id}` }, `“${column.word}”是哪一列`),
    make("select", { id: `roster-${column.id}`, onchange: pick },
      options.map(([word, at]) => make("option", { value: at, selected: at === choice.columns[column.id] }, word || "（没有）"))));
}

function joinReport(table, joined) {
  const lines = [`名单 ${table.rows.length} 行，对上 ${joined.byKey.size} 人；光盘上 ${joined.people} 人，${joined.people - joined.byKey.size} 人没有对上。`].concat(gapLines(joined));
  if (joined.unmatched.length > 0) {
    lines.push(`名单里 ${joined.unmatched.length} 行在光盘上没有对应的人${placesOf(joined.unmatched.map((entry) => entry.line))}。`);
  }
  for (const [first, second] of joined.twice.slice(0, 3)) { lines.push(`第 ${first} 行和第 ${second} 行是同一个${keyWord(joined)}，都不采用，请核对。`); }
  if (joined.twice.length > 3) { lines.push(`这样重复的共 ${joined.twice.length} 处。`); }
  const isClean = joined.byKey.size === joined.people && joined.unmatched.length + joined.twice.length === 0;
  return make("div", { class: isClean ? "notice right" : "notice look" }, lines.map((line) => make("p", {}, line)));
}

function keyWord(joined) { return joined.by === "code" ? "采集码" : "拍摄序号"; }

// Why people of the disc have no name, each reason with its number and what to do.
function gapLines(joined) {
  const lines = [];
  const word = keyWord(joined);
  if (joined.shared.size > 0) {
    lines.push(`光盘上有 ${joined.shared.size} 个${word}重复，${joined.by === "code" ? "请与采集单位联系" : "请按采集码对应"}；这 ${joined.inShared} 人仍显示采集码。`);
  }
  if (joined.bare > 0) { lines.push(`光盘上 ${joined.bare} 人没有${word}${joined.by === "code" ? "" : "，按采集码才对得上"}。`); }
  if (joined.twiceKeys.size > 0) { lines.push(`光盘上 ${joined.twiceKeys.size} 人在名单里有两行以上，仍显示采集码。`); }
  if (joined.absent > 0) { lines.push(`光盘上 ${joined.absent} 人不在名单里，仍显示采集码。`); }
  return lines;
}

function placesOf(lines) { return lines.length > 8 ? `（第 ${lines.slice(0, 8).join("、")} 行等）` : `（第 ${lines.join("、")} 行）`; }
