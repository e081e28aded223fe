// The sheet of portraits by keyboard: arrows move, space ticks, Enter looks closely; how many are ticked stands on the button.
// One portrait: Enter, arrow and digits press the button that bears the key.
const typing = (target) => /^(TEXTAREA|SELECT)$/.test(target.tagName) || target.matches("input:not([type=checkbox])");
const plain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;

for (const form of document.querySelectorAll("form[data-release]")) {
  const tiles = Array.from(form.querySelectorAll(".glance > li"));
  const links = tiles.map((tile) => tile.querySelector("a"));
  const boxes = tiles.map((tile) => tile.querySelector("input[type=checkbox]"));
  const button = form.querySelector("[data-counted]");

  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    button.textContent = button.dataset.counted.replace("#", String(count));
    button.disabled = count === 0;
    tiles.forEach((tile, at) => tile.classList.toggle("unticked", !boxes[at].checked));
  };

  // As many as stand in the first row.
  const perRow = () => {
    const top = tiles[0].offsetTop;
    const next = tiles.findIndex((tile) => tile.offsetTop > top);
    return next < 0 ? tiles.length : next;
  };

  form.addEventListener("change", show);
  form.addEventListener("keydown", (event) => {
    const at = tiles.indexOf(event.target.closest(".glance > li"));
    if (at < 0 || !plain(event)) { return; }
    const moves = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow(), ArrowUp: -perRow() };
    if (event.key in moves) {
      const next = links[Math.max(0, Math.min(tiles.length - 1, at + moves[event.key]))];
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
      event.preventDefault();
    } else if (event.key === " ") {
      boxes[at].checked = !boxes[at].checked;
      show();
      event.preventDefault();
    }
  });
  // One stop of the Tab key for the whole sheet; the boxes are ticked from there.
  links.forEach((link, at) => { link.tabIndex = at === 0 ? 0 : -1; });
  boxes.forEach((box) => { box.tabIndex = -1; });
  form.addEventListener("focusin", (event) => {
    const at = links.indexOf(event.target);
    if (at >= 0) { links.forEach((link, other) => { link.tabIndex = other === at ? 0 : -1; }); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.startsWith("Arrow") && plain(event) && event.target === document.body && links[0]) {
      links[0].focus();
      event.preventDefault();
    }
  });
  show();
}

const keys = new Map(Array.from(document.querySelectorAll("[data-press]"), (target) => [target.dataset.press, target]));
if (keys.size > 0) {
  document.addEventListener("keydown", (event) => {
    const target = keys.get(event.key);
    if (!target || !plain(event) || event.repeat || typing(event.target)) { return; }
    // A button or link that has the focus is pressed by Enter itself.
    if (event.key === "Enter" && event.target.closest("a, button, summary")) { return; }
    event.preventDefault();
    target.click();
  });
}
