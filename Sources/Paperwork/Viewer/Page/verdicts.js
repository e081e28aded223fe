// Verdicts by person, kept by class. A record is what the result file holds of a person.
const verdicts = { byClass: [], right: [], looks: new Map(), undo: [], checkers: [], checker: -1, unsaved: 0 };

function openVerdicts() {
  const who = remembered("who");
  if (who && Array.isArray(who.checkers) && who.checkers.every((name) => typeof name === "string" && name !== "")) {
    verdicts.checkers = who.checkers.slice(0, limits.checkers);
  }
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

function rememberChecker(name) {
  let at = verdicts.checkers.indexOf(name);
  if (at < 0) { at = verdicts.checkers.push(name) - 1; }
  verdicts.checker = at;
  remember("who", { checkers: verdicts.checkers });
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
    look: person.picture ? verdicts.looks.get(person.id) || 0 : 0, checker: Math.max(0, verdicts.checker), at: Date.now(),
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
  return (record.note === undefined || isText(record.note, limits.note)) && [0, 1, 2].includes(record.look)
    && Number.isInteger(record.checker) && Number.isInteger(record.at);
}
