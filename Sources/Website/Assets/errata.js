// A list that is decided by ticks: Shift+space ticks a run, A all, Y presses the first button; how many are ticked stands on it.
// Errata that stand or fall together are ticked together. Arrows and space are the table's own (table.js), which also sorts it: the order is
// asked anew each time.
const typing = (target) => /^(TEXTAREA|SELECT)$/.test(target.tagName) || target.matches("input:not([type=checkbox])");

for (const form of document.querySelectorAll("form[data-errata]")) {
  const boxes = () => Array.from(form.querySelectorAll("td input[type=checkbox]"));
  const button = form.querySelector("[data-counted]");
  let last = null;

  const show = () => {
    if (!button) { return; }
    const count = boxes().filter((box) => box.checked).length;
    button.textContent = button.dataset.counted.replace("#", String(count));
    button.disabled = count === 0;
  };

  const tick = (box, checked) => {
    box.checked = checked;
    for (const other of boxes()) {
      if (box.dataset.group && other.dataset.group === box.dataset.group) { other.checked = checked; }
    }
  };

  form.addEventListener("change", (event) => {
    if (event.target.matches("td input[type=checkbox]")) {
      tick(event.target, event.target.checked);
      last = event.target;
    }
    show();
  });
  // Before the table's own keys.
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr");
    if (event.key !== " " || !event.shiftKey || !row || event.target !== row) { return; }
    const all = boxes();
    const box = row.querySelector("input[type=checkbox]");
    const at = all.indexOf(box);
    if (at < 0) { return; }
    const from = last ? all.indexOf(last) : 0;
    for (let index = Math.min(at, from); index <= Math.max(at, from); index += 1) { tick(all[index], true); }
    last = box;
    show();
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    if (event.key === "a") {
      // What lacks its seal cannot be accepted.
      for (const box of boxes()) { if (!box.dataset.unsealed) { tick(box, true); } }
      show();
      event.preventDefault();
    } else if (event.key === "y" && button && !button.disabled) {
      event.preventDefault();
      button.click();
    }
  });
  show();
}
