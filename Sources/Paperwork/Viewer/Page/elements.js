// Elements by construction: what comes from data becomes text or an attribute's value, never markup.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) { continue; }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "value" || name === "checked" || name === "disabled" || name === "hidden" || name === "max") {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      add(element, child);
    } else if (child !== undefined && child !== null && child !== false) {
      element.append(child);
    }
  }
}

function refill(element, ...children) {
  element.textContent = "";
  add(element, children);
}

function button(word, act, { key, kind, title } = {}) {
  return make("button", { type: "button", class: `button ${kind || "quiet"}`, onclick: act, title },
    make("span", {}, word), key && keyMark(key));
}

// The key of a button, drawn by the style sheet: it is no part of what the button is called.
function keyMark(key) { return make("kbd", { class: "key", "data-key": key, "aria-hidden": "true" }); }

// One layer above the page; the browser itself keeps the keyboard inside.
function openLayer(title, content, { wide, onclose } = {}) {
  const before = document.activeElement;
  const heading = make("h2", { id: "layer-title", tabindex: "-1" }, title);
  const layer = make("dialog", { class: wide ? "layer wide" : "layer", "aria-labelledby": "layer-title" }, heading, content);
  document.body.append(layer);
  layer.addEventListener("close", () => {
    layer.remove();
    if (before && before.isConnected) { before.focus({ preventScroll: true }); }
    if (onclose) { onclose(); }
  });
  layer.showModal();
  const first = layer.querySelector("[data-first]") || layer.querySelector("input, select, button");
  (first || heading).focus();
  return layer;
}

function layerIsOpen() { return document.querySelector("dialog[open]") !== null; }

// Trouble that a person can do something about: what happened and where, and what to do.
class Trouble extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

function troubleNotice(trouble) {
  const known = trouble instanceof Trouble;
  return make("div", { class: "notice wrong", role: "alert" },
    make("p", {}, make("strong", {}, known ? trouble.message : "没有做成：页面里出了意外的问题")),
    make("p", {}, known ? trouble.hint : `请重新打开 index.html 再试；仍然不行，请把这一行告诉采集单位：${trouble.message}`));
}

// Typed text as the result file takes it: without controls, halves of characters and marks that turn the direction.
function tidyText(text, limit) {
  // Nearly every cell of a large roster is tidy as it is.
  if (text.length <= limit && !/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]/.test(text)) { return text.trim(); }
  const kept = Array.from(text).filter((character) => {
    const point = character.codePointAt(0);
    return !(point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0xd800 && point < 0xe000) || point === 0xfeff
      || (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069));
  });
  return kept.slice(0, limit).join("").trim();
}

// Characters that no common font draws, with their code points, so that nobody takes a box for a wrong name.
function rareCharacters(text) {
  return Array.from(text).filter((character) => {
    const point = character.codePointAt(0);
    return (point >= 0x3400 && point < 0x4e00) || (point > 0x9fa5 && point < 0xa000) || (point >= 0xe000 && point < 0xfb00) || point >= 0x20000;
  }).map((character) => `${character} U+${character.codePointAt(0).toString(16).toUpperCase()}`);
}
