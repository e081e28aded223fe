// The forms of a finding in the large view: digits choose, Enter saves, Esc leaves; and the questions that stand before the sheet.
function openFinding(tile, id) {
  const inner = { photo: photoForm, data: dataForm, person: partnerForm }[id](tile);
  largeBox.querySelector("[data-area]").replaceChildren(inner);
  largeBox.dataset.form = id;
  const first = inner.querySelector("input");
  first.focus();
  if (first.type !== "checkbox") { first.select(); }
  inner.scrollIntoView({ block: "nearest" });
}

function closeFinding() {
  delete largeBox.dataset.form;
  showVerdicts();
  largeBox.focus({ preventScroll: true });
}

// A form that saves by Enter; `details()` gives what is to be kept, or a sentence about what is missing.
function findingForm(tile, id, details, ...content) {
  const record = recordOf(tile);
  const error = make("p", { class: "field-error", role: "alert" });
  const save = () => {
    const found = details();
    if (typeof found === "string") { error.textContent = found; return; }
    decide(tile, withFinding(tile, id, found));
    advance(record === null);
  };
  const drop = () => {
    decide(tile, withFinding(tile, id, null));
    closeFinding();
  };
  const submit = make("button", { type: "submit", class: "button" }, "记下，看下一人", make("kbd", {}, "Enter"));
  const inner = make("form", { class: "verify-finding", novalidate: true }, make("h2", {}, verdicts.find((verdict) => verdict.id === id).word), content, error,
    make("div", { class: "row" }, submit, record && record.verdicts.includes(id) && button("去掉这个问题", "", drop), button("取消", "Esc", closeFinding)));
  inner.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  // Enter in a check box would do nothing by itself.
  inner.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.type === "checkbox") { event.preventDefault(); save(); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); closeFinding(); }
  });
  return inner;
}

function field(word, input, hint) {
  return make("div", { class: "field" }, make("label", { for: input.id }, word), input, hint && make("p", { class: "hint" }, hint));
}

function noteField(tile) {
  const record = recordOf(tile);
  return make("input", { id: "verify-note", autocomplete: "off", maxlength: 300, value: (record && record.note) || "" });
}

function photoForm(tile) {
  const record = recordOf(tile);
  const rows = faults.map(({ id, word }, at) => {
    const box = make("input", { type: "checkbox", id: `verify-fault-${id}` });
    box.checked = Boolean(record && record.photo.includes(id));
    return { id, box, row: make("div", { class: "choice" }, box, make("label", { for: box.id }, make("kbd", {}, String(at + 1)), ` ${word}`)) };
  });
  const note = noteField(tile);
  const inner = findingForm(tile, "photo", () => {
    const photo = rows.filter(({ box }) => box.checked).map(({ id }) => id);
    return photo.length === 0 ? "请按数字选一种问题" : { photo, note: note.value.trim() };
  }, make("div", { class: "verify-choices" }, rows.map(({ row }) => row)), field("说明（可以不写）", note));
  inner.addEventListener("keydown", (event) => {
    const picked = event.target.type === "checkbox" && /^[1-9]$/.test(event.key) && !event.ctrlKey && !event.altKey ? rows[Number(event.key) - 1] : null;
    if (picked) {
      event.preventDefault();
      picked.box.checked = !picked.box.checked;
      picked.box.focus();
    }
  });
  return inner;
}

function valueOf(tile, code) {
  if (code === "XM") { return tile.dataset.name; }
  const line = tile.querySelector(`[data-column="${code}"]`);
  return line ? line.dataset.value : "";
}

function dataForm(tile) {
  const record = recordOf(tile);
  const known = (record && record.data) || {};
  const inputs = columns.map(({ code, word }) => {
    const input = make("input", { id: `verify-new-${code}`, autocomplete: "off", spellcheck: "false", maxlength: 200, value: code in known ? known[code] : valueOf(tile, code) });
    input.addEventListener("focus", () => input.select());
    return { code, word, input };
  });
  const note = noteField(tile);
  let warned = "";
  return findingForm(tile, "data", () => {
    const data = {};
    for (const { code, input } of inputs) {
      const text = input.value.trim();
      if (text !== valueOf(tile, code).trim()) { data[code] = text; }
    }
    if (Object.keys(data).length === 0) { return "请把错的那一项改成对的"; }
    const warning = data.SFZH ? numberWarning(data.SFZH) : "";
    if (warning && warned !== data.SFZH) {
      warned = data.SFZH;
      return `${warning}；核对原件无误的，再按一次回车`;
    }
    return { data, note: note.value.trim() };
  }, make("p", { class: "hint" }, "直接改成对的内容，只改错的那一项；Tab 到下一项。"),
  make("div", { class: "verify-fields" }, inputs.map(({ word, input }) => field(word, input))), field("说明（可以不写）", note));
}

// GB 11643: the last place follows from the seventeen before it.
function numberWarning(text) {
  if (!/^[0-9]{17}[0-9Xx]$/.test(text)) { return /^[0-9Xx]{16,}$/.test(text) ? `身份证号现在是 ${text.length} 位，应为 18 位` : ""; }
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const last = "10X98765432"[weights.reduce((sum, weight, at) => sum + weight * Number(text[at]), 0) % 11];
  return text[17].toUpperCase() === last ? "" : `身份证号校验位应为 ${last}`;
}

