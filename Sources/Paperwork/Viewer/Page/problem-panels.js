// The forms of a finding, under the person's caption: digits choose, Enter saves, Esc leaves.
function openProblem(person, id) {
  const forms = { photo: photoForm, data: dataForm, person: partnerForm };
  const form = forms[id](person);
  refill(parts.verdictArea, form);
  parts.largeFrame.setAttribute("data-form", id);
  const first = form.querySelector("[data-first]") || form.querySelector("input");
  first.focus();
  if (first.select && first.type !== "checkbox") { first.select(); }
  form.scrollIntoView({ block: "nearest" });
}

function closeProblem() {
  parts.largeFrame.removeAttribute("data-form");
  showVerdictButtons();
  parts.largeFrame.focus({ preventScroll: true });
}

// A form that saves by Enter; `details()` gives what is to be kept, or throws Trouble.
function problemForm(person, id, title, details, ...content) {
  const record = recordOf(person);
  const error = make("p", { class: "field-error", role: "alert" });
  const save = () => {
    try {
      const found = details();
      decide([[person, withFinding(person, id, found)]], `${nameOf(person)}：${title}`);
      showVerdictButtons();
      advance(record === null);
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) { throw trouble; }
      error.textContent = trouble.message;
    }
  };
  const drop = () => {
    decide([[person, withFinding(person, id, null)]], `${nameOf(person)}：去掉“${title}”`);
    closeProblem();
  };
  const form = make("form", { class: "problem", "data-problem": id, novalidate: true }, make("h2", {}, title), content, error,
    make("div", { class: "buttons" },
      make("button", { type: "submit", class: "button" }, make("span", {}, "记下，看下一人"), keyMark("Enter")),
      record && record.verdicts.includes(id) && button("去掉这个问题", drop), button("取消", closeProblem, { key: "Esc" })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  // Enter in a check box would do nothing by itself.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.type === "checkbox") { event.preventDefault(); save(); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); closeProblem(); }
  });
  return form;
}

function noteField(record) {
  if (disc.isCode) { return null; }
  return make("div", { class: "field" }, make("label", { for: "note" }, "说明", make("span", { class: "optional" }, "（可以不写）")),
    make("input", { id: "note", name: "note", autocomplete: "off", value: (record && record.note) || "" }));
}

function noteIn(form) { return form.elements.note ? tidyText(form.elements.note.value, limits.note) : ""; }

function photoForm(person) {
  const record = recordOf(person);
  const boxes = photoFaults.map(([id, word], at) => {
    const box = make("input", { type: "checkbox", id: `fault-${id}`, checked: Boolean(record && record.photo && record.photo.includes(id)), "data-first": at === 0 });
    return { id, box, row: make("div", { class: "choice" }, box, make("label", { for: `fault-${id}` }, make("kbd", { class: "key" }, String(at + 1)), word)) };
  });
  const form = problemForm(person, "photo", "照片问题", () => {
    const photo = boxes.filter(({ box }) => box.checked).map(({ id }) => id);
    if (photo.length === 0) { throw new Trouble("请按数字选一种问题"); }
    return { photo, note: noteIn(form) };
  }, make("div", { class: "choices" }, boxes.map(({ row }) => row)), noteField(record));
  form.addEventListener("keydown", (event) => {
    const picked = event.target.type === "checkbox" && /^[1-9]$/.test(event.key) && !event.ctrlKey && !event.altKey ? boxes[Number(event.key) - 1] : null;
    if (picked) {
      picked.box.checked = !picked.box.checked;
      picked.box.focus();
      event.preventDefault();
    }
  });
  return form;
}

function dataForm(person) {
  const record = recordOf(person);
  const known = new Map(((record && record.data) || []).map((change) => [change.field, change.new]));
  const order = ["XM", "XH", "SFZH"];
  const codes = disc.columns.map(([code]) => code).concat(["PSXH"]);
  codes.sort((a, b) => (order.indexOf(a) + 1 || 9) - (order.indexOf(b) + 1 || 9));
  const inputs = codes.map((code, at) => {
    const input = make("input", { id: `data-${code}`, autocomplete: "off", spellcheck: "false", value: known.has(code) ? known.get(code) : valueOf(person, code), "data-first": at === 0 });
    input.addEventListener("focus", () => input.select());
    return { code, input };
  });
  let warned = "";
  const form = problemForm(person, "data", "数据错误", () => {
    const data = [];
    for (const { code, input } of inputs) {
      const text = tidyText(input.value, limits.text);
      if (text !== tidyText(valueOf(person, code), limits.text)) { data.push({ field: code, old: valueOf(person, code), new: text }); }
    }
    if (data.length === 0) { throw new Trouble("请把错的那一项改成对的"); }
    const number = data.find((change) => change.field === "SFZH");
    const warning = number ? identityWarning(number.new) : "";
    if (warning && warned !== number.new) {
      warned = number.new;
      throw new Trouble(`${warning}；核对原件无误的，再按一次回车`);
    }
    return { data, note: noteIn(form) };
  }, make("p", { class: "hint" }, "直接改成对的内容，只改错的那一项；Tab 到下一项。"),
  make("div", { class: "data-fields" }, inputs.map(({ code, input }) => make("div", { class: "field" }, make("label", { for: `data-${code}` }, columnWord(code)), input))), noteField(record));
  return form;
}

// GB 11643: the last place follows from the seventeen before it.
function identityWarning(text) {
  if (!/^[0-9]{17}[0-9Xx]$/.test(text)) { return /^[0-9Xx]{16,}$/.test(text) ? `身份证号现在是 ${text.length} 位，应为 18 位` : ""; }
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  const last = "10X98765432"[sum % 11];
  return text[17].toUpperCase() === last ? "" : `身份证号校验位应为 ${last}`;
}
