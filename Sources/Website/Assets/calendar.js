// The planner's calendar: a visit that is dragged to another day or crew opens with what moving it there would do; it moves when that is
// confirmed. Without script, or by keyboard, a visit is opened and day and crew are typed.
let dragged = null;

for (const visit of document.querySelectorAll("[data-move][draggable]")) {
  visit.addEventListener("dragstart", (event) => {
    dragged = visit;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", visit.textContent.trim());
  });
  visit.addEventListener("dragend", () => { dragged = null; });
}

for (const slot of document.querySelectorAll(".slot[data-day]")) {
  // The whole cell takes the visit, not only where text stands in it.
  const cell = slot.closest("td") || slot;
  cell.addEventListener("dragover", (event) => {
    if (!dragged) { return; }
    event.preventDefault();
    cell.classList.add("over");
  });
  cell.addEventListener("dragleave", () => { cell.classList.remove("over"); });
  cell.addEventListener("drop", (event) => {
    cell.classList.remove("over");
    if (!dragged) { return; }
    event.preventDefault();
    if (dragged.closest("td") === cell) { return; }
    const place = new URLSearchParams({ day: slot.dataset.day, crew: slot.dataset.crew });
    location.assign(`${dragged.dataset.move}?${place}`);
  });
}
