// Verdicts by person, kept by class. A record is what the result file holds of a person, but with the checker's name: an index would mean
// somebody else in a second window or in a colleague's file.
const verdicts = { byClass: [], right: [], looks: new Map(), undo: [], checker: "", unsaved: 0 };

function openVerdicts() {
  const who = remembered("who");
  verdicts.checker = who && isCheckerName(who.name) ? who.name : "";
  verdicts.unsaved = remembered("unsaved") || 0;
  clearVerdicts();
  for (const group of disc.classes) { takeRemembered(group); }
}

function clearVerdicts() {
  verdicts.byClass = disc.classes.map(() => new Map());
  verdicts.right = disc.classes.map(() => 0);
  verdicts.undo = [];
}

// Counted once for each change, because every key asks for the counts of the whole disc.
function countClass(group) {
  let right = 0;
  for (const record of verdicts.byClass[group.at].values()) { right += record.verdicts[0] === "right" ? 1 : 0; }
  verdicts.right[group.at] = right;
}

function takeRemembered(group) {
  const kept = remembered(`class:${group.id}`);
  const records = new Map();
  for (const record of (kept && Array.isArray(kept.records) && kept.records) || []) {
    if (isRecord(record)) { records.set(record.id, record); }
  }
  for (const [id, look] of Object.entries((kept && kept.looks) || {})) { verdicts.looks.set(id, look === 2 ? 2 : 1); }
  verdicts.byClass[group.at] = records;
  if (group.list) { dropStrangers(group); }
  countClass(group);
}

// A record of somebody who is not of the class would make its counts wrong.
function dropStrangers(group) {
  const known = new Set(group.list.map((person) => person.id));
  for (const id of Array.from(verdicts.byClass[group.at].keys())) {
    if (!known.has(id)) { verdicts.byClass[group.at].delete(id); }
  }
  countClass(group);
}

function rememberClass(group) {
  const looks = {};
  for (const person of group.list || []) {
    if (verdicts.looks.has(person.id)) { looks[person.id] = verdicts.looks.get(person.id); }
  }
  remember(`class:${group.id}`, { records: Array.from(verdicts.byClass[group.at].values()), looks });
}

// Whose pictures were on the screen, when a class is left.
function rememberLooks(group) { if (!memory.cleared) { rememberClass(group); } }

function rememberChecker(name) {
  verdicts.checker = name;
  remember("who", { name });
}

// Everybody whose verdicts are here, but for those of the records that are left out.
function checkerNames(without = new Set()) {
  const names = new Set();
  for (const records of verdicts.byClass) {
    for (const record of records.values()) { if (!without.has(record)) { names.add(record.checker); } }
  }
  return names;
}

function recordOf(person) { return verdicts.byClass[person.group.at].get(person.id) || null; }

function classCount(group) {
  const right = verdicts.right[group.at];
  const judged = verdicts.byClass[group.at].size;
  return { people: group.people, right, found: judged - right, judged, open: group.people - judged };
}

function discCount() {
  const sum = { people: disc.peopleCount, right: 0, found: 0, judged: 0, open: 0 };
  for (const group of disc.classes) {
    sum.right += verdicts.right[group.at];
    sum.judged += verdicts.byClass[group.at].size;
  }
  return Object.assign(sum, { found: sum.judged - sum.right, open: sum.people - sum.judged });
}

// Gives people records, or takes them away (null), as one step that can be undone.
function decide(changes, words) {
  const step = { words, before: changes.map(([person]) => [person, recordOf(person)]) };
  const groups = new Set(changes.map(([person]) => person.group));
  for (const [person, record] of changes) { put(person, record); }
  verdicts.undo.push(step);
  settle(groups, changes.length);
}

function put(person, record) {
  const records = verdicts.byClass[person.group.at];
  if (record) { records.set(person.id, record); } else { records.delete(person.id); }
}

function undo() {
  const step = verdicts.undo.pop();
  if (!step) { return null; }
  for (const [person, record] of step.before) { put(person, record); }
  settle(new Set(step.before.map(([person]) => person.group)), 1);
  return step;
}

function settle(groups, count) {
  verdicts.unsaved += count;
  remember("unsaved", verdicts.unsaved);
  for (const group of groups) {
    countClass(group);
    rememberClass(group);
    showClassState(group);
  }
}

// A new record of a person by whoever checks now.
function newRecord(person, verdictIDs, details) {
  const record = { id: person.id, class: person.group.id, verdicts: verdictOrder.filter((id) => verdictIDs.includes(id)) };
  return Object.assign(record, details, {
    look: person.picture ? verdicts.looks.get(person.id) || 0 : 0, checker: verdicts.checker, at: Date.now(),
  });
}

// Adds one finding to what was found before, or takes it away (details null).
function withFinding(person, id, details) {
  const old = recordOf(person);
  const kept = old && old.verdicts[0] !== "right" ? old : { verdicts: [] };
  const others = kept.verdicts.filter((other) => other !== id && !(id === "missing" && (other === "photo" || other === "person")));
  const parts = {};
  if (others.includes("photo")) { parts.photo = kept.photo; }
  if (others.includes("data")) { parts.data = kept.data; }
  if (others.includes("person") && kept.partner) { parts.partner = kept.partner; }
  if (kept.note && others.length > 0) { parts.note = kept.note; }
  if (details === null) { return others.length > 0 ? newRecord(person, others, parts) : null; }
  const all = Object.assign(parts, details);
  for (const name of Object.keys(all)) { if (all[name] === undefined || all[name] === "") { delete all[name]; } }
  return newRecord(person, others.concat([id]), all);
}

function looked(person, look) {
  if (person.picture && (verdicts.looks.get(person.id) || 0) < look) { verdicts.looks.set(person.id, look); }
}

function isCheckerName(name) { return typeof name === "string" && name !== "" && tidyText(name, limits.checker) === name; }

// Whether something that was kept or read has a record's shape.
function isRecord(record) {
  const isText = (text, limit) => typeof text === "string" && (text.length <= limit || Array.from(text).length <= limit);
  const inOrder = (list, order) => Array.isArray(list) && list.length > 0
    && list.every((item, at) => order.includes(item) && (at === 0 || order.indexOf(item) > order.indexOf(list[at - 1])));
  if (!record || typeof record !== "object" || !isText(record.id, 64) || !isText(record.class, 64)) { return false; }
  if (!inOrder(record.verdicts, verdictOrder)) { return false; }
  const has = (id) => record.verdicts.includes(id);
  if (has("right") && record.verdicts.length > 1) { return false; }
  if (has("photo") !== (record.photo !== undefined) || (record.photo && !inOrder(record.photo, photoFaultOrder))) { return false; }
  if (has("data") !== (record.data !== undefined) || (record.data && !Array.isArray(record.data))) { return false; }
  if (record.data && !record.data.every((change) => isText(change.field, 20) && isText(change.old, limits.text) && isText(change.new, limits.text))) { return false; }
  if (record.partner && (!has("person") || !isText(record.partner.number, limits.text))) { return false; }
  // Nothing typed goes from a disc of codes to the center.
  if (disc.isCode && (record.data || record.note || (record.partner && !isText(record.partner.id, 64)))) { return false; }
  return (record.note === undefined || isText(record.note, limits.note)) && [0, 1, 2].includes(record.look)
    && isCheckerName(record.checker) && Number.isInteger(record.at);
}
