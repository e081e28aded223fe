// The first thing: who checks. Typed once; the browser remembers it for this disc.
function openStart(done) {
  const input = make("input", { id: "checker", autocomplete: "name", value: verdicts.checker, "data-first": true });
  const error = make("p", { class: "field-error", role: "alert" });
  let finished = false;
  const form = make("form", { class: "stack", novalidate: true },
    make("p", {}, `${disc.index.institution[1]}（${disc.index.institution[0]}），光盘 ${disc.index.number}，${disc.classes.length} 个班 ${disc.peopleCount} 人。`),
    make("ol", {}, make("li", {}, "按班逐张看照片和下面的数据，按 1 正确，2–5 标出问题；随时可以停，下次接着做。"),
      make("li", {}, "全部核对完，按 S 保存一个文件，到采集单位的网站上传。")),
    disc.isCode && make("p", { class: "notice" }, "光盘上没有姓名。开始后可以选学校自己的名单，姓名只在这台电脑的这个页面里显示。"),
    memory.works && make("p", { class: "hint" }, disc.isCode ? "核对的进度记在这台电脑的浏览器里，没有学生的姓名和号码。"
      : "核对的进度和您更正的姓名、身份证号会记在这台电脑的浏览器里；公用电脑请在做完以后清除。"),
    make("div", { class: "field" }, make("label", { for: "checker" }, "核对人姓名"), input, error, make("p", { class: "hint" }, "写进核对结果，便于采集单位联系。")),
    make("div", { class: "buttons" }, make("button", { type: "submit", class: "button" }, make("span", {}, "开始核对"), keyMark("Enter"))));
  const layer = openLayer("照片核对", form, { wide: true, onclose: () => { if (!finished) { openStart(done); } } });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = tidyText(input.value, limits.checker);
    if (name === "") { error.textContent = "请写核对人的姓名"; input.focus(); return; }
    const known = checkerNames();
    if (!known.has(name) && known.size >= limits.checkers) { error.textContent = `这份结果已有 ${limits.checkers} 个核对人，请写其中一位`; return; }
    rememberChecker(name);
    finished = true;
    layer.close();
    done();
  });
}

function openKeyHelp() {
  const rows = [
    ["1", "正确，看下一人"], ["2", "缺照片"], ["3", "照片问题：再按数字选，回车记下"], ["4", "数据错误：改成对的，回车记下"], ["5", "不是本人：可写实际是谁，回车记下"],
    ["U", "撤销上一步（也可以按 Ctrl+Z）"], ["A", "全班其余都正确"], ["← →", "上一人、下一人"], ["↑ ↓", "全班一览里上下一行"], ["Enter", "看大图"], ["Esc", "回到全班、全部班级"],
    ["[ ]", "上一班、下一班"], ["/", "搜索"], ["D", "全班一览排密一些"], ["S", "保存、打开核对结果"], ["?", "这张表"],
  ];
  const layer = openLayer("按键", make("div", { class: "stack" },
    make("dl", { class: "keys" }, rows.map(([key, word]) => [make("dt", {}, key.split(" ").map((part) => make("kbd", {}, part))), make("dd", {}, word)])),
    make("div", { class: "buttons" }, button("关闭", () => layer.close(), { key: "Esc" }))), { wide: true });
}
