#!/usr/bin/env python3
"""Makes the small tables of this folder with other people's software: openpyxl, xlwt and LibreOffice (headless).

Run in this folder; needs the packages openpyxl and xlwt and the program soffice. All people are made up.
"""
import datetime
import pathlib
import shutil
import struct
import subprocess
import tempfile

import openpyxl
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

HERE = pathlib.Path(__file__).parent
HEADER = ["学号", "姓名", "性别", "身份证号", "出生日期", "学制"]


def id_number(birth, serial):
    body = "990000" + birth + "%03d" % serial
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


PEOPLE = [
    ("001234567801", "张三丰", "男", id_number("20030101", 1), datetime.date(2003, 1, 1), 4),
    ("001234567802", "李㛃䶮", "女", id_number("20030102", 2), datetime.date(2003, 1, 2), 2.5),
    ("001234567803", "王𬭎𠮷㐂", "男", id_number("20030103", 3), datetime.date(2003, 1, 3), 4),
    ("001234567804", "阿依·木拉提", "女", id_number("20030104", 4), datetime.date(2003, 1, 4), 5),
]


def by_openpyxl():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "学生名单"
    sheet.append(["某某大学毕业生名单"])
    sheet.merge_cells("A1:F1")
    sheet.append(HEADER)
    for person in PEOPLE:
        sheet.append(list(person))
        sheet.cell(sheet.max_row, 5).number_format = 'yyyy"年"m"月"d"日"'
    sheet.append([1234, True, "=1/0", 990000200301010014, 0.1 + 0.2])
    sheet.cell(7, 1).number_format = "00000000"
    sheet["B8"] = CellRichText("前", TextBlock(InlineFont(b=True), "粗体"), "后")
    sheet["B9"] = "跨\n行"
    sheet.row_dimensions[4].hidden = True
    hidden = book.create_sheet("隐藏的表")
    hidden.sheet_state = "hidden"
    hidden["C3"] = "在第三行"
    book.create_sheet("空表")
    book.save(HERE / "openpyxl.xlsx")


def by_xlwt():
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("学生名单")
    date = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    zeros = xlwt.easyxf(num_format_str="00000000")
    for column, name in enumerate(HEADER):
        sheet.write(0, column, name)
    for row, person in enumerate(PEOPLE, 1):
        for column, value in enumerate(person):
            if isinstance(value, datetime.date):
                sheet.write(row, column, value, date)
            else:
                sheet.write(row, column, value)
    sheet.write(5, 0, 1234, zeros)
    sheet.write(5, 1, True)
    sheet.write(5, 3, 990000200301010014.0)
    sheet.write(5, 5, 1234567.891)
    # Long strings that CONTINUE records cut in two, some in one byte a character, some in two.
    for row in range(6, 10):
        sheet.write(row, 0, "a" * 1200 + str(row))
        sheet.write(row, 1, "长" * 1200 + str(row))
    book.add_sheet("空表")
    book.save(str(HERE / "xlwt.xls"))


def by_libreoffice():
    folder = pathlib.Path(tempfile.mkdtemp())
    source = folder / "source.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "学生名单"
    sheet.append(HEADER)
    for person in PEOPLE:
        sheet.append(list(person))
        sheet.cell(sheet.max_row, 5).number_format = "yyyy-mm-dd"
    sheet.append(["=A2&\"号\"", "=1=1", "=1/0", "=LEN(D2)", "=E2+1", "=NA()"])
    sheet["E6"].number_format = "yyyy-mm-dd"
    book.save(source)

    def convert(target, name):
        subprocess.run(
            ["soffice", "-env:UserInstallation=file://" + str(folder / "profile"), "--headless", "--convert-to", target,
             "--outdir", str(folder / "out"), str(source)], check=True, capture_output=True)
        made = next((folder / "out").iterdir())
        shutil.move(made, HERE / name)

    convert("xlsx:Calc MS Excel 2007 XML", "libreoffice.xlsx")
    convert("xls:MS Excel 97", "libreoffice.xls")
    convert("html:HTML (StarCalc)", "libreoffice-html.xls")
    convert("dbf:dBase:85", "libreoffice.dbf")
    shutil.rmtree(folder)


def compound_file(name, stream):
    """The smallest OLE file that holds one stream of at least 4096 bytes."""
    data = stream.ljust(max(4096, len(stream) + -len(stream) % 512), b"\0")
    sectors = len(data) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE] + [i + 3 for i in range(sectors - 1)] + [0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)

    def entry(name, kind, start, size, child):
        text = (name + "\0").encode("utf-16le") if name else b""
        return (text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
                + bytes(36) + struct.pack("<IQ", start, size))

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry(name, 2, 2, len(data), 0xFFFFFFFF) + entry("", 0, 0, 0, 0) * 2
    return header + struct.pack("<128I", *fat) + directory + data


def others():
    (HERE / "encrypted.xlsx").write_bytes(compound_file("EncryptedPackage", b"secret"))
    (HERE / "word.doc").write_bytes(compound_file("WordDocument", b"text"))


by_openpyxl()
by_xlwt()
by_libreoffice()
others()
