// Sends a form with files and shows how far it is. Without script the browser's own way does the same.
function size(bytes) {
  return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function showAnswer(request) {
  const asked = new URL(request.responseURL || location.href, location.href);
  if (request.status < 400 && asked.pathname + asked.search !== location.pathname + location.search) {
    location.assign(asked.href);
    return;
  }
  // The same page again, with what is wrong at its fields.
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = page.querySelector("main");
  if (!main) { location.reload(); return; }
  document.querySelector("main").replaceWith(document.adoptNode(main));
  for (const form of document.querySelectorAll("form[data-upload]")) { watchUpload(form); }
  const summary = document.querySelector("[data-summary]");
  if (summary) { summary.focus(); } else { window.scrollTo(0, 0); }
}

function send(form, place) {
  const request = new XMLHttpRequest();
  const began = Date.now();
  const buttons = Array.from(form.querySelectorAll("button"));
  const bar = place.querySelector("progress");
  const state = place.querySelector("[role=status]");
  const rest = (text) => { state.textContent = text; for (const button of buttons) { button.disabled = false; } };
  place.hidden = false;
  for (const button of buttons) { button.disabled = true; }
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) { return; }
    const seconds = (Date.now() - began) / 1000;
    const left = event.loaded ? Math.ceil(seconds / event.loaded * (event.total - event.loaded)) : 0;
    bar.max = event.total;
    bar.value = event.loaded;
    state.textContent = event.loaded === event.total
      ? "已上传，正在打开下一页，请稍候"
      : `已上传 ${size(event.loaded)} / ${size(event.total)}${seconds > 2 ? `，约剩 ${left} 秒` : ""}`;
  });
  request.addEventListener("load", () => { rest(""); showAnswer(request); });
  request.addEventListener("error", () => rest("上传中断，文件没有保存。请检查网络后再点一次。"));
  request.open("POST", form.action);
  request.send(new FormData(form));
}

function watchUpload(form) {
  const place = form.querySelector(".upload-progress");
  if (!place) { return; }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, place);
  });
}

for (const form of document.querySelectorAll("form[data-upload]")) { watchUpload(form); }
