// For browsers that know no modules (Internet Explorer, 兼容模式): one sentence, in the oldest script there is.
(function () {
  function tell() {
    var sentence = document.createElement("p");
    sentence.id = "old-browser";
    sentence.className = "notice look";
    sentence.appendChild(document.createTextNode(
      "您的浏览器版本太旧，页面可能显示不全。请把浏览器切换到“极速模式”，或换用新版 360 安全浏览器、Edge、Chrome（内核 86 以上）。"));
    document.body.insertBefore(sentence, document.body.firstChild);
  }
  if (document.body) { tell(); } else if (window.attachEvent) { window.attachEvent("onload", tell); } else { window.addEventListener("load", tell); }
})();
