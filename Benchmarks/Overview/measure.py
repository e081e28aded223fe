#!/usr/bin/env python3
"""Measures the overview of a province: measure.py COMMAND... [--graduates N] [--institutions N] [--requests N] [--folder FOLDER]

COMMAND is the program, for example

    measure.py .build/release/biying

A province of N (130,000) graduates in N (50) institutions is imported as institutions import it; then four fifths are given a shot and a portrait,
most of those a delivery and the national site's word, straight into the tables, and everything is counted. The overview and the report are
asked for N (300) times each over one connection; the worst hundredth counts. Exit 1 when a goal is missed.
"""
import csv
import http.client
import json
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from made_up_roster import HEADER, row  # noqa: E402

GOAL_MILLISECONDS = 100


def rosters(folder, graduates, institutions):
    """A file an institution; a few are large, most are not, as in a province."""
    weights = [1 / (place + 2) for place in range(institutions)]
    sizes = [int(graduates * weight / sum(weights)) for weight in weights]
    sizes[0] += graduates - sum(sizes)
    files, number = [], 0
    for place, size in enumerate(sizes):
        file = folder / ("roster-%02d.csv" % place)
        with open(file, "w", newline="", encoding="utf-8-sig") as out:
            lines = csv.writer(out)
            lines.writerow(HEADER)
            for _ in range(size):
                line = row(number)
                line[0], line[1] = str(10100 + place), "示例第%d大学" % (place + 1)
                lines.writerow(line)
                number += 1
        files.append(file)
    return files, sizes


def season(database):
    """What happened to them, straight into the tables: nobody takes 100,000 pictures for a measurement."""
    tables = sqlite3.connect(database)
    now = int(time.time() * 1000)
    people = tables.execute("SELECT id, campaign_id, institution_id FROM graduate ORDER BY institution_id, id").fetchall()
    day = 86_400_000
    shot, bound, chosen, portrait, returned, items, national = [], [], [], [], [], [], []
    deliveries = {}
    for index, (person, campaign, institution) in enumerate(people):
        if index % 5 == 4:
            continue
        at, name = now - (index % 40 + 5) * day, "b-%d" % index
        problems = '[{"check":"eyes-open","chinese":"x","isFailure":true}]' if index % 20 == 0 else "[]"
        shot.append((name, campaign, 9000, index, "s", name, name, "0", "pass", problems, "folder", None, at))
        bound.append((name, 1, person, name, at))
        chosen.append((campaign, person, 9000, name, name, at))
        if index % 10 == 3:
            continue
        if index % 33 == 0:
            returned.append((name, person, campaign, "闭眼" if index % 2 else "眼镜反光", "c", at + day))
            continue
        portrait.append((name, campaign, person, 1, name, name, "0", "c", at + day))
        if index % 5 < 3:
            delivery = deliveries.setdefault(institution, (institution, campaign))
            items.append((delivery[0], index, person, 1, 1, name, "0", 1, 0, b""))
            national.append((campaign, person, "n", ("checked", "unchecked", "error")[index % 7 // 3]))
    tables.execute("INSERT INTO station VALUES ('s', 's', x'00', 'c', 0)")
    tables.executemany("INSERT INTO shot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", shot)
    tables.executemany("INSERT INTO shot_binding VALUES (?, ?, ?, ?, ?)", bound)
    tables.executemany("INSERT INTO shot_chosen VALUES (?, ?, ?, ?, ?, ?)", chosen)
    tables.executemany("INSERT INTO portrait VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", portrait)
    tables.executemany("INSERT INTO release_returned VALUES (?, ?, ?, ?, ?, ?)", returned)
    for number, (institution, campaign) in enumerate(deliveries.values()):
        tables.execute(
            "INSERT INTO delivery VALUES (?, ?, ?, 1, ?, '20260101', 't', '1', 'n', 'roster', 'id-number', 'cd', '', NULL, 'm', 'k', x'00', 'k',"
            " 1, 0, 'c', ?)", (institution, campaign, institution, "d-%d" % number, now - 3 * day))
    tables.executemany("INSERT INTO delivery_item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", items)
    tables.execute("INSERT INTO national_import SELECT 'n', campaign_id, institution_id, 'h', 1, 1, 'c', ? FROM participation LIMIT 1", (now,))
    tables.executemany("INSERT INTO national_status VALUES (?, ?, ?, ?)", national)
    tables.commit()
    tables.close()
    return len(people), len(portrait)


def times(address, cookie, requests):
    """Milliseconds of each request, and the page's size."""
    parts = urllib.parse.urlparse(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    found, size = [], 0
    for _ in range(requests):
        began = time.perf_counter()
        connection.request("GET", parts.path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        body = answer.read()
        found.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            sys.exit("%s: %d" % (address, answer.status))
        size = len(body)
    return found, size


def main():
    arguments = sys.argv[1:]
    options = {"--graduates": "130000", "--institutions": "50", "--requests": "300", "--folder": ""}
    for name in options:
        if name in arguments:
            at = arguments.index(name)
            options[name] = arguments[at + 1]
            del arguments[at:at + 2]
    if not arguments:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(dir=options["--folder"] or None) as path:
        folder = pathlib.Path(path)
        files, sizes = rosters(folder, int(options["--graduates"]), int(options["--institutions"]))
        subprocess.run(arguments + ["bench", "province", str(folder / "data")] + [str(file) for file in files], check=True)
        people, portraits = season(next((folder / "data").glob("*.sqlite")))
        server = subprocess.Popen(
            arguments + ["bench", "overview", str(folder / "data")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        try:
            site = json.loads(server.stdout.readline())
            print("%d graduates in %d institutions (the largest has %d), %d portraits: counted from nothing in %s s"
                  % (people, int(site["counted"]), max(sizes), portraits, site["seconds"]))
            missed = False
            for name in ("overview", "progress"):
                found, size = times(site[name], site["cookie"], int(options["--requests"]))
                found = sorted(found)
                worst = found[int(len(found) * 0.99) - 1]
                missed = missed or worst > GOAL_MILLISECONDS
                print("%s: median %.1f ms, p99 %.1f ms, %.0f KB; goal %d ms: %s"
                      % (name, statistics.median(found), worst, size / 1024, GOAL_MILLISECONDS,
                         "reached" if worst <= GOAL_MILLISECONDS else "MISSED"))
        finally:
            server.stdin.close()
            server.wait()
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
