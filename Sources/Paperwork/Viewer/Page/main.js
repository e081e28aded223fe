async function main() {
  const early = document.getElementById("early");
  try {
    await openDisc();
    openMemory();
    openVerdicts();
    early.remove();
    buildFrame();
    showMemoryState();
    showEverything();
    document.addEventListener("keydown", onKey);
    openStart(() => {
      const next = disc.classes.find((group) => classCount(group).open > 0);
      const begun = discCount().judged > 0;
      if (begun) { say(`上次核对到 ${discCount().judged} 人，接着做`); }
      if (disc.isCode && !rosterIsChosen()) { go("all"); openRosterPanel(); return; }
      if (disc.classes.length > 0) { go(begun || !next ? "all" : "class", next); }
    });
  } catch (trouble) {
    refill(early, make("h1", {}, "照片核对"), trouble instanceof Trouble && !disc.index
      ? troubleNotice(new Trouble("找不到光盘上的 data 文件夹，或者它读不出来", "请打开光盘里的 index.html（不要单独复制这一个文件）；或把整张光盘复制到硬盘，再打开复制好的 index.html。"))
      : troubleNotice(trouble));
  }
}

main();
