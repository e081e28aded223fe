// Sending what was judged, one at a time and in order, until the center has it.
const queue = [];
let sending = false;
let troubled = false;
let pause = 0;
let timer = 0;
let lost = 0;

function newOperation() { return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""); }

function seenOf(tile) { return `${tile.dataset.person} ${tile.dataset.portrait} ${tile.dataset.version}`; }

function lookOf(tile) { return tile.querySelector("img") ? looks.get(tile) || 0 : 0; }

function bodyOf(tile, record) {
  const body = [["person", seenOf(tile)], ["look", lookOf(tile)], ["operation", newOperation()]];
  if (record) {
    for (const id of record.verdicts) { body.push(["verdict", id]); }
    for (const id of record.photo) { body.push(["fault", id]); }
    for (const [code, value] of Object.entries(record.data)) { body.push(value === "" ? ["cleared", code] : [`new-${code}`, value]); }
    body.push(["partner", record.partner], ["note", record.note]);
  }
  return body;
}

function enqueue(address, body, changed) {
  queue.push({ address, body, tiles: changed.map(([tile]) => tile), before: changed });
  send();
}

async function send() {
  if (sending || queue.length === 0) { return; }
  sending = true;
  clearTimeout(timer);
  const job = queue[0];
  let why = "网络断了，接通以后自动再存";
  try {
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), 15000);
    const body = new URLSearchParams(job.body.concat([["csrf", root.dataset.csrf]]));
    const answer = await fetch(job.address, { method: "POST", credentials: "same-origin", redirect: "error", headers: { accept: "application/json" }, body, signal: stop.signal });
    clearTimeout(limit);
    if (answer.ok) {
      taken(job, await answer.json());
      why = "";
    } else if (answer.status === 422) {
      refused(job, (await answer.json()).error);
      why = "";
    } else if (answer.status === 401 || answer.status === 403) {
      why = (await newToken()) ? "正在再存" : "登录已过期。请另开一页登录，再回到这里按“再存一次”";
    } else {
      why = answer.status === 429 ? "这里一下子存得太多，稍后自动再存" : "系统没有收下，稍后自动再存";
    }
  } catch (problem) {
    // The network, or a time that ran out: the same operation is sent again and counts once.
  }
  sending = false;
  settle(why);
}

function settle(why) {
  troubled = why !== "";
  pause = troubled ? Math.min(30000, pause === 0 ? 1000 : pause * 2) : 0;
  part("unsaved").hidden = !troubled && lost === 0;
  if (troubled) {
    const people = new Set(queue.flatMap((job) => job.tiles));
    part("why").textContent = `${people.size} 人的结论还没有保存：${why}。存好以前请不要关掉页面。`;
    part("again").hidden = false;
    timer = setTimeout(send, pause);
  } else if (queue.length > 0) {
    send();
  } else {
    clearTimeout(resting);
    resting = setTimeout(refreshUnder, 1500);
  }
  for (const tile of new Set(queue.flatMap((job) => job.tiles))) { showState(tile); }
}

function taken(job, reply) {
  queue.shift();
  const changed = (reply.changed || "").split(" ").filter(Boolean);
  for (const [tile, before] of job.before) {
    if (changed.includes(tile.dataset.person)) { show(tile, before); } else { showState(tile); }
  }
  if (changed.length > 0) { lose(`有 ${changed.length} 人的照片或数据刚刚换了，没有标。请刷新页面，看新的照片和数据。`); }
}

function refused(job, error) {
  queue.shift();
  for (const [tile, before] of job.before) {
    // What was said about him later is still to be sent.
    if (!queue.some((other) => other.tiles.includes(tile))) { show(tile, before); }
  }
  lose(`${job.before.map(([tile]) => tile.dataset.name).slice(0, 3).join("、")}：${error}`);
}

function lose(text) {
  lost += 1;
  part("unsaved").hidden = false;
  part("why").textContent = text;
  part("again").hidden = true;
}

// What stands under the sheet counts too: asked for anew when the fingers rest.
let resting = 0;
async function refreshUnder() {
  if (queue.length > 0) { return; }
  const page = await pageNow();
  if (!page || queue.length > 0) { return; }
  const [mine, fresh] = [document, page].map((whole) => whole.querySelector("[data-sign-off]"));
  if (mine && fresh) { mine.replaceWith(document.importNode(fresh, true)); }
  const [text, news] = [document, page].map((whole) => whole.querySelector("[data-group-text] pre"));
  if (text && news) { text.textContent = news.textContent; }
}

// This page as it would be now; nothing without a network, or when nobody is signed in any more.
async function pageNow() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) { return null; }
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (problem) {
    return null;
  }
}

// After signing in again in another tab, forms have another token.
async function newToken() {
  const whole = await pageNow();
  const page = whole && whole.getElementById("verify");
  if (!page || page.dataset.csrf === root.dataset.csrf) { return false; }
  root.dataset.csrf = page.dataset.csrf;
  return true;
}

addEventListener("online", () => { pause = 0; send(); });
addEventListener("beforeunload", (event) => { if (queue.length > 0) { event.preventDefault(); event.returnValue = ""; } });
part("again").addEventListener("click", () => { pause = 0; send(); });
