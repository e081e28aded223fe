#!/usr/bin/env python3
"""Measures importing a roster beside openpyxl only reading it: measure.py COMMAND... [--folder FOLDER] [--rows N] [--times N]

COMMAND imports the file given as its last argument into a throw-away center, for example

    measure.py .build/release/biying bench import-roster

Whole processes, CPU time (user + system), the same file, taking turns; of each the least of N (3) times counts. Exit 1 when a
goal is missed.
"""
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from made_up_roster import HEADER, row  # noqa: E402

GOAL = 0.5
READ = (
    "import sys, openpyxl\nb = openpyxl.load_workbook(sys.argv[1], read_only=True)\n"
    "print(sum(1 for s in b.worksheets for _ in s.iter_rows(values_only=True)))"
)


def make(path, rows):
    import openpyxl
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append(HEADER)
    for number in range(rows):
        sheet.append(row(number))
    book.save(path)


def cpu(command):
    """CPU seconds and most resident megabytes of one process."""
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit("failed: " + " ".join(command))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    arguments = sys.argv[1:]
    options = {"--folder": str(pathlib.Path(tempfile.gettempdir()) / "biying-benchmark-import"), "--rows": "100000", "--times": "3"}
    for name in options:
        if name in arguments:
            at = arguments.index(name)
            options[name] = arguments[at + 1]
            del arguments[at:at + 2]
    if not arguments:
        sys.exit(__doc__)
    folder = pathlib.Path(options["--folder"])
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / ("roster-%s.xlsx" % options["--rows"])
    if not file.exists():
        make(file, int(options["--rows"]))
    ours, theirs = [], []
    for _ in range(int(options["--times"])):
        ours.append(cpu(arguments + [str(file)]))
        theirs.append(cpu([sys.executable, "-c", READ, str(file)]))
    mine, other = min(ours), min(theirs)
    ratio = mine[0] / other[0]
    print("import a %s-row roster: %.2f s, %.0f MB; openpyxl reading it %.2f s, %.0f MB; ratio %.3f, goal %.3f: %s" % (
        options["--rows"], mine[0], mine[1], other[0], other[1], ratio, GOAL, "reached" if ratio <= GOAL else "MISSED"))
    sys.exit(0 if ratio <= GOAL else 1)


if __name__ == "__main__":
    main()
