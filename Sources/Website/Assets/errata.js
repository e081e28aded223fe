// A list that is decided by ticks: Shift+space ticks a run, A all, Y presses the first button; how many are ticked stands on it.
// Errata that stand or fall together are ticked together. Arrows and space are the table's own (table.js).
const typing = (target) => /^(TEXTAREA|SELECT)$/.test(target.tagName) || target.matches("input:not([type=checkbox])");

for (const form of document.querySelectorAll("form[data-errata]")) {
  const boxes = Array.from(form.querySelectorAll("td input[type=checkbox]"));
  const button = form.querySelector("[data-counted]");
  let last = -1;

  const show = () => {
    if (!button) { return; }
    const count = boxes.filter((box) => box.checked).length;
    button.textContent = button.dataset.counted.replace("#", String(count));
    button.disabled = count === 0;
  };

  const tick = (box, checked) => {
    box.checked = checked;
    for (const other of boxes) {
      if (box.dataset.group && other.dataset.group === box.dataset.group) { other.checked = checked; }
    }
  };

  form.addEventListener("change", (event) => {
    const at = boxes.indexOf(event.target);
    if (at >= 0) {
      tick(boxes[at], boxes[at].checked);
      last = at;
    }
    show();
  });
  // Before the table's own keys.
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr");
    if (event.key !== " " || !event.shiftKey || !row || event.target !== row) { return; }
    const at = boxes.indexOf(row.querySelector("input[type=checkbox]"));
    if (at < 0) { return; }
    for (let index = Math.min(at, Math.max(last, 0)); index <= Math.max(at, last); index += 1) { tick(boxes[index], true); }
    last = at;
    show();
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    if (event.key === "a") {
      for (const box of boxes) { box.checked = true; }
      show();
      event.preventDefault();
    } else if (event.key === "y" && button && !button.disabled) {
      event.preventDefault();
      button.click();
    }
  });
  show();
}
