// The tree of 类别, 院系 and 班级; only departments that are open hold their classes.
const treeRows = { departments: [], ofClass: new Map(), byClass: new Map() };

function drawTree() {
  const departments = new Map();
  for (const group of disc.classes) {
    const key = `${group.category}\n${group.department}`;
    if (!departments.has(key)) { departments.set(key, { category: group.category, department: group.department, classes: [] }); }
    departments.get(key).classes.push(group);
  }
  treeRows.byClass.clear();
  parts.allLink = treeLink("全部班级", () => go("all"));
  parts.foundLink = treeLink("问题清单", () => go("found"));
  treeRows.departments = Array.from(departments.values());
  treeRows.ofClass = new Map();
  for (const entry of treeRows.departments) { for (const group of entry.classes) { treeRows.ofClass.set(group, entry); } }
  let category = null;
  const nodes = [parts.allLink, parts.foundLink];
  for (const entry of treeRows.departments) {
    if (entry.category !== category) {
      category = entry.category;
      if (category) { nodes.push(make("h2", { class: "tree-category" }, category)); }
    }
    nodes.push(departmentNode(entry));
  }
  refill(parts.tree, nodes);
  if (treeRows.departments.length === 1) { openDepartment(treeRows.departments[0], true); }
  showTreePlace();
}

function treeLink(word, act) {
  return make("button", { type: "button", class: "tree-link", onclick: act }, make("span", { class: "tree-word" }, word), make("span", { class: "tree-count figures" }));
}

function departmentNode(entry) {
  entry.list = make("div", { class: "tree-classes", hidden: true });
  entry.link = treeLink(entry.department || "（没有院系）", () => openDepartment(entry, entry.list.hidden));
  entry.link.classList.add("tree-department");
  entry.link.setAttribute("aria-expanded", "false");
  showDepartment(entry);
  return make("div", {}, entry.link, entry.list);
}

function openDepartment(entry, open) {
  if (open && entry.list.childElementCount === 0) {
    for (const group of entry.classes) {
      const link = treeLink(group.name || "（没有班级）", () => go("class", group));
      treeRows.byClass.set(group, link);
      entry.list.append(link);
      showTreeClass(group);
    }
  }
  entry.list.hidden = !open;
  entry.link.setAttribute("aria-expanded", String(open));
}

function countWords(link, judged, people, found) {
  const count = link.querySelector(".tree-count");
  count.textContent = judged >= people ? (found ? `✓ 问题 ${found}` : "✓") : `${judged}/${people}`;
  link.classList.toggle("done", judged >= people);
}

function showDepartment(entry) {
  const counts = entry.classes.map(classCount);
  const sum = (name) => counts.reduce((total, count) => total + count[name], 0);
  countWords(entry.link, sum("judged"), sum("people"), sum("found"));
}

function showTreeClass(group) {
  const link = treeRows.byClass.get(group);
  const count = classCount(group);
  if (link) { countWords(link, count.judged, count.people, count.found); }
  showDepartment(treeRows.ofClass.get(group));
}

function showTreeTotals(count) {
  parts.allLink.querySelector(".tree-count").textContent = `${disc.classes.length} 个班`;
  parts.foundLink.querySelector(".tree-count").textContent = count.found ? `${count.found} 人` : "";
}

function showTreePlace() {
  for (const link of parts.tree.querySelectorAll("[aria-current]")) { link.removeAttribute("aria-current"); }
  let link = here.view === "all" ? parts.allLink : parts.foundLink;
  if (here.view === "class") {
    openDepartment(treeRows.ofClass.get(here.group), true);
    link = treeRows.byClass.get(here.group);
    parts.fold.textContent = className(here.group);
  } else {
    parts.fold.textContent = here.view === "all" ? "全部班级" : "问题清单";
  }
  link.setAttribute("aria-current", "page");
  link.scrollIntoView({ block: "nearest" });
}
