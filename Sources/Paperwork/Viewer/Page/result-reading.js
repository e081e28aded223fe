// Opens a result file that was saved before, on this computer or on a colleague's, and joins it with what is here: for each person the
// newer verdict holds.
async function readResult(file) {
  if (file.size === 0) { throw new Trouble("这个文件是空的", "请选以前从这个页面保存的核对结果。"); }
  if (file.size > limits.resultBytes) { throw new Trouble("这个文件太大，不像核对结果", "请选“核对结果_学校代码_批次.json”。"); }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const opening = new TextEncoder().encode('{"format":"biying-verification"');
  if (!opening.every((byte, at) => bytes[at] === byte)) {
    throw new Trouble(`“${file.name}”不是核对结果`, "请选以前从这个页面保存的“核对结果_学校代码_批次.json”。");
  }
  const end = bytes.length - 79;
  const tail = new TextDecoder().decode(bytes.subarray(Math.max(0, end)));
  const seal = /^\n,"sha256":"([0-9a-f]{64})"\}\n$/.exec(tail);
  if (!seal) { throw new Trouble("这个核对结果不完整：文件的结尾缺失", "没有保存完或没有传完，请选另一份；也可以在原来的电脑上再保存一次。"); }
  if (sha256(bytes.subarray(0, end)) !== seal[1]) {
    throw new Trouble("这个核对结果保存以后被改动过，内容与末尾的校验值不符", "请选没有改动过的那一份；不要用记事本、Excel 等打开后另存。");
  }
  let result;
  try {
    result = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (_) {
    throw new Trouble("这个核对结果的内容读不出来", "请选另一份核对结果。");
  }
  checkDisc(result);
  return result;
}

function checkDisc(result) {
  if (result.version !== 1) {
    throw new Trouble(`这个核对结果的格式是第 ${Number(result.version)} 版，这张光盘只认识第 1 版`, "请用保存它的那张光盘打开。");
  }
  const seen = result.disc || {};
  const { id, number, contents, institution } = disc.index;
  if (seen.institutionCode !== institution[0]) {
    throw new Trouble(`这是另一所院校（${seen.institutionName || seen.institutionCode}）的核对结果`, `这张光盘是 ${institution[1]}（${institution[0]}）的，请选对文件。`);
  }
  if (seen.id !== id || seen.number !== number) {
    throw new Trouble(`这是另一张光盘（${seen.number}）的核对结果`, `这张光盘的编号是 ${number}，请选这张光盘的核对结果，或换上那张光盘。`);
  }
  if (seen.contents !== contents) {
    throw new Trouble("这是同一编号的另一张光盘的核对结果：光盘上的人或照片不同", "光盘重发过。请以新光盘重新核对。");
  }
  const bad = (what) => new Trouble(`核对结果里，${what}不符合格式`, "请选另一份核对结果，或与采集单位联系。");
  const names = Array.isArray(result.checkers) ? result.checkers.map((name) => (typeof name === "string" ? tidyText(name, limits.checker) : "")) : [];
  if (names.length === 0 || names.length > limits.checkers || names.includes("")) { throw bad("核对人"); }
  if (!Array.isArray(result.people) || result.people.length > limits.people) { throw bad("逐人的结论"); }
  const met = new Set();
  result.records = result.people.map((found, at) => {
    const record = Object.assign({}, found, { checker: names[found && found.checker] });
    if (!isRecord(record) || !disc.classByID.has(record.class) || met.has(record.id)) { throw bad(`第 ${at + 1} 人的结论`); }
    met.add(record.id);
    return record;
  });
}

// How many verdicts came, and how many stayed because those here are newer. Nothing is taken where the names would not fit into one file.
function takeResult(result) {
  const counts = { taken: 0, kept: 0, same: 0 };
  const taken = [];
  const replaced = new Set();
  for (const there of result.records) {
    const group = disc.classByID.get(there.class);
    const here = verdicts.byClass[group.at].get(there.id);
    if (here && resultRecord(here, here.checker) === resultRecord(there, there.checker)) {
      counts.same += 1;
    } else if (here && here.at >= there.at) {
      counts.kept += 1;
    } else {
      counts.taken += 1;
      taken.push([group, there]);
      if (here) { replaced.add(here); }
    }
  }
  const names = checkerNames(replaced);
  for (const [, record] of taken) { names.add(record.checker); }
  if (names.size > limits.checkers) {
    throw new Trouble(`没有取用：两份合起来，${tooManyCheckers(names.size)}`, "同一个人请只用一种写法的姓名；或由这份结果里已有的核对人接着做。这台电脑上的结果没有变。");
  }
  for (const [group, record] of taken) { verdicts.byClass[group.at].set(record.id, record); }
  for (const group of new Set(taken.map(([changed]) => changed))) {
    if (group.list) { dropStrangers(group); }
    countClass(group);
    rememberClass(group);
  }
  // What was read cannot be undone step by step: the file still has it.
  verdicts.undo = [];
  showEverything();
  return counts;
}
