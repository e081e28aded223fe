// What one press does, and taking it back.
// Why a verdict cannot be given; null where it can.
function obstacle(tile, id) {
  if (root.dataset.reading) { return "您可以看，不能改结论"; }
  const hasPicture = Boolean(tile.querySelector("img")) || broken.has(tile);
  if (id === "missing" && hasPicture) { return "这个人有照片。照片打不开，请按 3 选“照片打不开”"; }
  if (id !== "missing" && id !== "data" && !hasPicture) { return "这个人没有照片，请按 2 标“缺照片”"; }
  if (root.dataset.signed && tile.dataset.verdicts) { return "这个班已经用印，结论不能再改；要改，请学籍管理员重新打开"; }
  return id === "right" && broken.has(tile) ? "照片打不开，不能标为正确；请按 3 选“照片打不开”" : null;
}

function decide(tile, record, isUndo) {
  const before = recordOf(tile);
  if (!isUndo) { undoSteps.push([[tile, before]]); }
  show(tile, record);
  enqueue(root.dataset.verdict, bodyOf(tile, record), [[tile, before]]);
}

// Adds one finding to what was found before, or takes it away (details null).
function withFinding(tile, id, details) {
  const old = recordOf(tile);
  const kept = old && old.verdicts[0] !== "right" ? old : { verdicts: [], photo: [], data: {}, partner: "", note: "" };
  const others = kept.verdicts.filter((other) => other !== id && !(id === "missing" && (other === "photo" || other === "person")));
  const all = details === null ? others : others.concat([id]);
  if (all.length === 0) { return null; }
  const record = Object.assign({}, kept, details || {}, { verdicts: verdicts.map((verdict) => verdict.id).filter((one) => all.includes(one)) });
  if (!all.includes("photo")) { record.photo = []; }
  if (!all.includes("data")) { record.data = {}; }
  if (!all.includes("person")) { record.partner = ""; }
  return record;
}

function judge(id) {
  const tile = tiles[here];
  const against = obstacle(tile, id);
  if (against) { say(against, "look"); return; }
  const wasOpen = !tile.dataset.verdicts;
  if (id === "right" || id === "missing") {
    decide(tile, id === "right" ? { verdicts: ["right"], photo: [], data: {}, partner: "", note: "" } : withFinding(tile, "missing", {}));
    advance(wasOpen);
  } else {
    if (!isLarge) { go(here, true); }
    openFinding(tile, id);
  }
}

function undo() {
  const step = undoSteps.pop();
  if (!step) { say("没有可以撤销的；要改谁，请到这个人的照片上重新标"); return; }
  for (const [tile, before] of step) { decide(tile, before, true); }
  go(tiles.indexOf(step[0][0]), isLarge);
  say(`已撤销：${step.length > 1 ? `其余 ${step.length} 人` : step[0][0].dataset.name}`);
}

// To the next person; behind the last one to whoever is still open. The verdict that completes a class says so.
function advance(wasOpen) {
  const open = tiles.findIndex((tile) => !tile.dataset.verdicts);
  if (open < 0 && wasOpen) { openDone(); } else if (here < tiles.length - 1) { go(here + 1, isLarge); } else if (open >= 0) {
    say(`还有 ${tiles.filter((tile) => !tile.dataset.verdicts).length} 人没有核对，回到没有核对的第一个`);
    go(open, isLarge);
  } else { go(here, isLarge); }
}
