"""Rows of a roster with the standard columns: made-up people of region 990000, which belongs to nobody. The same on
every machine, but for the year they graduate in."""
import datetime

# A throw-away center collects the class of next year from August on.
TODAY = datetime.date.today()
CLASS = TODAY.year + (TODAY.month >= 8)
HEADER = ["学校代码", "学校名称", "站点名称", "类别", "院系", "专业", "班级", "学号", "姓名", "性别", "证件类型", "身份证号", "层次", "学制",
          "预计毕业日期", "拍摄序号", "备注"]


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
            "%d%08d" % (CLASS - 4, number), name, "女" if sequence % 2 == 0 else "男", "居民身份证", stem + check_digit(stem), "本科", "4", "%d0630" % CLASS,
            "", ""]
