#!/usr/bin/env python3
"""Measures a capture station and the center that it hands its packets to: measure.py PROGRAM [--only crew|door|sync|center] [--shots N]

PROGRAM is a release build of biying. What is measured, with the goals:

crew      N (500) students one after the other through the real page in Chromium, each with a picture of 24 megapixels that another process puts
          into the watched folder: from the folder's rename to the painted verdict, p99, beyond the darkroom's own time for that picture
          (goal 400 ms); and the software's share for a student, from Enter after the scan to the painted name, and from the picture to the
          painted verdict, all of it, p99 (goal 1 s).
door      1,000 check-ins by scan over HTTP with 20,000 on the roster, p99 (goal 50 ms).
sync      one station hands over 500 shots of 4 MB with their portraits, each confirmed on the center's disk; rsync of the same files to a
          daemon on this machine is the yardstick (goal: at least 60 % of its speed): as it is, which leaves everything in memory and
          confirms nothing; with a sync of the disk behind it; and with its --fsync, which promises what the center promises.
center    10 and 40 stations hand over as many shots of 4 MB in all, turn by turn, twice (goal: 40 at 95 % or more of the packets a second of
          10, none lost).

Exit 1 when a goal is missed.
"""
import argparse
import http.cookiejar
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import cv2

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Darkroom"))
import make_inputs  # noqa: E402
from webdriver import Browser  # noqa: E402

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/Labelled/ok"
missed = []


def figure(what, value, goal, unit, reached):
    print("%s: %.1f %s, goal %s: %s" % (what, value, unit, goal, "reached" if reached else "MISSED"), flush=True)
    if not reached:
        missed.append(what)


def p99(values):
    return sorted(values)[max(0, int(len(values) * 0.99 + 0.5) - 1)]


