#!/usr/bin/env python3
"""Measures graduates who answer, and look, at once: measure.py PROGRAM YARD [--answers N] [--rounds N] [--seconds N]

YARD is what `BIYING_PROOF_YARD=YARD BIYING_ANSWERS=20000 ./test ProofYardTests` makes; it is copied, so that it can be used again.

Answers: graduates send 正确 over 64 kept connections for two seconds (wrk, 1 thread), each once; an answer counts when its receipt was
promised, which is after the transaction with it is durable. Beside it the web framework's bare hello over as many connections, turn by turn
(2 rounds, each with N other graduates, 10,000). Afterwards the database is asked whether there is one answer for each.
Looking: a graduate's page and his picture in turn, beside a file of the same size as both together served twice by the bare framework.
Exit 1 when a goal is missed.
"""
import concurrent.futures
import http.client
import json
import os
import pathlib
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "Tests" / "Fixtures" / "Proofing")]
from answer import Hidden  # noqa: E402
from made_up_roster import HEADER, row  # noqa: E402

GOAL_RATE, GOAL_RATIO, GOAL_P99_MS, GOAL_LOOK = 3400, 0.25, 100, 0.4
CONNECTIONS = 64


def form(host, token, place):
    """The line of one graduate's form, as the browser would send it."""
    connection = http.client.HTTPConnection(host)
    headers = {"Cookie": "biying-session=" + token, "X-Forwarded-For": "203.0.%d.%d" % (place // 200 % 250, place % 200 + 1)}
    connection.request("GET", "/mine/proof/right", headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    if answer.status != 200:
        sys.exit("the form's page said %d" % answer.status)
    page = Hidden()
    page.feed(text)
    return " ".join([token] + [page.fields[name] for name in ("csrf", "portrait", "data", "round")])


def wrk(address, seconds, script=None, forms=None, connections=CONNECTIONS):
    """What wrk prints; ends the measurement at any answer that is not 2xx or 3xx."""
    command = ["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--latency", address]
    if script:
        command[1:1] = ["-s", str(HERE / script)]
    result = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, BIYING_FORMS=str(forms or "")))
    if result.returncode or "Non-2xx" in result.stdout or "Socket errors" in result.stdout:
        sys.exit(result.stdout + result.stderr)
    return result.stdout


def rate(text):
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", text).group(1))


def serve(program, data):
    server = subprocess.Popen(
        [program, "serve", "--data", data, "--listen", "127.0.0.1:0", "--trusted-proxies", "127.0.0.1"], stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True)
    for line in server.stderr:
        found = re.search(r"http://(127\.0\.0\.1:\d+)", line)
        if found:
            # Drained, or the log would stop the server.
            concurrent.futures.ThreadPoolExecutor(1).submit(lambda: [None for _ in server.stderr])
            return server, found.group(1)
    sys.exit("the server did not start")


def main():
    arguments = sys.argv[1:]
    options = {"--answers": "10000", "--rounds": "2", "--seconds": "4"}
    for name in options:
        if name in arguments:
            at = arguments.index(name)
            options[name] = arguments[at + 1]
            del arguments[at:at + 2]
    if len(arguments) != 2:
        sys.exit(__doc__)
    program, yard = arguments[0], pathlib.Path(arguments[1])
    answers, rounds, seconds = (int(options[name]) for name in ("--answers", "--rounds", "--seconds"))
    tokens = [line.split()[1] for line in open(yard / "people", encoding="utf-8")]
    if len(tokens) < answers * rounds:
        answers = len(tokens) // rounds
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        shutil.copytree(yard / "data", work / "data")
        # Their sessions are as old as the yard.
        with sqlite3.connect(work / "data" / "center.sqlite") as database:
            now = int(time.time() * 1000)
            database.execute("UPDATE graduate_session SET made_at = ?, seen_at = ?, expires_at = ?", (now, now, now + 3_600_000))
        (work / "class.csv").write_text("\n".join(",".join(line) for line in [HEADER, row(0)]), encoding="utf-8-sig")
        server, host = serve(program, str(work / "data"))
        (work / "file").write_bytes(b"x")
        try:
            page, picture = sizes(host, tokens[-1])
            (work / "file").write_bytes(os.urandom((page + picture) // 2))
            bare = subprocess.Popen(
                [program, "bench", "site", str(work / "class.csv"), "--beside", str(work / "file")], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            try:
                site = json.loads(bare.stdout.readline())
                measured = [turn(host, site, tokens[at * answers:(at + 1) * answers], work, seconds) for at in range(rounds)]
            finally:
                bare.stdin.close()
                bare.wait()
        finally:
            server.terminate()
            server.wait()
        database = sqlite3.connect(work / "data" / "center.sqlite")
        kept = database.execute("SELECT COUNT(*), COUNT(DISTINCT person_id) FROM proof").fetchone()
    confirmed = sum(one[5] for one in measured)
    # Those under way when a round ended were not heard of.
    if kept[0] != kept[1] or not confirmed <= kept[0] <= confirmed + CONNECTIONS * rounds:
        sys.exit("confirmed %d answers, but the database holds %d of %d people" % (confirmed, *kept))
    mine, p99, hello, looks, files, _ = (statistics.median(column) for column in zip(*measured))
    goal = min(GOAL_RATE, GOAL_RATIO * hello)
    right = mine >= goal and p99 <= GOAL_P99_MS
    print(
        "answers: %.0f a second, p99 %.0f ms, each in the database once; bare hello %.0f requests/s: %.2f; goal %.0f and 100 ms: %s"
        % (mine, p99, hello, mine / hello, goal, "reached" if right else "MISSED"))
    seen = looks / files >= GOAL_LOOK
    print(
        "page of %.0f KB and picture of %.0f KB in turn: %.0f requests/s; files of that size %.0f: %.2f, goal %.2f: %s"
        % (page / 1024, picture / 1024, looks, files, looks / files, GOAL_LOOK, "reached" if seen else "MISSED"))
    sys.exit(0 if right and seen else 1)


def sizes(host, token):
    found = []
    for path in ("/mine/proof", "/mine/portrait"):
        connection = http.client.HTTPConnection(host)
        connection.request("GET", path, headers={"Cookie": "biying-session=" + token, "X-Forwarded-For": "203.0.113.9"})
        answer = connection.getresponse()
        found.append(len(answer.read()))
        if answer.status != 200:
            sys.exit("%s said %d" % (path, answer.status))
        connection.close()
    return found


def turn(host, site, tokens, work, seconds):
    """Answers a second, their p99 in ms, and requests a second of the hello, of page and picture, of files."""
    forms = work / "forms"
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        forms.write_text("\n".join(pool.map(lambda pair: form(host, pair[1], pair[0]), enumerate(tokens))) + "\n", encoding="utf-8")
    looks = rate(wrk("http://" + host, seconds, "reads.lua", forms, 8))
    files = rate(wrk(site["file"], seconds, connections=8))
    hello = rate(wrk(site["hello"], seconds))
    count, microseconds, p99 = map(int, re.search(r"result (\d+) (\d+) (\d+)", wrk("http://" + host, 2, "answers.lua", forms)).groups())
    return count / microseconds * 1e6, p99 / 1000, hello, looks, files, count


if __name__ == "__main__":
    main()
