// What this computer remembers of a disc: a key for each class, so that one verdict writes little. Storage may be forbidden for pages
// that were opened from a file; then the page says so, and results are kept by saving them.
const memory = { works: false, prefix: "", cleared: false };

function openMemory() {
  const { id, number, contents } = disc.index;
  memory.prefix = `biying-disc:${id}:${number}:${contents.slice(0, 16)}:`;
  try {
    window.localStorage.setItem(`${memory.prefix}try`, "1");
    memory.works = window.localStorage.getItem(`${memory.prefix}try`) === "1";
    window.localStorage.removeItem(`${memory.prefix}try`);
  } catch (_) {
    memory.works = false;
  }
}

function remember(name, value) {
  if (!memory.works) { return; }
  memory.cleared = false;
  try {
    window.localStorage.setItem(memory.prefix + name, JSON.stringify(value));
  } catch (_) {
    memory.works = false;
    showMemoryState();
  }
}

function remembered(name) {
  if (!memory.works) { return null; }
  try {
    return JSON.parse(window.localStorage.getItem(memory.prefix + name));
  } catch (_) {
    return null;
  }
}

// What was cleared stays so until the next verdict.
function forgetAll() {
  memory.cleared = true;
  try {
    const names = Object.keys(window.localStorage).filter((name) => name.startsWith(memory.prefix));
    for (const name of names) { window.localStorage.removeItem(name); }
  } catch (_) {
    memory.works = false;
  }
}

// A second window on the same disc: what it writes is shown here too.
window.addEventListener("storage", (event) => {
  if (!disc.index || !event.key || !event.key.startsWith(`${memory.prefix}class:`)) { return; }
  const group = disc.classByID.get(event.key.slice(memory.prefix.length + 6));
  if (group) {
    takeRemembered(group);
    showClassState(group);
  }
});
