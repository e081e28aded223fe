// Checks a field while it is being typed. <input data-check="/address"> posts name and value (an address bar or a log must
// never see an identity number) and expects {"error": "…"} or {}. The same rule runs again when the form is sent.
const typingPauseMilliseconds = 450;

function show(field, message) {
  const place = document.getElementById(`${field.id}-error`);
  const block = field.closest(".field");
  if (!place || !block) { return; }
  place.textContent = message;
  block.classList.toggle("wrong", message !== "");
  if (message) { field.setAttribute("aria-invalid", "true"); } else { field.removeAttribute("aria-invalid"); }
}

function checkWhileTyping(field) {
  let timer = 0;
  let turn = 0;
  const last = { value: field.value };

  async function ask() {
    if (field.value === last.value) { return; }
    last.value = field.value;
    if (field.value === "") { return show(field, ""); }
    turn += 1;
    const mine = turn;
    const body = new URLSearchParams({ name: field.name, value: field.value });
    const token = field.form && field.form.elements.csrf;
    if (token) { body.append("csrf", token.value); }
    try {
      const answer = await fetch(field.dataset.check, { method: "POST", body, credentials: "same-origin" });
      if (answer.ok && mine === turn) { show(field, (await answer.json()).error || ""); }
    } catch (problem) {
      // Without a network the check happens when the form is sent.
    }
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, typingPauseMilliseconds); });
  field.addEventListener("change", () => { clearTimeout(timer); ask(); });
}

for (const field of document.querySelectorAll("[data-check]")) { checkWhileTyping(field); }
