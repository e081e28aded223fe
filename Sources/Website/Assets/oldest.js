// Tells owners of a browser between "knows modules" and Chromium 86 that it was never tested (old.js does it for older ones).
const tested = window.CSS && CSS.supports && CSS.supports("selector(:focus-visible)");
const main = document.querySelector("main");
if (!tested && main && !document.getElementById("old-browser")) {
  const sentence = document.createElement("p");
  sentence.id = "old-browser";
  sentence.className = "notice look";
  sentence.textContent = "您的浏览器版本较旧，部分功能可能不能用。请换用新版 360 安全浏览器（极速模式）、Edge 或 Chrome。";
  main.insertBefore(sentence, main.firstChild);
}
