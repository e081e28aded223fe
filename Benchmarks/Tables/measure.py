#!/usr/bin/env python3
"""Measures our reading of tables beside its yardsticks: measure.py READER... [--folder FOLDER] [--times N]

READER is the command that reads the file given as its last argument, for example

    measure.py .build/release/biying bench read-table

Whole processes, CPU time (user + system) as the kernel counts it for the child, the same file, one run, taking turns; of
each the least of N (3) times counts, because other work on the machine only ever adds. Exit 1 when a goal is missed.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DBFREAD = "import sys, dbfread\nprint(sum(len(r) for r in dbfread.DBF(sys.argv[1], encoding='gb18030')))"
CALAMINE = (
    "import sys, python_calamine\nb = python_calamine.CalamineWorkbook.from_path(sys.argv[1])\n"
    "print(sum(len(r) for s in b.sheet_names for r in b.get_sheet_by_name(s).to_python()))"
)
GOALS = [
    ("read a 1,000,000-row DBF, 12 fields, to records", "million.dbf", "dbfread", DBFREAD, 1 / 25),
    ("read a 100,000 x 10 XLSX to rows", "hundred-thousand.xlsx", "python-calamine", CALAMINE, 0.6),
]


def cpu(command):
    """CPU seconds and most resident megabytes of one process."""
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit("failed: " + " ".join(command))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    arguments = sys.argv[1:]
    options = {"--folder": str(pathlib.Path(tempfile.gettempdir()) / "biying-benchmark-tables"), "--times": "3"}
    for name in options:
        if name in arguments:
            at = arguments.index(name)
            options[name] = arguments[at + 1]
            del arguments[at:at + 2]
    if not arguments:
        sys.exit(__doc__)
    folder = pathlib.Path(options["--folder"])
    if not all((folder / goal[1]).exists() for goal in GOALS):
        subprocess.run([sys.executable, str(HERE / "make_inputs.py"), str(folder)], check=True)
    missed = False
    for title, name, yardstick, program, limit in GOALS:
        file = str(folder / name)
        ours, theirs = [], []
        for _ in range(int(options["--times"])):
            ours.append(cpu(arguments + [file]))
            theirs.append(cpu([sys.executable, "-c", program, file]))
        mine, other = min(ours), min(theirs)
        ratio = mine[0] / other[0]
        missed |= ratio > limit
        print(
            "%s: %.2f s, %.0f MB; %s %.2f s, %.0f MB; ratio %.3f, goal %.3f: %s"
            % (title, mine[0], mine[1], yardstick, other[0], other[1], ratio, limit, "reached" if ratio <= limit else "MISSED"))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