def marked(jpeg, text):
    """The same picture with a comment of its own."""
    comment = text.encode()
    return jpeg[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + jpeg[2:]


class Process:
    """A bench command that is talked to by lines."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit("%s ended early" % (self.process.args,))
        return line.strip()

    def say(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def pictures(folder, people):
    """24-megapixel pictures of several people: name and bytes."""
    found = []
    for source in sorted(FIXTURES.glob("*.jpg"))[:people]:
        image = make_inputs.enlarged(source)
        make_inputs.add_grain(image)
        path = folder / source.name
        cv2.imwrite(str(path), image, make_inputs.OPTIONS)
        found.append(path)
    return found


# --- A crew through the page

WATCH = """
window.marks = [];
const screen = document.getElementById('camera');
screen.addEventListener('submit', () => marks.push(['sent', performance.timeOrigin + performance.now()]), true);
new MutationObserver(() => requestAnimationFrame(() => {
  const field = screen.querySelector('.camera-field');
  const name = field ? field.className : '';
  const at = performance.timeOrigin + performance.now();
  for (const state of ['empty', 'ready', 'right', 'look', 'again', 'stop']) {
    if (field && field.classList.contains(state)) { marks.push([state, at]); }
  }
})).observe(screen, { childList: true, subtree: true });
"""
PAINTED = """
const found = marks.find((mark) => arguments[0].includes(mark[0]) && mark[1] >= arguments[1]);
return found ? found[1] : null;
"""


def painted(browser, states, after, seconds=30):
    """When one of the states was painted after a moment, milliseconds; None when a short wait was in vain."""
    end = time.time() + seconds
    while time.time() < end:
        at = browser.run(PAINTED, states, after)
        if at is not None:
            return at
        time.sleep(0.005)
    if seconds < 30:
        return None
    raise RuntimeError("no %s; %s" % (states, browser.run("return JSON.stringify(marks.slice(-5))")))


def crew(program, shots, folder):
    station = Process(program, "bench", "station", "--people", "20000")
    facts = json.loads(station.read())
    own = {}
    made = pictures(folder, min(52, shots))
    for path in made:
        times = []
        for _ in range(3):
            station.say(str(path))
            times.append(float(station.read()))
        own[path] = statistics.median(times)
    beyond, verdicts, scans, again = [], [], [], False
    with Browser() as browser:
        browser.open(facts["address"])
        browser.type("form[action='/sign-in'] input[type=password]", facts["password"])
        browser.click("form[action='/sign-in'] button[type=submit]")
        browser.wait("return document.getElementById('camera') ? 1 : null", "the page at the camera")
        browser.run(WATCH)
        for number in range(shots):
            path = made[number % len(made)]
            source = folder / "next.jpg"
            source.write_bytes(marked(path.read_bytes(), "shot %d" % number))
            # Where the one before has nothing usable the page wants a second scan, as of a crew that means it.
            ready = None
            while ready is None:
                since = browser.run("marks.length = 0; return performance.timeOrigin + performance.now()")
                browser.run("document.getElementById('field-who').value = ''")
                browser.type("#field-who", facts["slips"][number] + "\ue007")
                sent = painted(browser, ["sent"], since)
                ready = painted(browser, ["ready"], sent, 30 if not again else 2)
                again = False
            scans.append(ready - sent)
            target = pathlib.Path(facts["inbox"]) / ("DSC_%04d.JPG" % (number + 1))
            os.rename(source, target) if source.stat().st_dev == pathlib.Path(facts["inbox"]).stat().st_dev else shutil.move(source, target)
            closed = time.time() * 1000
            shown = painted(browser, ["right", "look", "again", "stop"], closed)
            again = browser.run("return document.querySelector('.camera-field.again, .camera-field.stop') !== null")
            verdict = shown - closed
            verdicts.append(verdict)
            beyond.append(verdict - own[path])
    station.close()
    print("darkroom alone %.0f ms (median of its pictures); %d shots, verdict after %.0f ms at the median, %.0f ms p99"
          % (statistics.median(own.values()), shots, statistics.median(verdicts), p99(verdicts)))
    figure("picture in the folder to verdict on the screen, beyond the darkroom, p99", p99(beyond), "<= 400", "ms", p99(beyond) <= 400)
    share = [scan + verdict for scan, verdict in zip(scans, verdicts)]
    print("scan to name %.0f ms at the median, %.0f ms p99" % (statistics.median(scans), p99(scans)))
    figure("software's share for a student, p99", p99(share), "<= 1000", "ms", p99(share) <= 1000)


# --- The door

def door(program):
    station = Process(program, "bench", "station", "--people", "20000")
    facts = json.loads(station.read())
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def post(path, form):
        """As a browser sends a form of the page itself."""
        return urllib.request.Request(
            facts["address"] + path, urllib.parse.urlencode(form).encode(), {"Origin": facts["address"], "Sec-Fetch-Site": "same-origin"})

    def page(path, form=None):
        return opener.open(facts["address"] + path if form is None else post(path, form)).read().decode()

    def fields(text, action):
        form = re.search(r'<form[^>]*action="%s".*?</form>' % re.escape(action), text, re.S).group(0)
        return dict(re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', form))

    form = fields(page("/"), "/sign-in")
    form["password"] = facts["password"]
    form.setdefault("name", facts["signInName"])
    page("/sign-in", form)
    base = "/visits/bench/1/door"
    token = re.search(r'name="csrf"[^>]*value="([^"]+)"', page(base)).group(1)

    class Still(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    scanner = urllib.request.build_opener(*[h for h in opener.handlers if isinstance(h, urllib.request.HTTPCookieProcessor)], Still)
    times = []
    for slip in facts["slips"][::20][:1000]:
        scan = post(base + "", {"csrf": token, "who": slip})
        start = time.perf_counter()
        try:
            scanner.open(scan)
            sys.exit("a scan at the door did not check anybody in")
        except urllib.error.HTTPError as answer:
            if answer.code != 303 or "queue=" not in answer.headers["Location"]:
                sys.exit("a scan at the door was answered with %d" % answer.code)
        times.append((time.perf_counter() - start) * 1000)
    station.close()
    print("check-in by scan, 20,000 on the roster, %d scans: median %.1f ms" % (len(times), statistics.median(times)))
    figure("check-in by scan, p99", p99(times), "<= 50", "ms", p99(times) <= 50)


# --- Packets to the center

def hand_over(program, center, address, folder, stations, shots, pictures_folder):
    senders = Process(
        program, "bench", "senders", "--center", address, "--stations", str(stations), "--shots", str(shots), "--pictures", str(pictures_folder))
    cards = [json.loads(senders.read()) for _ in range(stations)]
    for number, card in enumerate(cards):
        path = folder / ("visit-%d" % number)
        center.say(json.dumps({"card": card, "path": str(path)}))
        key = center.read()
        senders.say("%s %s" % (path, key))
    if senders.read() != "ready":
        sys.exit("the stations did not get ready")
    os.sync()
    senders.say("go")
    result = json.loads(senders.read())
    senders.close()
    if result["confirmed"] != result["packets"]:
        sys.exit("%d packets of %d confirmed" % (result["confirmed"], result["packets"]))
    return result


def rsync_seconds(folder, source, *options, sync=False):
    target = folder / "rsync-target"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "rsyncd.conf"
    config.write_text("use chroot = no\n[all]\npath = %s\nread only = no\nuid = %d\ngid = %d\n" % (target, os.getuid(), os.getgid()))
    daemon = subprocess.Popen(["rsync", "--daemon", "--no-detach", "--address=127.0.0.1", "--port=%d" % port, "--config=%s" % config])
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.02)
        os.sync()
        start = time.perf_counter()
        subprocess.run(["rsync", "-a", "--whole-file", *options, str(source) + "/", "rsync://127.0.0.1:%d/all/" % port], check=True)
        if sync:
            os.sync()
        return time.perf_counter() - start
    finally:
        daemon.terminate()
        daemon.wait()
        shutil.rmtree(target, ignore_errors=True)


def camera_picture(folder):
    """A picture of about 4 MB in a folder of its own; the folder."""
    originals = folder / "originals"
    originals.mkdir()
    image = make_inputs.enlarged(make_inputs.PICTURE)
    make_inputs.add_grain(image)
    quality = 95
    while True:
        cv2.imwrite(str(originals / "camera.jpg"), image, [cv2.IMWRITE_JPEG_QUALITY, quality, *make_inputs.OPTIONS[2:]])
        if (originals / "camera.jpg").stat().st_size <= 4.3e6:
            return originals
        quality -= 2


def sync(program, folder, shots):
    originals, same = camera_picture(folder), folder / "same"
    same.mkdir()
    size = (originals / "camera.jpg").stat().st_size
    bytes_ = (originals / "camera.jpg").read_bytes()
    for number in range(shots):
        (same / ("%d.jpg" % number)).write_bytes(marked(bytes_, str(number)))
        (same / ("%d.portrait.jpg" % number)).write_bytes(os.urandom(35_000))
    center = Process(program, "bench", "center")
    address = center.read()
    result = hand_over(program, center, address, folder, 1, shots, originals)
    center.close()
    plain, after, synced = rsync_seconds(folder, same), rsync_seconds(folder, same, sync=True), rsync_seconds(folder, same, "--fsync")
    megabytes = sum(file.stat().st_size for file in same.iterdir()) / 1e6
    print("%d shots of %.1f MB: %.0f MB/s; rsync %.0f MB/s, with a sync behind it %.0f MB/s, with --fsync %.0f MB/s"
          % (shots, size / 1e6, megabytes / result["seconds"], megabytes / plain, megabytes / after, megabytes / synced))
    for what, seconds in {"rsync": plain, "rsync and sync": after, "rsync --fsync": synced}.items():
        ratio = seconds / result["seconds"]
        figure("sync beside " + what, ratio * 100, ">= 60", "%", ratio >= 0.6)


# --- Many stations at once

def many(program, folder, shots):
    originals = camera_picture(folder)
    speeds = {10: [], 40: []}
    for turn in range(2):
        for stations in speeds:
            run = folder / ("run-%d-%d" % (turn, stations))
            run.mkdir()
            center = Process(program, "bench", "center")
            result = hand_over(program, center, center.read(), run, stations, max(1, shots // stations), originals)
            center.close()
            speeds[stations].append(result["packets"] / result["seconds"])
            print("%d stations: %d packets, all confirmed, %.0f a second" % (stations, result["packets"], speeds[stations][-1]), flush=True)
    ratio = max(speeds[40]) / max(speeds[10])
    figure("40 stations beside 10", ratio * 100, ">= 95", "%", ratio >= 0.95)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--only", choices=["door", "sync", "crew", "center"])
    parser.add_argument("--shots", type=int, default=500)
    given = parser.parse_args()
    program, shots = given.program, given.shots
    for name, work in {
        "door": lambda _: door(program),
        "sync": lambda folder: sync(program, folder, shots), "center": lambda folder: many(program, folder, min(shots, 400)), "crew": lambda folder: crew(program, shots, folder),
    }.items():
        if given.only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                work(pathlib.Path(folder))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