function partnerForm(tile) {
  const record = recordOf(tile);
  const input = make("input", { id: "verify-partner", autocomplete: "off", maxlength: 200, value: (record && record.partner) || "" });
  const note = noteField(tile);
  return findingForm(tile, "person", () => ({ partner: input.value.trim(), note: note.value.trim() }),
    field("照片上实际是谁（学号）", input, "不知道可以空着。连着几个人都错一位的，只标出来即可，整批由采集单位更正。"), field("说明（可以不写）", note));
}

// --- Questions before the sheet

function openLayer(title, ...content) {
  const layer = make("dialog", { class: "verify-layer", "aria-label": title }, make("h2", {}, title), content);
  layer.addEventListener("close", () => { layer.remove(); focusHere(); });
  document.body.append(layer);
  layer.showModal();
  const first = layer.querySelector("[data-first]") || layer.querySelector("button");
  if (first) { first.focus(); }
  return layer;
}

function someNames(people) {
  const names = people.slice(0, 8).map((tile) => tile.dataset.name).join("、");
  return people.length > 8 ? `${names} 等` : names;
}

// 其余都正确, with how many were really looked at.
function openRest() {
  const open = tiles.filter((tile) => !tile.dataset.verdicts);
  if (open.length === 0) { say("这一页的人都核对过了，按 ] 到下一班"); return; }
  if (root.dataset.reading) { say("您可以看，不能改结论", "look"); return; }
  const bare = open.filter((tile) => obstacle(tile, "missing") === null);
  const rest = open.filter((tile) => obstacle(tile, "right") === null);
  const failing = open.filter((tile) => broken.has(tile));
  const byLook = (look) => rest.filter((tile) => (looks.get(tile) || 0) === look);
  const never = byLook(0);
  const accept = () => {
    const changed = rest.concat(bare).map((tile) => [tile, recordOf(tile)]);
    const body = [["department", root.dataset.department], ["class", root.dataset.class], ["operation", newOperation()]]
      .concat(changed.map(([tile]) => ["seen", `${seenOf(tile)} ${lookOf(tile)}`]));
    layer.close();
    undoSteps.push(changed);
    for (const [tile] of changed) { show(tile, { verdicts: [bare.includes(tile) ? "missing" : "right"], photo: [], data: {}, partner: "", note: "" }); }
    enqueue(root.dataset.rest, body, changed);
    if (failing.length === 0) { openDone(); } else { go(tiles.indexOf(failing[0]), isLarge); }
  };
  const words = [rest.length && `把 ${rest.length} 人标为正确`, bare.length && `${bare.length} 人标为缺照片`].filter(Boolean).join("，");
  const take = button(words, "", accept, never.length > 0 ? "quiet" : "");
  const look = never.length > 0 && button(`先看没有看到的 ${never.length} 人`, "", () => { layer.close(); go(tiles.indexOf(never[0]), true); }, "");
  (look || take).setAttribute("data-first", "");
  const layer = openLayer("全班其余都正确？",
    make("ul", {}, make("li", {}, `放大看过 ${byLook(2).length} 人`), make("li", {}, `在全班一览里看过 ${byLook(1).length} 人`),
      make("li", {}, `照片还没有在屏幕上出现过 ${never.length} 人`, never.length > 0 && `：${someNames(never)}`)),
    bare.length > 0 && make("p", {}, `另有 ${bare.length} 人缺照片：${someNames(bare)}。将标为“缺照片”，报给采集单位。`),
    failing.length > 0 && make("p", { class: "notice look" }, `${failing.length} 人的照片打不开：${someNames(failing)}。请逐个按 3 标出，不会标为正确。`),
    make("div", { class: "row" }, look, words && take, button("取消", "Esc", () => layer.close())));
}

function openDone() {
  const open = tally.people - tally.right - tally.found;
  const next = root.dataset.next;
  const on = next ? button("下一班", "Enter", () => { layer.close(); beside("next"); }, "") : button("看全部班级", "Enter", () => location.assign(root.dataset.list), "");
  on.setAttribute("data-first", "");
  const layer = openLayer(open === 0 ? "这个班核对完了" : "这一页核对完了",
    make("p", { class: "figures" }, `正确 ${tally.right} 人，问题 ${tally.found} 人${open > 0 ? `；其他页还有 ${open} 人没有核对` : ""}。`),
    make("div", { class: "row" }, on, button("留在这个班", "Esc", () => layer.close())));
}

function openKeys() {
  const lines = verdicts.map((verdict) => [verdict.key, verdict.word]).concat([["← → ↑ ↓", "换人"], ["Enter 空格", "看大图；大图里空格看下一人"], ["A", "其余都正确"], ["U", "撤销"],
    ["D", "排密"], ["[ ]", "上一班、下一班"], ["Esc", "回到全班、全部班级"]]);
  const layer = openLayer("按键", make("dl", { class: "verify-facts" }, lines.map(([key, word]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, word)])),
    make("div", { class: "row" }, button("知道了", "Esc", () => layer.close())));
}
