#!/usr/bin/env python3
"""Measures the photo check beside its yardsticks: measure.py BIYING [--folder FOLDER] [--picture PICTURE] [--times N]

BIYING is the program of a release build, such as .build/release/biying. PICTURE is enlarged for the 24-megapixel input (make_inputs.py; its
own help says how). Needs the Python packages that README.md names, for both yardsticks and for making the inputs.

Whole processes, CPU time (user + system) as the kernel counts it for the child. What one more picture costs is what a process with many
pictures takes more than one with a single picture, divided. Ours and the yardstick's run in turns, N (5) times each, and of each the least
counts, because other work on the machine only ever adds. Throughput is by the clock and needs two cores that are free. Exit 1 when a goal is missed.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
PORTRAIT = HERE.parents[1] / "Tests/Fixtures/Photos/ok-lon004.jpg"
MANY_LARGE, MANY_SMALL = 11, 81


def run(command):
    """CPU seconds, seconds by the clock, and most resident megabytes of one process."""
    started = time.monotonic()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    # 1 is what the command says of pictures that fail
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit("failed: " + " ".join(command))
    return usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss / 1024


def check(program, picture, count, jobs=1):
    return [program, "photo", "check", "--json", "--jobs", str(jobs)] + [str(picture)] * count


def python(script, picture, count):
    return [sys.executable, str(HERE / script), str(picture), str(count)]


def compare(ours, theirs, many, times):
    """CPU milliseconds of a single picture's process, and of one more picture, for both sides."""
    seconds = [([], []), ([], [])]
    for _ in range(times):
        for (single, several), command in zip(seconds, (ours, theirs)):
            single.append(run(command(1))[0])
            several.append(run(command(many))[0])
    return [(1000 * min(single), 1000 * (min(several) - min(single)) / (many - 1)) for single, several in seconds]


class Table:
    missed = False

    def line(self, title, ours, theirs, ratio, goal, unit="ms"):
        word = "" if goal is None else ", goal %.2f: %s" % (goal, "reached" if ratio <= goal else "MISSED")
        self.missed |= goal is not None and ratio > goal
        print("%-62s %7.1f %s; yardstick %7.1f %s; ratio %.2f%s" % (title, ours, unit, theirs, unit, ratio, word))

    def amount(self, title, value, unit, goal, is_least):
        reached = value >= goal if is_least else value <= goal
        self.missed |= not reached
        print("%-62s %7.2f %s; goal %s %g: %s" % (
            title, value, unit, "at least" if is_least else "at most", goal, "reached" if reached else "MISSED"))


def main():
    arguments = sys.argv[1:]
    options = {"--folder": str(pathlib.Path(tempfile.gettempdir()) / "biying-benchmark-darkroom"), "--picture": "", "--times": "5"}
    for name in options:
        if name in arguments:
            at = arguments.index(name)
            options[name] = arguments[at + 1]
            del arguments[at:at + 2]
    if len(arguments) != 1:
        sys.exit(__doc__)
    program, times = arguments[0], int(options["--times"])
    folder = pathlib.Path(options["--folder"])
    if options["--picture"] or not (folder / "camera-24.jpg").exists():
        command = [sys.executable, str(HERE / "make_inputs.py"), str(folder)] + [options["--picture"]] * bool(options["--picture"])
        subprocess.run(command, check=True)
    table = Table()
    for name, goal in (("camera-24.jpg", 1.6), ("smooth-24.jpg", None)):
        file = folder / name
        title = "24 MP, %.1f MB, whole way; libjpeg-turbo alone at 1/4" % (file.stat().st_size / 1e6)
        ours, theirs = compare(lambda n: check(program, file, n), lambda n: python("decode.py", file, n), MANY_LARGE, times)
        table.line(title, ours[1], theirs[1], ours[1] / theirs[1], goal)
    ours, theirs = compare(
        lambda n: check(program, PORTRAIT, n), lambda n: python("landmarks.py", PORTRAIT, n), MANY_SMALL, times)
    table.line("480 x 640, judged only; OpenCV and MediaPipe, whole process", ours[0], theirs[0], ours[0] / theirs[0], 0.25)
    table.line("  the same, each further picture of a process", ours[1], theirs[1], ours[1] / theirs[1], None)
    camera = folder / "camera-24.jpg"
    count = 2 * MANY_LARGE
    clocks = {jobs: min(run(check(program, camera, count, jobs))[1] for _ in range(times)) for jobs in (1, 2)}
    table.amount("24 MP, two workers by one, throughput", clocks[1] / clocks[2], "times", 1.8, True)
    table.amount("24 MP, two workers, most memory", max(run(check(program, camera, count, 2))[2] for _ in range(2)), "MB", 400, False)
    sys.exit(1 if table.missed else 0)


if __name__ == "__main__":
    main()
