// 不是本人: who it really is can be chosen from the disc, typed, or left open.
function partnerForm(person) {
  const record = recordOf(person);
  const kept = (record && record.partner) || null;
  const hits = make("div", { class: "hits", role: "listbox", "aria-label": "可能的人" });
  const word = disc.isCode ? "实际是谁：采集码或拍摄序号" : "实际是谁：学号、姓名或拍摄序号";
  const input = make("input", { id: "partner", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-expanded": "false", "data-first": true, value: kept ? kept.number : "" });
  let chosen = kept && kept.id ? { id: kept.id, number: kept.number } : null;
  const finder = hitFinder(input, hits, (row, other) => {
    chosen = { id: other.id, number: numberForPartner(other) };
    input.value = chosen.number;
    finder.clear();
  }, person);
  input.addEventListener("input", () => { chosen = null; });
  return problemForm(person, "person", "不是本人", () => {
    const text = tidyText(input.value, limits.text);
    if (text === "") { return { partner: undefined }; }
    if (chosen) { return { partner: chosen }; }
    if (disc.isCode) { throw new Trouble("光盘上没有这个拍摄序号或采集码；请从下面选，或者空着"); }
    return { partner: { number: text } };
  }, make("div", { class: "field" }, make("label", { for: "partner" }, word, make("span", { class: "optional" }, "（不知道可以空着）")), input, hits),
  make("p", { class: "hint" }, "输入后用 ↓ 选人，回车选定；再按回车记下。连着几个人都错一位的，只标出来即可，整批由采集单位更正。"));
}

function numberForPartner(person) { return disc.isCode ? person.code || person.serial : valueOf(person, "XH") || person.serial; }

// A field with hits under it: arrows move, Enter or a click takes one. Used for the partner and for the search.
function hitFinder(input, list, take, without) {
  let rows = [];
  let at = -1;
  let turn = 0;
  const clear = () => {
    rows = [];
    at = -1;
    refill(list);
    input.setAttribute("aria-expanded", "false");
  };
  const point = (next) => {
    at = next;
    Array.from(list.querySelectorAll(".hit")).forEach((hit, index) => {
      hit.setAttribute("aria-selected", String(index === at));
      if (index === at) { hit.scrollIntoView({ block: "nearest" }); }
    });
  };
  const pick = async (row) => {
    const group = disc.classes[row[0]];
    const people = await classPeople(group);
    take(row, people[row[1]]);
  };
  const update = async () => {
    const mine = (turn += 1);
    const text = input.value;
    if (tidyText(text, 60) === "") { clear(); return; }
    const found = find(text, await searchRows(), 40, without);
    if (mine !== turn) { return; }
    rows = found.rows;
    refill(list, rows.map((row) => hitLine(row, () => pick(row))),
      make("p", { class: "hint" }, found.count === 0 ? nothingFound() : found.count > rows.length ? `共 ${found.count} 人，再多输入几个字` : `共 ${found.count} 人`));
    input.setAttribute("aria-expanded", String(rows.length > 0));
    point(-1);
  };
  // Typing is not held up: hits come when the fingers rest, or at once for Enter.
  let waiting = 0;
  input.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => { waiting = 0; update(); }, 60);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && at < rows.length - 1) { point(at + 1); event.preventDefault(); }
    if (event.key === "ArrowUp" && at >= 0) { point(at - 1); event.preventDefault(); }
    if (event.key === "Enter" && (at >= 0 || finder.firstByEnter)) {
      event.preventDefault();
      takeFirst();
    }
  });
  const takeFirst = async () => {
    if (waiting) {
      window.clearTimeout(waiting);
      waiting = 0;
      await update();
    }
    if (rows.length > 0) { pick(rows[Math.max(0, at)]); }
  };
  const finder = { clear, firstByEnter: false };
  return finder;
}

function nothingFound() {
  if (!disc.isCode) { return "没有找到，请少输几个字，或改用学号、拍摄序号"; }
  return rosterIsChosen() ? "没有找到，请改用采集码或拍摄序号" : "没有找到，请核对采集码；选了学校名单，还可以用姓名、学号找";
}

function hitLine(row, act) {
  const group = disc.classes[row[0]];
  const known = namesOfRow(row);
  return make("div", { class: "hit", role: "option", "aria-selected": "false", onclick: act },
    make("b", {}, known.name), make("span", { class: "figures" }, [known.number, row[2] && `序号 ${row[2]}`, disc.isCode && row[3]].filter(Boolean).join(" · ")),
    make("span", { class: "soft" }, className(group)));
}
