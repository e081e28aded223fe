#!/usr/bin/env python3
"""Measures a page of 50 graduates beside the web framework's bare hello: measure.py COMMAND... [--seconds N] [--rounds N]

COMMAND serves both from one process and takes the roster file as its last argument, for example

    measure.py .build/release/biying bench site

Requests a second over kept connections (wrk, 8 connections, 1 thread), both in turn; of each the median of N (5) rounds counts.
Exit 1 when the goal is missed.
"""
import csv
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from made_up_roster import HEADER, row  # noqa: E402

GOAL = 0.18
ROWS = 50


def rate(address, cookie, seconds):
    """Requests a second; a run with an answer that is not 2xx counts for nothing and ends the measurement."""
    result = subprocess.run(
        ["wrk", "-t1", "-c8", "-d%ds" % seconds, "-H", "Cookie: " + cookie, address], check=True, capture_output=True, text=True)
    if "Non-2xx" in result.stdout or "Socket errors" in result.stdout:
        sys.exit(result.stdout)
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", result.stdout).group(1))


def main():
    arguments = sys.argv[1:]
    options = {"--seconds": "4", "--rounds": "5"}
    for name in options:
        if name in arguments:
            at = arguments.index(name)
            options[name] = arguments[at + 1]
            del arguments[at:at + 2]
    if not arguments:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "class.csv"
        with open(file, "w", newline="", encoding="utf-8-sig") as out:
            csv.writer(out).writerows([HEADER] + [row(number) for number in range(ROWS)])
        server = subprocess.Popen(arguments + [str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            site = json.loads(server.stdout.readline())
            request = urllib.request.Request(site["page"], headers={"Cookie": site["cookie"]})
            page = urllib.request.urlopen(request).read().decode()
            if page.count("<tr>") != ROWS + 1:
                sys.exit("the page does not show %d graduates" % ROWS)
            hello, ours = [], []
            for _ in range(int(options["--rounds"])):
                hello.append(rate(site["hello"], "none=0", int(options["--seconds"])))
                ours.append(rate(site["page"], site["cookie"], int(options["--seconds"])))
        finally:
            server.stdin.close()
            server.wait()
    mine, other = statistics.median(ours), statistics.median(hello)
    print("a page of %d graduates: %.0f requests/s, %.0f KB; bare hello %.0f requests/s; ratio %.3f, goal %.3f: %s" % (
        ROWS, mine, len(page.encode()) / 1024, other, mine / other, GOAL, "reached" if mine / other >= GOAL else "MISSED"))
    sys.exit(0 if mine / other >= GOAL else 1)


if __name__ == "__main__":
    main()
