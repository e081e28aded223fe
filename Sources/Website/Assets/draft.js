// Keeps what is being typed on the server (never in this browser: it may be a shared one).
// <form data-draft="/address"> posts its fields, without files and passwords, a moment after the last change.
const pauseMilliseconds = 1500;

function draftBody(form) {
  const body = new URLSearchParams();
  for (const field of form.elements) {
    const kept = field.name && !field.disabled && field.type !== "file" && field.type !== "password" && field.tagName !== "BUTTON";
    const chosen = (field.type !== "checkbox" && field.type !== "radio") || field.checked;
    if (kept && chosen) { body.append(field.name, field.value); }
  }
  return body;
}

function keepDrafts(form) {
  const state = form.querySelector(".draft-state");
  let timer = 0;
  let changed = false;
  let leaving = false;
  const say = (text) => { if (state) { state.textContent = text; } };

  async function keep() {
    clearTimeout(timer);
    changed = false;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: draftBody(form), credentials: "same-origin", keepalive: leaving });
      if (!answer.ok) { throw new Error(String(answer.status)); }
      const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
      say(`草稿已保存 ${time}`);
    } catch (problem) {
      changed = true;
      say("草稿还没有保存：网络不通，请先不要关闭页面");
      if (!leaving) { timer = setTimeout(keep, 10 * pauseMilliseconds); }
    }
  }

  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, pauseMilliseconds);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); changed = false; });
  window.addEventListener("pagehide", () => {
    if (changed) { leaving = true; keep(); leaving = false; }
  });
}

for (const form of document.querySelectorAll("form[data-draft]")) { keepDrafts(form); }
