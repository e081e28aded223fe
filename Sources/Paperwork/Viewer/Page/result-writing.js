// The result file (docs/verification-file.md), written as the center writes it: byte for byte the same.
function resultText(value) {
  return JSON.stringify(value).replace(/[<>&\u007f\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// `checker` is the name's place in the file.
function resultRecord(record, checker) {
  const ordered = { id: record.id, class: record.class, verdicts: record.verdicts };
  if (record.photo) { ordered.photo = record.photo; }
  if (record.data) { ordered.data = record.data.map((change) => ({ field: change.field, old: change.old, new: change.new })); }
  if (record.partner) {
    ordered.partner = { number: record.partner.number };
    if (record.partner.id) { ordered.partner.id = record.partner.id; }
  }
  if (record.note) { ordered.note = record.note; }
  ordered.look = record.look;
  if (record.rest) { ordered.rest = true; }
  ordered.checker = checker;
  ordered.at = record.at;
  return resultText(ordered);
}

function resultBytes() {
  const { id, number, batch, contents, mode, institution } = disc.index;
  const seen = resultText({ id, number, batch, contents, mode, institutionCode: institution[0], institutionName: institution[1] });
  const classes = disc.classes.map((group) => {
    const { people, right, found, open } = classCount(group);
    return resultText({ id: group.id, people, right, found, open });
  });
  const people = [];
  const places = new Map();
  for (const records of verdicts.byClass) {
    const sorted = Array.from(records.values()).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    for (const record of sorted) {
      if (!places.has(record.checker)) { places.set(record.checker, places.size); }
      people.push(resultRecord(record, places.get(record.checker)));
    }
  }
  if (places.size > limits.checkers) {
    throw new Trouble(tooManyCheckers(places.size), "请由其中一位重新核对最后几位标过的人，再保存。");
  }
  const checkers = places.size > 0 ? Array.from(places.keys()) : [verdicts.checker];
  const unmatched = rosterIsChosen() ? `,"unmatchedRosterRows":${roster.unmatched.length}` : "";
  const list = (items) => (items.length === 0 ? "[]" : `[\n${items.join(",\n")}]`);
  const content = `{"format":"biying-verification","version":1\n,"disc":${seen}\n,"checkers":${resultText(checkers)}`
    + `,"savedAt":${Date.now()}${unmatched}\n,"classes":${list(classes)}\n,"people":${list(people)}`;
  const bytes = new TextEncoder().encode(content);
  return new Blob([bytes, `\n,"sha256":"${sha256(bytes)}"}\n`], { type: "application/json" });
}

function tooManyCheckers(count) { return `这份结果会有 ${count} 个核对人，一份最多 ${limits.checkers} 个`; }

function resultFileName() {
  const safe = (text) => text.replace(/[\\/:*?"<>|\s]/g, "-") || "0";
  return `核对结果_${safe(disc.index.institution[0])}_${safe(disc.index.batch)}.json`;
}

function saveResult() {
  const address = URL.createObjectURL(resultBytes());
  const link = make("a", { href: address, download: resultFileName(), hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 60000);
  verdicts.unsaved = 0;
  remember("unsaved", 0);
  showDiscState();
}
