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

// After signing in again in another tab the form's token is an old one: takes the new one from a fresh copy of this page.
async function renewToken(form) {
  const token = form.elements.csrf;
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!token || !answer.ok || answer.redirected) { return false; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("form[data-draft] [name=csrf]");
  if (!fresh || fresh.value === token.value) { return false; }
  token.value = fresh.value;
  return true;
}

function keepDrafts(form) {
  const state = form.querySelector(".draft-state");
  const version = form.elements.version;
  let timer = 0;
  let changed = false;
  let leaving = false;
  let running = null;
  const say = (text) => { if (state) { state.textContent = text; } };

  async function post() {
    changed = false;
    let told;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", body: draftBody(form), credentials: "same-origin", keepalive: leaving,
        headers: { Accept: "application/json" },
      });
      if (answer.status === 401 || answer.status === 403) {
        changed = true;
        const renewed = !leaving && await renewToken(form);
        if (!renewed) { say("草稿还没有保存：登录已过期。请在新标签页重新登录，再回到本页，已填的内容都还在"); }
        if (!leaving) { timer = setTimeout(keep, renewed ? 0 : 10 * pauseMilliseconds); }
        return;
      }
      if (!answer.ok && answer.status !== 409 && answer.status !== 422) { throw new Error(String(answer.status)); }
      told = await answer.json();
    } catch (problem) {
      changed = true;
      say("草稿还没有保存：网络不通，请先不要关闭页面");
      if (!leaving) { timer = setTimeout(keep, 10 * pauseMilliseconds); }
      return;
    }
    // Somebody else saved meanwhile: asking again would not help.
    if (told.error) { say(`草稿没有保存：${told.error}`); return; }
    // The next save, and the form itself, are based on what was just saved.
    if (told.version && version) { version.value = told.version; }
    const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
    say(`草稿已保存 ${time}`);
  }

  // One at a time: each is based on the one before.
  async function keep() {
    clearTimeout(timer);
    while (running) { await running; }
    running = post();
    try { await running; } finally { running = null; }
  }

  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, pauseMilliseconds);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    changed = false;
    if (!running) { return; }
    event.preventDefault();
    const pressed = event.submitter;
    running.then(() => form.requestSubmit(pressed));
  });
  window.addEventListener("pagehide", () => {
    if (changed) { leaving = true; post(); leaving = false; }
  });
}

for (const form of document.querySelectorAll("form[data-draft]")) { keepDrafts(form); }
