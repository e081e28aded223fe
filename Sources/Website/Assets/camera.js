// The screen at the camera. It waits for changes, puts the new parts in their places, sounds once for each verdict, reads a scanner that
// types like a keyboard wherever the focus is, and takes pictures of the page's own camera. Without it every button is a form.
const screen = document.getElementById("camera");

// Where the words of an act go.
const word = screen.querySelector("[data-word]");
function say(text) { if (word) { word.textContent = text || ""; } }

// --- Waiting for changes

let generation = Number(screen.dataset.generation) || 0;
let last = (screen.dataset.state || "") + (screen.dataset.shot || "");
let pause = 0;

function place(news) {
  generation = news.generation;
  for (const part of screen.querySelectorAll("[data-part]")) {
    const markup = news[part.dataset.part];
    if (typeof markup !== "string") { continue; }
    const typed = part.querySelector("input:focus");
    // Somebody writes a reason: his words stay.
    if (typed && typed.value) { continue; }
    part.innerHTML = markup;
  }
  showLive();
  const now = (news.state || "") + (news.shot || "");
  if (news.state !== undefined && now !== last) {
    last = now;
    sound(news.state);
  }
}

async function follow() {
  for (;;) {
    try {
      const answer = await fetch(screen.dataset.live + "?after=" + generation, { credentials: "same-origin", headers: { accept: "application/json" } });
      if (answer.status === 401 || answer.status === 404) { location.reload(); return; }
      if (!answer.ok) { throw new Error("status"); }
      place(await answer.json());
      pause = 0;
    } catch (problem) {
      pause = Math.min(5000, pause + 500);
      say("和工作站的连接断了，正在重连…");
      await new Promise((done) => { setTimeout(done, pause); });
      if (pause === 500) { say(""); }
    }
  }
}

// --- One sound each for right, again and stop

let audio = null;
const tunes = { right: [[880, 0.12], [1320, 0.18]], look: [[660, 0.14], [660, 0.14]], again: [[330, 0.35]], stop: [[220, 0.25], [180, 0.25], [220, 0.4]] };

function sound(state) {
  const tune = tunes[state];
  if (!tune || !window.AudioContext) { return; }
  audio = audio || new AudioContext();
  let at = audio.currentTime;
  for (const [pitch, length] of tune) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + length);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + length);
    at += length;
  }
}

// --- Acts

async function send(form) {
  const answer = await fetch(form.action, { method: "POST", credentials: "same-origin", headers: { accept: "application/json" }, body: new URLSearchParams(new FormData(form)) });
  if (answer.status === 401) { location.reload(); return false; }
  const reply = await answer.json();
  say(reply.word || reply.error || "");
  if (!reply.done) { sound("look"); }
  return Boolean(reply.done);
}

screen.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.scan === undefined && form.dataset.act === undefined && form.dataset.reason === undefined) { return; }
  event.preventDefault();
  const field = form.querySelector("input[type=text]");
  if (form.dataset.reason !== undefined && !field.value.trim()) { field.focus(); return; }
  send(form).then((done) => {
    if (field) { if (done) { field.value = ""; field.blur(); } else if (form.dataset.scan !== undefined) { field.select(); } }
  }).catch(() => say("没有送到工作站，请再按一次"));
});

// --- A scanner types fast and ends with Enter; a key that stands alone is a command

const scanGap = 60;
let typed = "";
let typedAt = 0;
let waiting = null;

function command(key) {
  if (key === "1") {
    const reason = screen.querySelector("form[data-reason]");
    if (reason) { reason.querySelector("input[type=text]").focus(); return; }
  }
  if (key === " " && camera) { shoot(); return; }
  const form = screen.querySelector(`form[data-act="${key}"]`);
  if (form) { send(form).catch(() => say("没有送到工作站，请再按一次")); }
}

function scanned(text) {
  const form = screen.querySelector("form[data-scan]");
  if (!form) { return; }
  form.querySelector("input[type=text]").value = text;
  form.requestSubmit();
}

// Foot pedals send page keys or function keys.
const pedals = { PageDown: " ", F4: " ", PageUp: "1", F2: "2", F8: "0" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select, summary")) { return; }
  if (event.key === "/") { event.preventDefault(); const field = screen.querySelector("form[data-scan] input[type=text]"); if (field) { field.focus(); } return; }
  if (pedals[event.key]) { event.preventDefault(); command(pedals[event.key]); return; }
  if (event.key === "Enter" && typed.length > 3) {
    event.preventDefault();
    clearTimeout(waiting);
    scanned(typed);
    typed = "";
    return;
  }
  if (event.key.length !== 1 || event.target.closest("button, a") && event.key === " ") { return; }
  event.preventDefault();
  const now = performance.now();
  typed = now - typedAt < scanGap ? typed + event.key : event.key;
  typedAt = now;
  clearTimeout(waiting);
  const one = event.key;
  waiting = setTimeout(() => { if (typed.length === 1) { command(one); } if (performance.now() - typedAt >= scanGap) { typed = ""; } }, scanGap + 20);
});

// --- The page's own camera

const opener = screen.querySelector("[data-webcam]");
let camera = null;

function showLive() {
  const picture = screen.querySelector(".camera-picture");
  if (!camera || !picture) { return; }
  // A verdict shows its picture; the next one shows the camera again.
  const decides = picture.querySelector(".portrait") !== null;
  picture.classList.toggle("is-live", !decides);
  if (!decides && camera.parentNode !== picture) { picture.prepend(camera); camera.play(); }
}

async function openCamera() {
  if (!navigator.mediaDevices) { say("这个浏览器不能打开摄像头，或网址不是 https"); return; }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 3840 }, height: { ideal: 2160 } }, audio: false });
    camera = document.createElement("video");
    camera.muted = true;
    camera.playsInline = true;
    camera.srcObject = stream;
    opener.textContent = "拍一张（空格）";
    showLive();
  } catch (problem) {
    say("摄像头打不开：请接好摄像头，并允许本页使用");
  }
}

async function shoot() {
  const track = camera.srcObject.getVideoTracks()[0];
  let picture = null;
  try {
    if (window.ImageCapture) { picture = await new ImageCapture(track).takePhoto(); }
  } catch (problem) { picture = null; }
  if (!picture || picture.type !== "image/jpeg") {
    const canvas = document.createElement("canvas");
    canvas.width = camera.videoWidth;
    canvas.height = camera.videoHeight;
    canvas.getContext("2d").drawImage(camera, 0, 0);
    picture = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.95); });
  }
  const form = new FormData();
  form.append("csrf", screen.querySelector("input[name=csrf]").value);
  form.append("picture", picture, "webcam.jpg");
  const answer = await fetch(opener.dataset.webcam, { method: "POST", credentials: "same-origin", headers: { accept: "application/json" }, body: form });
  const reply = await answer.json();
  say(reply.word || reply.error || "");
}

if (opener) {
  opener.addEventListener("click", () => {
    const act = camera ? shoot() : openCamera();
    act.catch(() => say("照片没有送到工作站，请再拍一次"));
    opener.blur();
  });
}

follow();
