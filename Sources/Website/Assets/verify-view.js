// The sheet and one person large: what is focused, how far it was looked at, and the keys.
function focusHere() {
  const target = isLarge ? largeBox : tiles[here];
  tiles.forEach((tile, at) => {
    tile.tabIndex = at === here ? 0 : -1;
    tile.setAttribute("aria-selected", String(at === here));
  });
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

function go(at, large) {
  here = Math.max(0, Math.min(tiles.length - 1, at));
  isLarge = large;
  largeBox.hidden = !large;
  grid.hidden = large;
  if (large) { drawLarge(); }
  focusHere();
}

function beside(name) {
  const address = root.dataset[name];
  if (queue.length > 0) { say("还有结论没有保存，存好以后再换班", "look"); return; }
  if (address) { location.assign(address); } else { say(name === "next" ? "已经是最后一个班，按 Esc 看全部班级" : "已经是第一个班，按 Esc 看全部班级"); }
}

// An identity number in parts, easier to compare.
function parted(value) {
  if (!/^[0-9]{17}[0-9X]$/.test(value)) { return value || "（空）"; }
  return [[0, 6], [6, 14], [14, 18]].map(([from, to]) => make("span", { class: "number-part" }, value.slice(from, to)));
}

function drawLarge() {
  delete largeBox.dataset.form;
  const tile = tiles[here];
  const picture = tile.querySelector("img");
  const shown = picture ? make("img", { src: picture.src, alt: picture.alt, width: 480, height: 640, draggable: "false" }) : make("div", { class: "no-picture" }, broken.has(tile) ? "照片打不开" : "缺照片");
  // Who is judged sooner than a picture can be taken in was not looked at.
  if (picture) { shown.addEventListener("load", () => setTimeout(() => { if (shown.isConnected && !document.hidden) { looks.set(tile, 2); } }, 250)); }
  const lines = Array.from(tile.querySelectorAll("[data-column]"));
  largeBox.setAttribute("aria-label", `${tile.dataset.name}，第 ${here + 1} 人`);
  largeBox.replaceChildren(
    make("div", { class: "verify-picture" }, shown),
    make("div", { class: "verify-side" },
      make("p", { class: "soft figures" }, `第 ${here + 1} / ${tiles.length} 人`),
      make("p", { class: "verify-name" }, tile.dataset.name),
      make("dl", { class: "verify-facts" }, lines.map((line) => [make("dt", {}, line.dataset.label),
        make("dd", { class: "figures" }, line.dataset.column === "SFZH" ? parted(line.dataset.value) : line.dataset.value || "（空）")])),
      make("div", { class: "verify-state", "data-large-state": true }),
      make("div", { "data-area": true }),
      make("div", { class: "row" }, button("上一人", "←", () => go(here - 1, true), "quiet small"), button("下一人", "→", () => go(here + 1, true), "quiet small"),
        button("撤销", "U", undo, "quiet small"), button("回到全班", "Esc", () => go(here, false), "quiet small"))));
  showLargeState();
  showVerdicts();
}

function showLargeState() { largeBox.querySelector("[data-large-state]").replaceChildren(...marksOf(tiles[here])); }

function showVerdicts() {
  const tile = tiles[here];
  const record = recordOf(tile);
  largeBox.querySelector("[data-area]").replaceChildren(make("div", { class: "verify-verdicts" }, verdicts.filter((verdict) => obstacle(tile, verdict.id) === null).map((verdict) => {
    const press = button(verdict.word, verdict.key, () => judge(verdict.id), `quiet ${tones[verdict.id]}`);
    press.setAttribute("aria-pressed", String(Boolean(record) && record.verdicts.includes(verdict.id)));
    return press;
  })));
}

// --- How far each was seen

function watch() {
  if (!window.IntersectionObserver) { return; }
  const timers = new Map();
  // The whole picture, on the screen, for the better part of a second.
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(timers.get(target));
      if (isIntersecting) { timers.set(target, setTimeout(() => { if (target.naturalWidth > 0 && !document.hidden && !grid.hidden) { seen(target.closest(".tile")); } }, 700)); }
    }
  }, { threshold: 0.9 });
  for (const image of grid.querySelectorAll("img")) { watcher.observe(image); }
}

function seen(tile) { if (!looks.has(tile)) { looks.set(tile, 1); } }

function isBroken(image) {
  const tile = image.closest(".tile");
  broken.add(tile);
  image.replaceWith(make("div", { class: "no-picture" }, "照片打不开"));
  if (isLarge && tiles[here] === tile) { drawLarge(); }
}

// --- Keys

function tilesInLine() {
  const next = tiles.findIndex((tile) => tile.offsetTop > tiles[0].offsetTop);
  return next < 0 ? Math.max(1, tiles.length) : next;
}

function toggleDense() {
  grid.classList.toggle("dense");
  focusHere();
}

function keyActs(key, event) {
  const once = { u: undo, "?": openKeys, "[": () => beside("previous"), "]": () => beside("next"), a: openRest };
  if (once[key]) { return event.repeat ? () => {} : once[key]; }
  const verdict = verdicts.find((known) => known.key === key);
  // A key held down judges nobody.
  if (verdict) { return event.repeat ? () => {} : () => judge(verdict.id); }
  if (key === "d" && !isLarge) { return toggleDense; }
  if (key === "Escape") { return isLarge ? () => go(here, false) : () => location.assign(root.dataset.list); }
  const onButton = event.target.closest("button, a, summary, label");
  if ((key === "Enter" || key === " ") && !isLarge && !onButton) { return () => go(here, true); }
  const moves = isLarge ? { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, " ": 1 } : { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -tilesInLine(), ArrowDown: tilesInLine() };
  if (key in moves && !(key === " " && onButton)) { return () => go(here + moves[key], isLarge); }
  if (key === "Home") { return () => go(0, isLarge); }
  return key === "End" ? () => go(tiles.length - 1, isLarge) : null;
}

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]") || event.altKey) { return; }
  const typing = event.target.closest("input, select, textarea, form, pre");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) { event.preventDefault(); undo(); return; }
  if (event.ctrlKey || event.metaKey || typing) { return; }
  const act = keyActs(event.key.length === 1 ? event.key.toLowerCase() : event.key, event);
  if (act) { event.preventDefault(); act(); }
});

const acts = { large: () => go(here, true), rest: openRest, undo, dense: toggleDense, previous: () => beside("previous"), next: () => beside("next"), keys: openKeys };
for (const press of root.querySelectorAll("[data-act]")) { press.addEventListener("click", acts[press.dataset.act]); }
tiles.forEach((tile, at) => { tile.addEventListener("click", () => go(at, true)); });
for (const image of grid.querySelectorAll("img")) {
  image.addEventListener("error", () => isBroken(image));
  if (image.complete && image.naturalWidth === 0) { isBroken(image); }
}
part("acts").hidden = false;
for (const under of document.querySelectorAll("[data-without-script]")) { under.hidden = true; }
watch();
if (tiles.length > 0) { focusHere(); }
