// The keys of the whole page. A verdict is one press: a key held down judges nobody.
function onKey(event) {
  if (layerIsOpen()) { return; }
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && !isTyping(event)) {
    event.preventDefault();
    undoHere();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) { return; }
  const act = keyActs(event.key.length === 1 ? event.key.toLowerCase() : event.key, event);
  if (act) {
    event.preventDefault();
    act();
  }
}

function isTyping(event) { return event.target.closest("input, select, textarea, form") !== null; }

function keyActs(key, event) {
  const everywhere = { "/": openSearch, s: openFiles, u: undoHere, "?": openKeyHelp, "[": () => goBeside(-1), "]": () => goBeside(1) };
  if (everywhere[key]) { return event.repeat ? () => {} : everywhere[key]; }
  if (here.view !== "class") { return key === "Escape" && here.view === "found" ? () => go("all") : null; }
  const verdict = verdictWords.find((known) => known.key === key);
  if (verdict) { return event.repeat ? () => {} : () => judge(verdict.id); }
  if (key === "a") { return openRest; }
  if (key === "d" && !here.large) { return toggleDense; }
  if (key === "Escape") { return here.large ? () => showPerson(here.row, false) : () => go("all"); }
  const onButton = event.target.closest("button, a, summary, label");
  if ((key === "Enter" || key === " ") && !here.large && !onButton) { return () => showPerson(here.row, true); }
  const moves = here.large
    ? { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, " ": 1 }
    : { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -tilesInLine(), ArrowDown: tilesInLine() };
  if (key in moves && !(key === " " && onButton)) { return () => moveTo(here.row + moves[key]); }
  if (key === "Home") { return () => moveTo(0); }
  if (key === "End") { return () => moveTo(here.group.list.length - 1); }
  return null;
}
