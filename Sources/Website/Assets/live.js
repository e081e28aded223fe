// Live numbers. <section data-live="/address" data-every="3"> asks every few seconds for {"values": {"name": 12}, "done": false}
// and fills [data-value="name"], text or progress. When "done", it loads "next" (a path of this site) or this page again.
const everyAtLeastSeconds = 2;
const everyAtMostSeconds = 60;

function fill(place, values) {
  for (const target of place.querySelectorAll("[data-value]")) {
    const value = values[target.dataset.value];
    if (value === undefined) { continue; }
    if (target.tagName === "PROGRESS") { target.value = Number(value); } else { target.textContent = String(value); }
  }
}

function follow(place) {
  const usual = Math.max(everyAtLeastSeconds, Number(place.dataset.every) || 5);
  let pause = usual;

  async function ask() {
    if (!document.hidden) {
      try {
        const answer = await fetch(place.dataset.live, { credentials: "same-origin", headers: { accept: "application/json" } });
        if (answer.status === 401 || answer.status === 403 || answer.status === 404) { return; }
        const news = await answer.json();
        fill(place, news.values || {});
        pause = usual;
        if (news.done) {
          const next = typeof news.next === "string" && /^\/(?![/\\])/.test(news.next) ? news.next : "";
          if (next) { location.assign(next); } else { location.reload(); }
          return;
        }
      } catch (problem) {
        pause = Math.min(everyAtMostSeconds, pause * 2);
      }
    }
    setTimeout(ask, pause * 1000);
  }
  setTimeout(ask, pause * 1000);
}

for (const place of document.querySelectorAll("[data-live]")) { follow(place); }
