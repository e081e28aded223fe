// All classes with their progress, and the list of what was found.
function drawOverview() {
  if (here.view === "found") { drawFound(); } else { drawAll(); }
}

function drawAll() {
  const count = discCount();
  const next = disc.classes.find((group) => classCount(group).open > 0);
  const missing = disc.classes.reduce((sum, group) => sum + group.people - group.pictures, 0);
  const begin = next && button(count.judged === 0 ? "从第一个班开始" : `接着核对：${className(next)}`, () => go("class", next), { kind: "primary" });
  const row = (group) => {
    const state = classCount(group);
    const bar = make("progress", { class: state.open === 0 ? "bar full" : "bar", max: Math.max(1, state.people), value: state.judged });
    return make("tr", {}, make("th", { scope: "row" }, make("button", { type: "button", class: "link-button", onclick: () => go("class", group) }, className(group))),
      [state.people, group.people - group.pictures || "", state.right || "", state.found || "", state.open || ""].map((value) => make("td", { class: "num" }, String(value))),
      make("td", { class: "bar-column" }, bar));
  };
  const body = make("tbody", {});
  refill(parts.main, make("div", { class: "class-head" },
    make("div", {}, make("h1", {}, "全部班级"), make("p", { class: "soft figures" },
      `${disc.classes.length} 个班 ${count.people} 人，缺照片 ${missing} 人；正确 ${count.right} 人，问题 ${count.found} 人，还没有核对 ${count.open} 人`)),
    make("div", { class: "acts" }, begin || button("保存核对结果", openFiles, { kind: "primary" }))),
  rosterNotice(),
  disc.classes.length === 0 && make("p", { class: "notice look" }, "光盘上没有班级。请确认打开的是整张光盘；仍然没有，请与采集单位联系。"),
  make("div", { class: "overview" }, make("table", {}, make("thead", {}, make("tr", {},
    ["班级", "人数", "缺照片", "正确", "问题", "没有核对", "进度"].map((word, at) => make("th", { scope: "col", class: at > 0 && at < 6 ? "num" : "" }, word)))),
  body)));
  fillRows(body, disc.classes, row);
}

// Hundreds of rows come a part at a time, so that the first ones are there at once.
function fillRows(body, groups, row) {
  const part = 40;
  body.append(...groups.slice(0, part).map(row));
  if (groups.length > part) { window.setTimeout(() => { if (body.isConnected) { fillRows(body, groups.slice(part), row); } }, 15); }
}

function rosterNotice() {
  if (!disc.isCode) { return null; }
  const out = make("div", { class: "stack" });
  refill(out, rosterIsChosen()
    ? make("div", { class: "notice right" }, make("p", {}, make("strong", {}, `正在用“${roster.fileName}”显示姓名。`), "只在这个页面里，关掉就没有了。"),
      roster.byKey.size < roster.people && make("p", {}, `光盘上 ${roster.people} 人，对上 ${roster.byKey.size} 人，${roster.people - roster.byKey.size} 人没有对上。`, gapLines(roster)))
    : make("div", { class: "notice look" }, make("p", {}, make("strong", {}, "现在只显示采集码。"), "请选学校自己的名单，照片下面就有姓名；名单不离开这台电脑。"), button("选学校名单", openRosterPanel)),
  rosterIsChosen() && roster.unmatched.length > 0 && make("details", {}, make("summary", {}, `名单里有、光盘上没有的 ${roster.unmatched.length} 人（不写进核对结果）`),
    make("p", { class: "hint" }, "漏拍的请通知参加补拍；已经拍过的，请与采集单位联系。"),
    make("ul", { class: "unmatched" }, roster.unmatched.slice(0, 500).map((entry) => make("li", {}, `第 ${entry.line} 行 ${entry.name} ${entry.number}`)))));
  return out;
}

async function drawFound() {
  const groups = disc.classes.filter((group) => classCount(group).found > 0);
  const area = make("div", { class: "found-list" }, make("p", { class: "hint" }, "正在读取……"));
  refill(parts.main, make("div", { class: "class-head" }, make("div", {}, make("h1", {}, "问题清单"),
    make("p", { class: "soft figures" }, `${discCount().found} 人；点一行回到这个人`))), area);
  const lines = [];
  try {
    for (const group of groups) {
      const people = await classPeople(group);
      for (const person of people) {
        const record = recordOf(person);
        if (record && record.verdicts[0] !== "right") { lines.push([person, record]); }
      }
      if (lines.length > 1000) { break; }
    }
  } catch (trouble) {
    refill(area, troubleNotice(trouble));
    return;
  }
  refill(area, lines.length === 0 && make("p", { class: "hint" }, "还没有标出问题。核对时按 2–5 标出的人会列在这里。"),
    lines.slice(0, 1000).map(([person, record]) => make("button", { type: "button", class: "found-line", onclick: () => go("class", person.group, person.row, true) },
      make("b", {}, nameOf(person)), make("span", { class: "soft figures" }, `${className(person.group)} · ${numberOf(person) || person.serial}`),
      make("span", { class: "marks" }, verdictMark(record)), make("span", {}, recordDetail(record)))));
}
