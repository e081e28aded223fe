// Saving the one file that goes to the center, opening one that was saved before, and clearing this computer.
function openFiles() {
  const area = make("div", { class: "stack" });
  const layer = openLayer("保存核对结果", area, { wide: true });
  drawFiles(area, layer);
  const first = area.querySelector("[data-first]");
  if (first) { first.focus(); }
}

function drawFiles(area, layer) {
  const count = discCount();
  const said = make("div", { role: "status" });
  const save = button(`保存 ${resultFileName()}`, () => {
    try {
      saveResult();
      refill(said, savedNotice(count, said));
    } catch (trouble) {
      refill(said, troubleNotice(trouble));
    }
  }, { kind: "primary" });
  save.setAttribute("data-first", "");
  const file = make("input", { type: "file", id: "result-file", accept: ".json" });
  file.addEventListener("change", async () => {
    if (!file.files[0]) { return; }
    try {
      const counts = takeResult(await readResult(file.files[0]));
      refill(said, make("div", { class: "notice right" }, make("p", {}, make("strong", {}, `已打开：取用 ${counts.taken} 人的结果。`),
        counts.same > 0 && `${counts.same} 人两边相同。`, counts.kept > 0 && `${counts.kept} 人以这台电脑上较新的为准。`)));
    } catch (trouble) {
      refill(said, troubleNotice(trouble));
    }
    file.value = "";
  });
  refill(area,
    make("p", { class: "figures" }, `已核对 ${count.judged} / ${count.people} 人：正确 ${count.right} 人，问题 ${count.found} 人，`,
      count.open > 0 ? make("b", {}, `还没有核对 ${count.open} 人`) : make("b", {}, "全部核对完"), "。"),
    disc.isCode && make("p", { class: "hint" }, "采集码模式：文件里只有编号、结论和核对人，没有学生的姓名、学号、身份证号。"),
    make("div", { class: "buttons" }, save), said,
    make("div", { class: "field" }, make("label", { for: "result-file" }, "打开以前保存的结果"), file,
      make("p", { class: "hint" }, "自己没做完的，或同事在别的电脑上做的都可以；同一个人以较新的结论为准。")),
    make("details", {}, make("summary", {}, "公用电脑：做完后清除记录"), make("div", { class: "stack" },
      make("p", {}, memory.works ? "这台电脑的浏览器里记着这张光盘的核对进度。保存好文件以后再清除；清除后，没有保存的就没有了。" : "这个浏览器没有记下任何内容。"),
      memory.works && button("从这台电脑清除记录", () => clearHere(said, count)))),
    make("div", { class: "buttons" }, button("回去接着核对", () => layer.close(), { key: "Esc" })));
}

// What to do with the file; and behind a complete one this computer need not remember anything.
function savedNotice(count, said) {
  const lines = [make("p", {}, make("strong", {}, `已保存 ${resultFileName()}`), "，在浏览器的下载文件夹里。")];
  if (count.open > 0) {
    lines.push(make("p", {}, "还没有核对完：这个文件可以以后打开，接着核对。"));
  } else {
    lines.push(make("p", {}, "请登录采集单位的网站，在“核对”里上传这一个文件。"));
    if (memory.works) {
      lines.push(make("p", {}, "上传好了，就可以把核对的进度从浏览器里清除，公用电脑请一定清除。"),
        make("div", { class: "buttons" }, button("从这台电脑清除记录", () => clearHere(said, count))));
    }
  }
  return make("div", { class: "notice right" }, lines);
}

function clearHere(said, count) {
  const yes = button(`清除 ${count.judged} 人的记录`, () => {
    forgetAll();
    verdicts.looks.clear();
    verdicts.unsaved = 0;
    clearVerdicts();
    showEverything();
    refill(said, make("div", { class: "notice right" }, make("p", {}, "已清除。下载文件夹里的核对结果还在，也请一并删除或带走。")));
  }, { kind: "final" });
  refill(said, make("div", { class: "notice look" }, make("p", {}, verdicts.unsaved > 0 ? "最近的核对还没有保存成文件，清除后找不回来。" : "结果已经保存过文件。"), yes));
  yes.focus();
}

// Leaving loses something only where nothing could be remembered.
window.addEventListener("beforeunload", (event) => {
  if (!memory.works && verdicts.unsaved > 0) {
    event.preventDefault();
    event.returnValue = "";
  }
});
window.addEventListener("pagehide", () => { if (here.group) { rememberLooks(here.group); } });
