#!/usr/bin/env python3
"""Measures a page of 50 graduates beside the web framework's bare hello: measure.py COMMAND... [--seconds N] [--rounds N]

COMMAND serves both from one process and takes the roster file as its last argument, for example

    measure.py .build/release/biying bench site

Requests a second over kept connections (wrk, 8 connections, 1 thread), both in turn; of each the median of N (5) rounds counts.
The page writes its line of the access log, as in service; the CPU time of a request is the server's own, as the kernel counts it.
Exit 1 when the goal is missed.
"""
import csv
import json
import os
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


def cpu(process):
    """CPU seconds of the process so far."""
    fields = pathlib.Path("/proc/%d/stat" % process.pid).read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rate(server, address, cookie, seconds):
    """Requests a second, and CPU microseconds of the server for each; a run with an answer that is not 2xx counts for nothing and ends the measurement."""
    before = cpu(server)
    result = subprocess.run(
        ["wrk", "-t1", "-c8", "-d%ds" % seconds, "-H", "Cookie: " + cookie, address], check=True, capture_output=True, text=True)
    if "Non-2xx" in result.stdout or "Socket errors" in result.stdout:
        sys.exit(result.stdout)
    requests = int(re.search(r"(\d+) requests in", result.stdout).group(1))
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", result.stdout).group(1)), (cpu(server) - before) / requests * 1e6


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
        server = subprocess.Popen(arguments + [str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            site = json.loads(server.stdout.readline())
            request = urllib.request.Request(site["page"], headers={"Cookie": site["cookie"]})
            page = urllib.request.urlopen(request).read().decode()
            if page.count("<tr>") != ROWS + 1:
                sys.exit("the page does not show %d graduates" % ROWS)
            hello, ours = [], []
            for _ in range(int(options["--rounds"])):
                hello.append(rate(server, site["hello"], "none=0", int(options["--seconds"])))
                ours.append(rate(server, site["page"], site["cookie"], int(options["--seconds"])))
        finally:
            server.stdin.close()
            server.wait()
    (mine, ours_cpu), (other, hello_cpu) = [[statistics.median(column) for column in zip(*runs)] for runs in (ours, hello)]
    print(
        "a page of %d graduates: %.0f requests/s, %.0f µs CPU each, %.0f KB; bare hello %.0f requests/s, %.0f µs; ratio %.3f, goal %.3f: %s"
        % (ROWS, mine, ours_cpu, len(page.encode()) / 1024, other, hello_cpu, mine / other, GOAL,
           "reached" if mine / other >= GOAL else "MISSED"))
    sys.exit(0 if mine / other >= GOAL else 1)


if __name__ == "__main__":
    main()
