// 全班其余都正确, with how many were really looked at; and the end of a class.
function openRest() {
  const { group } = here;
  if (!group) { return; }
  const open = group.list.filter((person) => recordOf(person) === null);
  const bare = open.filter((person) => !person.picture);
  const broken = open.filter((person) => person.picture && brokenPictures.has(person.id));
  const rest = open.filter((person) => person.picture && !brokenPictures.has(person.id));
  if (open.length === 0) { say("这个班已经核对完了，按 ] 到下一班"); return; }
  const byLook = (look) => rest.filter((person) => (verdicts.looks.get(person.id) || 0) === look);
  const never = byLook(0);
  const accept = () => {
    const changes = rest.map((person) => [person, newRecord(person, ["right"], { rest: true })])
      .concat(bare.map((person) => [person, newRecord(person, ["missing"], { rest: true })]));
    layer.close();
    decide(changes, `其余 ${changes.length} 人`);
    if (classCount(group).open === 0) { openClassDone(); } else { drawClass(); focusPerson(); }
  };
  const look = () => {
    layer.close();
    showPerson(never[0].row, true);
  };
  const words = [rest.length && `把 ${rest.length} 人标为正确`, bare.length && `${bare.length} 人标为缺照片`].filter(Boolean).join("，");
  const acceptButton = button(words, accept, { kind: never.length > 0 ? "quiet" : "primary" });
  const lookButton = never.length > 0 && button(`先看没有看到的 ${never.length} 人`, look, { kind: "primary" });
  (lookButton || acceptButton).setAttribute("data-first", "");
  const layer = openLayer("全班其余都正确？", make("div", { class: "stack" },
    make("ul", { class: "look-counts figures" },
      make("li", {}, make("b", {}, `${byLook(2).length} 人`), "放大看过"), make("li", {}, make("b", {}, `${byLook(1).length} 人`), "在全班一览里看过"),
      make("li", { class: never.length > 0 ? "warn" : "" }, make("b", {}, `${never.length} 人`), "照片还没有在屏幕上出现过", never.length > 0 && `：${someNames(never)}`)),
    bare.length > 0 && make("p", {}, `另有 ${bare.length} 人缺照片：${someNames(bare)}。将标为“缺照片”，报给采集单位。`),
    broken.length > 0 && make("p", { class: "notice look" }, `${broken.length} 人的照片打不开：${someNames(broken)}。请逐个按 3 标出，不会标为正确。`),
    make("div", { class: "buttons" }, lookButton, rest.length + bare.length > 0 && acceptButton, button("取消", () => layer.close(), { key: "Esc" }))));
}

function someNames(people) {
  const names = people.slice(0, 8).map(nameOf).join("、");
  return people.length > 8 ? `${names} 等` : names;
}

function openClassDone() {
  const { group } = here;
  const count = classCount(group);
  const all = discCount();
  const next = disc.classes.slice(group.at + 1).concat(disc.classes.slice(0, group.at)).find((other) => classCount(other).open > 0);
  const on = next
    ? button(`下一班：${className(next)}`, () => { layer.close(); go("class", next, 0, here.large); }, { key: "Enter", kind: "primary" })
    : button("保存核对结果", () => { layer.close(); openFiles(); }, { key: "Enter", kind: "primary" });
  on.setAttribute("data-first", "");
  const layer = openLayer(next ? "这个班核对完了" : "全部核对完了", make("div", { class: "stack" },
    make("p", { class: "figures" }, `${className(group)}：正确 ${count.right} 人，问题 ${count.found} 人。`),
    make("p", { class: "figures" }, `全部 ${all.people} 人，已核对 ${all.judged} 人（${percent(all.judged, all.people)}%），问题 ${all.found} 人。`),
    make("div", { class: "buttons" }, on, button("留在这个班", () => layer.close(), { key: "Esc" }))));
}
