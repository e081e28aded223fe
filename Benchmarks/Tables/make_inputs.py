#!/usr/bin/env python3
"""Makes the two inputs of the benchmark: make_inputs.py FOLDER. The same bytes on every machine; all people are made up."""
import pathlib
import random
import struct
import sys

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "秀兰", "霞", "㛃", "䶮", "𬭎", "𠮷"]
DEPARTMENTS = ["计算机科学与技术学院", "文学院", "数学与统计学院", "化学化工学院"]
FIELDS = [
    ("XXDM", "C", 5), ("XXMC", "C", 60), ("LB", "C", 6), ("YX", "C", 40), ("ZY", "C", 50), ("BJ", "C", 30), ("XH", "C", 20),
    ("XM", "C", 50), ("XB", "C", 2), ("SFZH", "C", 20), ("XZ", "N", 3), ("YJBYRQ", "D", 8),
]
WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]


def person(index, chance):
    """One graduate, in the order of FIELDS; neighbours share department, major and class as in a real roster."""
    department = DEPARTMENTS[index // 5000 % 4]
    body = "990000%04d%02d%02d%03d" % (2000 + index % 6, index % 12 + 1, index % 28 + 1, index % 1000)
    check = "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS)) % 11]
    name = chance.choice(FAMILY) + chance.choice(GIVEN) + (chance.choice(GIVEN) if index % 2 else "")
    return [
        "99901", "某某师范大学", "普通", department, department[:-2] + "专业", "2022级%d班" % (index // 40 % 30), "2022%08d" % index, name,
        "男女"[index % 2], body + check, "4", "20260630",
    ]


def make_dbf(path, count):
    chance = random.Random(3)
    width = 1 + sum(field[2] for field in FIELDS)
    with open(path, "wb") as file:
        file.write(struct.pack("<BBBBIHH17xB2x", 3, 126, 6, 30, count, 32 + 32 * len(FIELDS) + 1, width, 0x7A))
        for name, kind, size in FIELDS:
            file.write(struct.pack("<11sc4xBB14x", name.encode(), kind.encode(), size, 0))
        file.write(b"\r")
        for index in range(count):
            values = [v.encode("gb18030").ljust(f[2]) for v, f in zip(person(index, chance), FIELDS)]
            file.write(b" " + b"".join(values))
        file.write(b"\x1a")


def make_xlsx(path, count):
    import openpyxl

    chance = random.Random(4)
    book = openpyxl.Workbook()
    sheet = book.active
    columns = [0, 1, 3, 5, 6, 7, 8, 9, 10]
    sheet.append([FIELDS[c][0] for c in columns] + ["PSXH"])
    for index in range(count):
        values = person(index, chance)
        sheet.append([int(values[c]) if c == 10 else values[c] for c in columns] + [index + 1])
    book.save(path)


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    make_dbf(folder / "million.dbf", 1_000_000)
    make_xlsx(folder / "hundred-thousand.xlsx", 100_000)
