#!/usr/bin/env python3
"""Measures writing and checking discs beside their yardsticks: measure.py COMMAND... [--folder FOLDER] [--pictures N] [--times N]

COMMAND takes `manifest FOLDER`, `image FOLDER FILE`, `zip FOLDER` (to standard output) and `verify PATH`, for example

    measure.py .build/release/biying bench disc

N (10,000) made-up pictures of 35 KB in 200 classes lie in FOLDER, which should be on the disk where deliveries are written. Each pair is
run in turns, N (3) times, and the least time of each side counts, because other work on the machine only ever adds: wall time where the
disk takes part (writing), processor time where it does not (checking, out of the page cache). Exit 1 when a goal is missed.
"""
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

PICTURE_BYTES = 35_000
ZIP_GOAL, IMAGE_GOAL, VERIFY_GOAL = 1 / 0.6, 1.1, 1.2


def make(folder, pictures):
    """The delivery's folder, made once: seeded bytes, because nothing here looks into a picture."""
    chance = random.Random(1)
    for number in range(pictures):
        place = folder / "10730" / "普通" / ("学院%02d" % (number // 1000)) / ("%d班" % (number // 50))
        place.mkdir(parents=True, exist_ok=True)
        (place / ("990000%012d.jpg" % number)).write_bytes(chance.randbytes(PICTURE_BYTES))


def run(command, output=os.devnull):
    """Wall seconds, processor seconds and most megabytes of one process whose output goes to a file."""
    started = time.monotonic()
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, output, flags, 0o644)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit("failed: " + " ".join(command))
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def settle(*paths):
    """Takes away what the last turn wrote, and waits until the disk has nothing left to do."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
    os.sync()


def say(title, ours, yardstick, theirs, which, goal):
    mine, other = min(o[which] for o in ours), min(t[which] for t in theirs)
    ratio = mine / other
    memory = max(o[2] for o in ours)
    print("%s: %.2f s, %.0f MB; %s %.2f s; ratio %.2f, goal %.2f: %s" % (
        title, mine, memory, yardstick, other, ratio, goal, "reached" if ratio <= goal else "MISSED"), flush=True)
    return ratio <= goal


def main():
    arguments = sys.argv[1:]
    options = {"--folder": str(pathlib.Path(tempfile.gettempdir()) / "biying-benchmark-discs"), "--pictures": "10000", "--times": "3"}
    for name in options:
        if name in arguments:
            at = arguments.index(name)
            options[name] = arguments[at + 1]
            del arguments[at:at + 2]
    if not arguments:
        sys.exit(__doc__)
    top = pathlib.Path(options["--folder"])
    folder, times = top / ("delivery-" + options["--pictures"]), int(options["--times"])
    if not (folder / "MANIFEST.txt").exists():
        settle(folder)
        make(folder, int(options["--pictures"]))
        subprocess.run(arguments + ["manifest", str(folder)], check=True)
    image, copy, archive = top / "disc.iso", top / "copy", top / "delivery.zip"
    files = sorted(str(path) for path in folder.rglob("*") if path.is_file())
    run(["sha256sum"] + files)  # everything in the page cache, for both sides

    ours, theirs = [], []
    for _ in range(times):
        settle(image, copy)
        ours.append(run(arguments + ["image", str(folder), str(image)]))
        settle(image, copy)
        theirs.append(run(["sh", "-c", 'cp -r "$0" "$1" && sync', str(folder), str(copy)]))
    fine = say("write the image of a disc, durably", ours, "cp -r and sync", theirs, 0, IMAGE_GOAL)

    settle(image, copy)
    run(arguments + ["image", str(folder), str(image)])
    for title, path in [("check a disc's image", image), ("check a disc's folder", folder)]:
        ours, theirs = [], []
        for _ in range(times):
            ours.append(run(arguments + ["verify", str(path)]))
            theirs.append(run(["sha256sum"] + files))
        fine &= say(title, ours, "sha256sum of the files", theirs, 1, VERIFY_GOAL)

    settle(image)
    ours, theirs = [], []
    for _ in range(times):
        settle(archive)
        ours.append(run(arguments + ["zip", str(folder)], str(archive)))
        settle(archive)
        theirs.append(run(["cat"] + files, str(archive)))
    fine &= say("produce a ZIP", ours, "cat of the files", theirs, 0, ZIP_GOAL)
    settle(archive)
    wall, _, memory = run(arguments + ["zip", "--locked", str(folder)], str(archive))
    print("produce an encrypted ZIP: %.2f s, %.0f MB" % (wall, memory))
    settle(archive)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
