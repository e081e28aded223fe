// Verification of a class by one key each, as on the disc's page: 1–5 judge, arrows move, Enter is large, U takes back. Every verdict is
// sent at once and in order; what could not be sent stays on the page, says so, and is sent again. The words are those of the form
// underneath, which does the same without a script.
const root = document.getElementById("verify");
const part = (name) => root.querySelector(`[data-${name}]`);
const grid = part("tiles");
const tiles = Array.from(grid.querySelectorAll(".tile"));
const largeBox = part("large");
const form = document.querySelector("[data-form]");
const boxes = (name) => Array.from(form ? form.querySelectorAll(`[name=${name}]`) : []);
const wordOf = (input) => form.querySelector(`label[for="${input.id}"]`).firstChild.textContent;
const tones = { right: "right", missing: "wrong", photo: "look", data: "look", person: "wrong" };
const signs = { right: "✓", missing: "缺", photo: "照", data: "数", person: "✕" };
const verdicts = boxes("verdict").map((box) => ({ id: box.value, key: box.dataset.key, word: wordOf(box) }));
const faults = boxes("fault").map((box) => ({ id: box.value, word: wordOf(box) }));
const columns = Array.from(form ? form.querySelectorAll("[name^='new-']") : []).map((input) => ({ code: input.name.slice(4), word: wordOf(input) }));
const tally = { people: Number(root.dataset.people), right: Number(root.dataset.right), found: Number(root.dataset.found) };
const looks = new Map();
const broken = new Set();
const undoSteps = [];
let here = Math.max(0, tiles.findIndex((tile) => !tile.dataset.verdicts));
let isLarge = false;

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") { element.addEventListener(key, value); } else if (value !== null && value !== false) { element.setAttribute(key, value === true ? "" : value); }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== false && child !== undefined));
  return element;
}

function button(word, key, act, kind = "quiet") {
  return make("button", { type: "button", class: `button ${kind}`, click: act }, word, key && make("kbd", {}, key));
}

let quiet = 0;
function say(text, tone) {
  const status = part("status");
  clearTimeout(quiet);
  status.textContent = text;
  status.className = `verify-status shown ${tone || ""}`;
  quiet = setTimeout(() => { status.className = "verify-status"; }, tone ? 6000 : 3000);
}

// --- What is known of a person

function recordOf(tile) {
  if (!tile.dataset.verdicts) { return null; }
  const said = tile.dataset.said ? JSON.parse(tile.dataset.said) : {};
  return { verdicts: tile.dataset.verdicts.split(" "), photo: said.photo || [], data: said.data || {}, partner: said.partner || "", note: said.note || "" };
}

function detailOf(record) {
  const words = [];
  if (record.photo.length) { words.push(record.photo.map((id) => (faults.find((fault) => fault.id === id) || { word: id }).word).join("、")); }
  for (const [code, value] of Object.entries(record.data)) { words.push(`${columns.find((column) => column.code === code).word}应为“${value || "（空）"}”`); }
  if (record.partner) { words.push(`实为 ${record.partner}`); }
  if (record.note) { words.push(record.note); }
  return words.join("；");
}

function show(tile, record) {
  tally.right += (record && record.verdicts[0] === "right" ? 1 : 0) - (tile.dataset.verdicts === "right" ? 1 : 0);
  tally.found += (record && record.verdicts[0] !== "right" ? 1 : 0) - (tile.dataset.verdicts && tile.dataset.verdicts !== "right" ? 1 : 0);
  tile.dataset.verdicts = record ? record.verdicts.join(" ") : "";
  tile.dataset.said = record ? JSON.stringify({ photo: record.photo, data: record.data, partner: record.partner, note: record.note }) : "";
  tile.classList.toggle("judged", Boolean(record) && record.verdicts[0] === "right");
  tile.classList.toggle("found", Boolean(record) && record.verdicts[0] !== "right");
  showState(tile);
  const pictures = part("counts").textContent.match(/返回照片 (\d+)/);
  part("counts").textContent = `应采 ${tally.people} 人，返回照片 ${pictures ? pictures[1] : 0} 张；正确 ${tally.right} 人，问题 ${tally.found} 人，没有核对 ${tally.people - tally.right - tally.found} 人`;
}

function marksOf(tile) {
  // Who only looks on has no form, and with it no words: the marks are those that came.
  if (!form) { return Array.from(tile.querySelector("[data-state]").cloneNode(true).childNodes); }
  const record = recordOf(tile);
  const marks = record
    ? record.verdicts.map((id) => make("span", { class: `mark ${tones[id]}` }, make("b", {}, signs[id]), verdicts.find((verdict) => verdict.id === id).word))
    : [make("span", { class: "mark wait" }, "没有核对")];
  const waits = queue.some((job) => job.tiles.includes(tile));
  return marks.concat(waits && troubled ? [make("span", { class: "mark wrong" }, "没有保存")] : [], record && detailOf(record) ? [make("small", {}, detailOf(record))] : []);
}

function showState(tile) {
  tile.querySelector("[data-state]").replaceChildren(...marksOf(tile));
  if (isLarge && tiles[here] === tile) { showLargeState(); }
}
