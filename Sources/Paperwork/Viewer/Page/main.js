async function main() {
  const early = document.getElementById("early");
  try {
    if (typeof HTMLDialogElement === "undefined") {
      throw new Trouble("这个浏览器太旧", "请改用 Edge、谷歌浏览器（Chrome）、火狐（Firefox），或 360 浏览器的“极速模式”，再打开光盘上的 index.html。");
    }
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
    document.body.prepend(early);
    refill(early, make("h1", {}, "照片核对"), trouble instanceof Trouble && loadedFiles.size === 0 && typeof HTMLDialogElement !== "undefined"
      ? troubleNotice(new Trouble("找不到光盘上的 data 文件夹，或者它读不出来", "请打开光盘里的 index.html（不要单独复制这一个文件）；或把整张光盘复制到硬盘，再打开复制好的 index.html。"))
      : troubleNotice(trouble));
  }
}

window.addEventListener("unhandledrejection", (event) => {
  if (parts.status) { say(event.reason instanceof Trouble ? [event.reason.message, event.reason.hint].filter(Boolean).join("。") : "没有做成，请重新打开这个页面再试", "look"); }
});

main();
