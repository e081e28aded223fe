// A class at a glance: every person with caption and verdict, a page at a time where a class is very large.
const tilesOnPage = 120;
const tiles = { list: [], from: 0, watcher: null, timers: new Map(), dense: false };
const brokenPictures = new Set();

function drawClass() {
  if (here.large) { drawLarge(); return; }
  const { group } = here;
  tiles.from = Math.floor(here.row / tilesOnPage) * tilesOnPage;
  const shown = group.list.slice(tiles.from, tiles.from + tilesOnPage);
  tiles.list = shown.map(tile);
  parts.head = make("p", { class: "soft figures" });
  const grid = make("div", { class: tiles.dense ? "tiles dense" : "tiles", role: "listbox", "aria-label": "全班照片" }, tiles.list);
  refill(parts.main, make("div", { class: "class-head" },
    make("div", {}, make("h1", {}, className(group)), parts.head),
    make("div", { class: "acts" },
      button("逐张看大图", () => showPerson(here.row, true), { key: "Enter" }),
      button("其余都正确", openRest, { key: "A" }), button("撤销", undoHere, { key: "U" }),
      button(tiles.dense ? "显示全部数据" : "排密一些", toggleDense, { key: "D" }),
      button("上一班", () => goBeside(-1), { key: "[" }), button("下一班", () => goBeside(1), { key: "]" }))),
  pageLinks(group), grid, pageLinks(group));
  showHeadState();
  showTileStates();
  watchTiles();
}

function pageLinks(group) {
  const pages = Math.ceil(group.list.length / tilesOnPage);
  if (pages < 2) { return null; }
  return make("div", { class: "pages" }, Array.from({ length: pages }, (_, page) => {
    const first = page * tilesOnPage;
    const link = button(`${first + 1}–${Math.min(group.list.length, first + tilesOnPage)}`, () => { showPerson(first, false); window.scrollTo(0, 0); }, { kind: "quiet small" });
    if (first === tiles.from) { link.setAttribute("aria-current", "page"); }
    return link;
  }));
}

function tile(person) {
  const lines = captions(person).filter(([code, , value]) => value !== "" && code !== "XM" && !(code === "XXMC" && value === disc.index.institution[1]));
  const element = make("div", { class: "tile", role: "option", tabindex: "-1", "data-row": person.row,
    onclick: () => showPerson(person.row, true), onfocus: () => { here.row = person.row; roveTo(element); } },
  picture(person, true), make("b", { class: "tile-name" }, nameOf(person)),
  lines.map(([code, word, value]) => make("span", { class: "tile-line figures", title: word }, code === "SFZH" ? grouped(value, [10, 18]) : value)), make("span", { class: "tile-state" }));
  return element;
}

// A picture, or why there is none.
function picture(person, small) {
  if (!person.picture) { return make("div", { class: "no-picture" }, "缺照片"); }
  const image = make("img", { src: pictureAddress(person), alt: `${nameOf(person)}的照片`, width: 480, height: 640, loading: small ? "lazy" : false, decoding: small ? "async" : false, draggable: "false" });
  image.addEventListener("error", () => {
    brokenPictures.add(person.id);
    image.replaceWith(make("div", { class: "no-picture broken" }, "照片打不开"));
  });
  return image;
}

function roveTo(element) {
  for (const other of tiles.list) {
    other.tabIndex = other === element ? 0 : -1;
    other.setAttribute("aria-selected", String(other === element));
  }
}

function showHeadState() {
  if (!parts.head) { return; }
  const count = classCount(here.group);
  parts.head.textContent = `${count.people} 人，有照片 ${here.group.pictures} 人；正确 ${count.right} 人，问题 ${count.found} 人，还没有核对 ${count.open} 人`;
}

function showTileStates() {
  if (here.large) { return; }
  for (const element of tiles.list) {
    const person = here.group.list[Number(element.dataset.row)];
    const record = recordOf(person);
    element.classList.toggle("judged", record !== null);
    element.classList.toggle("found", record !== null && record.verdicts[0] !== "right");
    refill(element.querySelector(".tile-state"), record ? verdictMark(record) : make("span", { class: "mark wait" }, "未核对"),
      record && !tiles.dense && make("small", {}, recordDetail(record)));
  }
}

function focusPerson() {
  if (here.view !== "class") { parts.main.focus({ preventScroll: true }); return; }
  if (here.large) { parts.largeFrame.focus({ preventScroll: true }); return; }
  const element = tiles.list[here.row - tiles.from];
  if (element) {
    roveTo(element);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }
}

function showPerson(row, large) {
  here.row = Math.max(0, Math.min(here.group.list.length - 1, row));
  here.large = large;
  drawClass();
  focusPerson();
}

function moveTo(row) {
  const bounded = Math.max(0, Math.min(here.group.list.length - 1, row));
  if (here.large || bounded < tiles.from || bounded >= tiles.from + tilesOnPage) {
    showPerson(bounded, here.large);
  } else {
    here.row = bounded;
    focusPerson();
  }
}

// How many tiles stand in a line, for the arrows.
function tilesInLine() {
  const top = tiles.list[0] ? tiles.list[0].offsetTop : 0;
  const next = tiles.list.findIndex((element) => element.offsetTop > top);
  return next < 0 ? Math.max(1, tiles.list.length) : next;
}

function toggleDense() {
  tiles.dense = !tiles.dense;
  drawClass();
  focusPerson();
}

// Who was shown long enough to be seen: the whole picture, on the screen, for the better part of a second.
function watchTiles() {
  if (tiles.watcher) { tiles.watcher.disconnect(); }
  for (const timer of tiles.timers.values()) { window.clearTimeout(timer); }
  tiles.timers.clear();
  if (typeof IntersectionObserver === "undefined") { return; }
  tiles.watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      window.clearTimeout(tiles.timers.get(target));
      tiles.timers.delete(target);
      if (isIntersecting) { tiles.timers.set(target, window.setTimeout(() => seen(target), 700)); }
    }
  }, { threshold: 0.9 });
  for (const element of tiles.list) {
    const image = element.querySelector("img");
    if (image) { tiles.watcher.observe(image); }
  }
}

function seen(image) {
  const row = image.isConnected ? Number(image.parentNode.dataset.row) : -1;
  if (row >= 0 && image.naturalWidth > 0 && !document.hidden && here.group && here.group.list[row]) { looked(here.group.list[row], 1); }
}
