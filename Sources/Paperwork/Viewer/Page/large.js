// One person large: picture, what the caption says, the verdicts, and the form of a finding.
function drawLarge() {
  const person = personHere();
  const { group } = here;
  parts.head = make("p", { class: "soft figures" });
  parts.verdictArea = make("div", { class: "verdict-area" });
  parts.state = make("div", { class: "person-state" });
  parts.largeFrame = make("section", { class: "large", tabindex: "-1", "aria-label": `${nameOf(person)}，第 ${person.row + 1} 人` },
    make("div", { class: "large-picture" }, largePicture(person)),
    make("div", { class: "large-side" },
      make("p", { class: "large-place soft figures" }, `第 ${person.row + 1} / ${group.list.length} 人`),
      make("p", { class: "large-name" }, nameOf(person)), rareLine(person), captionList(person), parts.state, parts.verdictArea));
  refill(parts.main, make("div", { class: "class-head of-one" },
    make("div", {}, make("h1", {}, className(group)), parts.head),
    make("div", { class: "acts" },
      button("上一人", () => moveTo(here.row - 1), { key: "←" }), button("下一人", () => moveTo(here.row + 1), { key: "→" }),
      button("撤销", undoHere, { key: "U" }), button("回到全班", () => showPerson(here.row, false), { key: "Esc" }))),
  parts.largeFrame);
  showHeadState();
  showLargeState();
  preload(group.list.slice(person.row + 1, person.row + 4));
}

function largePicture(person) {
  const shown = picture(person, false);
  // Who is judged sooner than a picture can be taken in was not looked at.
  const dwell = () => window.setTimeout(() => { if (shown.isConnected && !document.hidden) { looked(person, 2); } }, 250);
  if (shown.tagName === "IMG") { shown.addEventListener("load", dwell); }
  return shown;
}

// The next pictures are read from the disc while this one is looked at.
const preloaded = [];
function preload(people) {
  preloaded.length = 0;
  for (const person of people.filter((next) => next.picture)) {
    const image = new Image();
    image.src = pictureAddress(person);
    preloaded.push(image);
  }
}

function rareLine(person) {
  const rare = rareCharacters(nameOf(person));
  return rare.length > 0 && make("p", { class: "hint" }, `生僻字：${rare.join("，")}（显示成方框，是这台电脑没有这个字，不是数据错）`);
}

function captionList(person) {
  return make("dl", { class: "captions" }, captions(person).filter(([code]) => code !== "XM").map(([code, word, value]) => [
    make("dt", {}, word), make("dd", { class: "figures" }, code === "SFZH" ? grouped(value) : value || "（空）"),
  ]));
}

// An identity number in parts, easier to compare; copied without gaps.
function grouped(value, ends = [6, 14, 18]) {
  if (!/^[0-9]{17}[0-9X]$/.test(value)) { return value || "（空）"; }
  return ends.map((end, at) => make("span", { class: "number-part" }, value.slice(at === 0 ? 0 : ends[at - 1], end)));
}

function showLargeState() {
  if (!here.large || !parts.state) { return; }
  const record = recordOf(personHere());
  refill(parts.state, record ? verdictMark(record) : make("span", { class: "mark wait" }, "未核对"), record && make("p", { class: "hint" }, recordDetail(record)));
  if (!parts.verdictArea.querySelector("form")) { showVerdictButtons(); }
}

function showVerdictButtons() {
  const record = recordOf(personHere());
  refill(parts.verdictArea, make("div", { class: "verdicts" }, verdictWords.filter((verdict) => canJudge(personHere(), verdict.id) === null).map((verdict) => {
    const press = button(verdict.word, () => judge(verdict.id), { key: verdict.key, kind: `quiet verdict ${verdict.tone}` });
    press.setAttribute("aria-pressed", String(record !== null && record.verdicts.includes(verdict.id)));
    return press;
  })));
}

// Why a verdict cannot be given to a person; null where it can.
function canJudge(person, id) {
  if (id === "missing" && person.picture) { return "这个人有照片。照片打不开，请按 3 选“照片打不开”"; }
  if (id !== "missing" && id !== "data" && !person.picture) { return "这个人没有照片，请按 2 标“缺照片”"; }
  if (id === "data" && disc.isCode) { return "采集码模式下，光盘上没有姓名等数据；数据由学校自己更正，不用报给采集单位"; }
  return null;
}

function judge(id) {
  const person = personHere();
  if (!person) { return; }
  const obstacle = canJudge(person, id);
  if (obstacle) { say(obstacle, "look"); return; }
  const wasOpen = recordOf(person) === null;
  if (id === "right") {
    if (brokenPictures.has(person.id)) { say("照片打不开，不能标为正确；请按 3 选“照片打不开”", "look"); return; }
    decide([[person, newRecord(person, ["right"], {})]], `${nameOf(person)}：正确`);
    advance(wasOpen);
  } else if (id === "missing") {
    decide([[person, withFinding(person, "missing", {})]], `${nameOf(person)}：缺照片`);
    advance(wasOpen);
  } else {
    if (!here.large) { showPerson(here.row, true); }
    openProblem(person, id);
  }
}

// To the next person; behind the last one to whoever is still open. The verdict that completes a class says so.
function advance(wasOpen) {
  const { group } = here;
  const open = group.list.findIndex((person) => recordOf(person) === null);
  if (open < 0 && wasOpen) {
    openClassDone();
  } else if (here.row < group.list.length - 1) {
    moveTo(here.row + 1);
  } else if (open >= 0) {
    say(`还有 ${classCount(group).open} 人没有核对，回到没有核对的第一个`);
    moveTo(open);
  } else {
    focusPerson();
  }
}

async function undoHere() {
  const step = undo();
  if (!step) { say("没有可以撤销的；要改谁，请到这个人的照片上重新标"); return; }
  const [person] = step.before[0];
  if (here.group !== person.group) { await go("class", person.group, person.row, here.large); } else { here.row = person.row; drawClass(); focusPerson(); }
  say(`已撤销：${step.words}`);
}
