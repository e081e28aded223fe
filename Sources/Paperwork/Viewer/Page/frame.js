// The frame: disc and progress above, classes on the left, the work in the middle.
const parts = {};
// What is looked at: all classes, findings, or a class with one of its people, small or large.
const here = { view: "all", group: null, row: 0, large: false };

function buildFrame() {
  document.title = `照片核对 · ${disc.index.institution[1]}`;
  parts.progress = make("progress", { class: "bar", max: 1, value: 0, "aria-label": "全部进度" });
  parts.total = make("span", { class: "figures" });
  parts.memory = make("div", { class: "memory" });
  parts.tree = make("nav", { class: "tree", id: "tree", "aria-label": "班级" });
  parts.main = make("main", { id: "work", tabindex: "-1" });
  parts.status = make("p", { class: "status", role: "status", "aria-live": "polite" });
  parts.fold = make("button", { type: "button", class: "fold", "aria-expanded": "false", "aria-controls": "tree", onclick: toggleTree }, "班级");
  document.body.append(
    make("header", { class: "top" },
      make("div", { class: "top-in" },
        make("span", { class: "brand" }, "毕", make("i", {}, "影")),
        make("p", { class: "disc" }, make("b", {}, disc.index.institution[1]), make("span", {}, `${disc.index.campaign} · 光盘 ${disc.index.number}`)),
        make("div", { class: "total" }, parts.total, parts.progress),
        make("div", { class: "top-acts" },
          button("搜索", openSearch, { key: "/" }), disc.isCode && button("学校名单", openRosterPanel),
          button("按键", openKeyHelp, { key: "?" }), button("保存、打开", openFiles, { key: "S", kind: "primary" })))),
    parts.memory, parts.fold, make("div", { class: "frame" }, parts.tree, parts.main), parts.status);
}

function toggleTree(open) {
  const shown = typeof open === "boolean" ? open : !parts.tree.classList.contains("open");
  parts.tree.classList.toggle("open", shown);
  parts.fold.setAttribute("aria-expanded", String(shown));
}

let quietTimer = 0;
function say(text, tone) {
  window.clearTimeout(quietTimer);
  parts.status.textContent = text;
  parts.status.className = `status shown ${tone || ""}`;
  quietTimer = window.setTimeout(() => { parts.status.className = "status"; }, tone === "look" ? 6000 : 3000);
}

function showMemoryState() {
  refill(parts.memory, memory.works ? null : make("div", { class: "notice look" },
    make("p", {}, make("strong", {}, "这台电脑的浏览器不让网页记住进度。"), "关掉页面，没有保存的结果就没有了：请经常按 S 保存，下次用“打开以前保存的结果”接着做。")));
}

function showDiscState() {
  const count = discCount();
  parts.total.textContent = `已核对 ${count.judged} / ${count.people} 人${count.found ? `，问题 ${count.found} 人` : ""}`;
  parts.progress.max = Math.max(1, count.people);
  parts.progress.value = count.judged;
  parts.progress.classList.toggle("full", count.open === 0);
  showTreeTotals(count);
}

function showClassState(group) {
  showTreeClass(group);
  showDiscState();
  if (here.view === "class" && here.group === group) { showHeadState(); showTileStates(); showLargeState(); }
}

function showEverything() {
  drawTree();
  showDiscState();
  if (here.view === "class") { drawClass(); } else { drawOverview(); }
}

// Where the last key leads, while its class is still being read from the disc; an earlier way that is overtaken ends without effect.
let goingTo = null;

async function go(view, group, row, large) {
  const way = { group: view === "class" ? group : null };
  goingTo = way;
  try {
    if (here.group && here.group !== group) { rememberLooks(here.group); }
    if (view === "class") { await classPeople(group); }
    if (goingTo !== way) { return; }
    Object.assign(here, { view, group: view === "class" ? group : null, row: row || 0, large: Boolean(large) });
    toggleTree(false);
    showTreePlace();
    if (view === "class") { drawClass(); } else { drawOverview(); }
    window.scrollTo(0, 0);
    focusPerson();
  } catch (trouble) {
    if (goingTo !== way) { return; }
    // Nobody is looked at now, so that no key judges whoever was shown before; [ and ] still lead on from the class.
    Object.assign(here, { view: "all", group: null, row: 0, large: false });
    refill(parts.main, troubleNotice(trouble));
  }
}

// The class before or behind; for the keys [ and ].
function goBeside(step) {
  const from = goingTo ? goingTo.group : here.group;
  const at = from ? from.at + step : step > 0 ? 0 : disc.classes.length - 1;
  if (disc.classes[at]) { go("class", disc.classes[at]); } else { say(step > 0 ? "已经是最后一个班，按 Esc 看全部班级" : "已经是第一个班，按 Esc 看全部班级"); }
}

function personHere() { return here.view === "class" && here.group && here.group.list ? here.group.list[here.row] || null : null; }
