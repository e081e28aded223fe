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

GOAL = 0.5
HEADER = ["学校代码", "学校名称", "站点名称", "类别", "院系", "专业", "班级", "学号", "姓名", "性别", "证件类型", "身份证号", "层次", "学制",
          "预计毕业日期", "拍摄序号", "备注"]
READ = (
    "import sys, openpyxl\nb = openpyxl.load_workbook(sys.argv[1], read_only=True)\n"
    "print(sum(1 for s in b.worksheets for _ in s.iter_rows(values_only=True)))"
)


def check_digit(stem):
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return "10X98765432"[sum(int(d) * w for d, w in zip(stem, weights)) % 11]


def row(number):
    """A made-up person: region 990000 belongs to nobody."""
    day = number // 900 % 28 + 1
    month = number // 25200 % 12 + 1
    sequence = 100 + number % 900
    stem = "990000200%d%02d%02d%03d" % (2 + number // 302400, month, day, sequence)
    name = "张王李赵陈马杨周"[number % 8] + "示例样试拟构演习"[number // 8 % 8] + "䶮𬭎文宁敏安远华"[number // 64 % 8]
    return ["10730", "示例大学", "", "普通", "第%d学院" % (number // 5000), "专业%d" % (number // 500), "%d班" % (number // 50),
            "2010%08d" % number, name, "女" if sequence % 2 == 0 else "男", "居民身份证", stem + check_digit(stem), "本科", "4", "20140630",
            "", ""]


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
