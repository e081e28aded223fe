// What can be found about a person, with the key of each; the ids are the result file's.
const verdictWords = [
  { id: "right", key: "1", word: "正确", mark: "✓", tone: "right" },
  { id: "missing", key: "2", word: "缺照片", mark: "缺", tone: "wrong" },
  { id: "photo", key: "3", word: "照片问题", mark: "照", tone: "look" },
  { id: "data", key: "4", word: "数据错误", mark: "数", tone: "look" },
  { id: "person", key: "5", word: "不是本人", mark: "✕", tone: "wrong" },
];
const verdictOrder = verdictWords.map((verdict) => verdict.id);
const verdictByID = new Map(verdictWords.map((verdict) => [verdict.id, verdict]));

const photoFaults = [
  ["eyes", "闭眼"], ["expression", "表情"], ["pose", "歪头、姿势"], ["blur", "模糊"], ["light", "偏色、太暗、太亮"],
  ["covered", "遮挡、反光"], ["clothes", "衣着"], ["background", "背景"], ["unreadable", "照片打不开"],
];
const photoFaultOrder = photoFaults.map(([id]) => id);
const photoFaultWords = new Map(photoFaults);

const limits = { text: 200, note: 300, checker: 40, checkers: 50, people: 100000, resultBytes: 64 * 1024 * 1024 };

function verdictMark(record) {
  return record.verdicts.map((id) => {
    const verdict = verdictByID.get(id);
    return make("span", { class: `mark ${verdict.tone}` }, make("b", {}, verdict.mark), verdict.word);
  });
}

// What a record says beside its verdicts, in one line.
function recordDetail(record) {
  const parts = [];
  if (record.photo) { parts.push(record.photo.map((id) => photoFaultWords.get(id)).join("、")); }
  for (const change of record.data || []) { parts.push(`${columnWord(change.field)}应为“${change.new || "（空）"}”`); }
  if (record.partner) { parts.push(`实为 ${record.partner.number}`); }
  if (record.note) { parts.push(record.note); }
  return parts.join("；");
}

function percent(part, whole) { return whole === 0 ? 100 : Math.floor((part * 100) / whole); }
