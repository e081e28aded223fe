#!/usr/bin/env python3
"""Measures importing a roster beside openpyxl only reading it: measure.py COMMAND... [--folder FOLDER] [--rows N] [--times N] [--memory-rows N]

COMMAND imports the file given as its last argument into a throw-away center, for example

    measure.py .build/release/biying bench import-roster

Whole processes, CPU time (user + system), the same file, taking turns; of each the least of N (3) times counts. Then the most
memory that importing the largest roster (300,000 rows; 0 leaves it out) takes, as the kernel counts it. Exit 1 when a goal is missed.
"""
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from made_up_roster import HEADER, row  # noqa: E402

GOAL = 0.5
MEMORY_GOAL_MEGABYTES = 300
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


def roster(folder, rows):
    """The file with so many people, made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / ("roster-%d.xlsx" % rows)
    if not file.exists():
        make(file, rows)
    return file


def memory(command, file, rows):
    """Whether one import stays within the goal for memory."""
    seconds, megabytes = cpu(command + [str(file)])
    fits = megabytes < MEMORY_GOAL_MEGABYTES
    print("import a %s-row roster: at most %.0f MB of memory, %.1f s CPU; goal below %d MB: %s" % (
        rows, megabytes, seconds, MEMORY_GOAL_MEGABYTES, "reached" if fits else "MISSED"))
    return fits


def main():
    arguments = sys.argv[1:]
    options = {"--folder": str(pathlib.Path(tempfile.gettempdir()) / "biying-benchmark-import"), "--rows": "100000", "--times": "3",
               "--memory-rows": "300000"}
    for name in options:
        if name in arguments:
            at = arguments.index(name)
            options[name] = arguments[at + 1]
            del arguments[at:at + 2]
    if not arguments:
        sys.exit(__doc__)
    folder = pathlib.Path(options["--folder"])
    file = roster(folder, int(options["--rows"]))
    ours, theirs = [], []
    for _ in range(int(options["--times"])):
        ours.append(cpu(arguments + [str(file)]))
        theirs.append(cpu([sys.executable, "-c", READ, str(file)]))
    mine, other = min(ours), min(theirs)
    ratio = mine[0] / other[0]
    print("import a %s-row roster: %.2f s, %.0f MB; openpyxl reading it %.2f s, %.0f MB; ratio %.3f, goal %.3f: %s" % (
        options["--rows"], mine[0], mine[1], other[0], other[1], ratio, GOAL, "reached" if ratio <= GOAL else "MISSED"))
    fits = int(options["--memory-rows"]) == 0 or memory(arguments, roster(folder, int(options["--memory-rows"])), options["--memory-rows"])
    sys.exit(0 if ratio <= GOAL and fits else 1)


if __name__ == "__main__":
    main()
