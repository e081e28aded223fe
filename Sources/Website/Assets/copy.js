// 复制文字: shows its button only where it can work; without script the text can be selected with one click.
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    return navigator.clipboard.writeText(text);
  }
  // Plain http inside a campus: the old way.
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "spoken";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) { throw new Error("copy"); }
}

for (const box of document.querySelectorAll(".copy")) {
  const button = box.querySelector("[data-copy]");
  const text = box.querySelector("pre");
  const state = box.querySelector("[role=status]");
  if (!button || !text) { continue; }
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await copy(text.textContent);
      if (state) { state.textContent = "已复制，可以粘贴到群里"; }
    } catch (problem) {
      if (state) { state.textContent = "浏览器不允许复制，请长按或选中上面的文字"; }
    }
  });
}
