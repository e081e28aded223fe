#!/usr/bin/env python3
"""Measures proof sheets of thirty captioned photos beside Chromium printing the same as HTML: measure.py COMMAND... [--pages N] [--times N]

COMMAND is the command that is given a list of people and the PDF to write, for example

    measure.py .build/release/biying bench prints

Both get the same portraits (480 x 640 JPEG out of Tests/Fixtures/Labelled/ok, made different from each other by a comment in the file,
because no two graduates have one photo), the same made-up people with all five data below, six rows of five on A4, and as many pages (40).
Whole processes from their start to the finished file, taking turns. Pages a second are those of one processor's time, user and system, as the
kernel counts it for the process and all that it started, so that other work on the machine changes neither side; the wall's clock stands
beside it. Of each the least of N (2) times counts. Pages are counted in the PDF that came out, and the photos in ours are looked at: each
must be the JPEG that went in. Exit 1 when a goal is missed.
"""
import ctypes
import html
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PHOTOS_A_PAGE = 30
PAGES_A_SECOND = 25.0
TIMES_CHROMIUM = 30.0
NAMES = "王芳 李婷婷 欧阳若兰 张䶮 㛃小雨 𬭎 𠮷田 阿依古丽·买买提 赵子轩 陈思远 刘洋 古丽娜尔·吐尔逊".split()
INSTITUTION, DEPARTMENT = "兰州示范理工大学", "机电工程学院"
STYLE = """
@page { size: A4; margin: 5mm } * { box-sizing: border-box }
body { margin: 0; font: 6.5pt/1.15 'Noto Sans CJK SC' }
section { break-after: page; height: 286mm; overflow: hidden }
header { height: 12mm; display: flex; justify-content: space-between; padding: 0 3mm; font-size: 9pt }
header b { font-size: 11pt; display: block }
main { display: grid; grid-template-columns: repeat(5, 36mm); column-gap: 3.2mm; row-gap: 3.4mm; justify-content: center }
figure { margin: 0; text-align: center } img { width: 23.25mm; height: 31mm; display: block; margin: 0 auto .6mm }
figcaption { text-align: left } p { margin: 0; display: flex; justify-content: space-between }
"""


def portrait(source, index, folder):
    """A portrait of its own for each person: the same picture with a comment (JPEG marker COM) that nobody else's has."""
    bytes_, comment = source.read_bytes(), b"person %06d" % index
    path = folder / ("%06d.jpg" % index)
    path.write_bytes(bytes_[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + bytes_[2:])
    return str(path)


def people(pages, folder):
    """Made-up people, two pages a class: institution, department, class, name, student number, identity number, serial, file."""
    sources = sorted((ROOT / "Tests/Fixtures/Labelled/ok").glob("*.jpg"))
    for index in range(pages * PHOTOS_A_PAGE):
        stem = "99000020030101%03d" % (100 + index % 900)
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(stem, weights)) % 11]
        yield (
            INSTITUTION, DEPARTMENT, "机械设计2010级%d班" % (index // (2 * PHOTOS_A_PAGE) + 1), NAMES[index % len(NAMES)],
            "2010%08d" % index, stem + check, "12-%04d" % index, portrait(sources[index % len(sources)], index, folder))


def page(persons, number):
    first = persons[0]
    figures = "".join(
        "<figure><img src='file://%s'><figcaption><p>%s<p><b>%s</b><span>序号 %s</span><p>学号 %s<p>身份证号 %s</figcaption></figure>"
        % tuple(html.escape(text) for text in (person[7], person[0], person[3], person[6], person[4], person[5]))
        for person in persons)
    return (
        "<section><header><div><b>%s</b>%s　%s</div><div>第 %d 页　共 2 页<br>交付编号 JF-2014-10731-03</div></header><main>%s</main></section>"
        % (first[0], first[1], first[2], number % 2 + 1, figures))


def spent():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def timed(command):
    """Processor seconds and wall seconds of a process and everything it started."""
    # what Chromium leaves behind becomes ours to wait for (PR_SET_CHILD_SUBREAPER), or its time would not be counted
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    before, start = spent(), time.monotonic()
    result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wall = time.monotonic() - start
    if result.returncode != 0:
        sys.exit("failed: %s\n%s" % (" ".join(command), result.stderr.decode(errors="replace")[-2000:]))
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass
    return spent() - before, wall


def pages_of(pdf):
    said = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    return int(next(line.split()[1] for line in said.splitlines() if line.startswith("Pages:")))


def check_photos(pdf, persons, folder):
    """Every photo in the PDF is the file that went in, in the order of the list."""
    out = folder / "images"
    out.mkdir()
    subprocess.run(["pdfimages", "-all", pdf, str(out / "image")], check=True)
    found = sorted(out.iterdir(), key=lambda path: int(path.stem.split("-")[1]))
    if [path.read_bytes() for path in found] != [pathlib.Path(person[7]).read_bytes() for person in persons]:
        sys.exit("a photo in the PDF is not the JPEG that went in")


def main():
    arguments = sys.argv[1:]
    options = {"--pages": 40, "--times": 2}
    for name in options:
        if name in arguments:
            at = arguments.index(name)
            options[name] = int(arguments[at + 1])
            del arguments[at:at + 2]
    if not arguments:
        sys.exit(__doc__)
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is missing: ./setup --tests")
    wanted = options["--pages"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        persons = list(people(wanted, folder))
        (folder / "list.txt").write_text("\n".join("\t".join(person) for person in persons), encoding="utf-8")
        sections = [page(persons[at:at + PHOTOS_A_PAGE], at // PHOTOS_A_PAGE) for at in range(0, len(persons), PHOTOS_A_PAGE)]
        (folder / "sheets.html").write_text(
            "<!doctype html><meta charset=utf-8><style>%s</style>%s" % (STYLE, "".join(sections)), encoding="utf-8")
        ours, theirs = str(folder / "ours.pdf"), str(folder / "theirs.pdf")
        print_html = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + str(folder / "profile"),
            "--no-pdf-header-footer", "--print-to-pdf=" + theirs, "file://" + str(folder / "sheets.html")]
        our_seconds, their_seconds = [], []
        for _ in range(options["--times"]):
            our_seconds.append(timed(arguments + [str(folder / "list.txt"), ours]))
            their_seconds.append(timed(print_html))
        if pages_of(ours) != wanted or pages_of(theirs) != wanted:
            sys.exit("pages: %d and %d, not %d" % (pages_of(ours), pages_of(theirs), wanted))
        check_photos(ours, persons, folder)
        sizes = [os.path.getsize(path) / 1e6 for path in (ours, theirs)]
    mine, other = wanted / min(our_seconds)[0], wanted / min(their_seconds)[0]
    missed = False
    for who, seconds, size in (("ours", our_seconds, sizes[0]), ("Chromium", their_seconds, sizes[1])):
        cpu, wall = min(pair[0] for pair in seconds), min(pair[1] for pair in seconds)
        print("%s: %d pages, %.1f MB, %.2f s of processor time, %.2f s by the wall's clock" % (who, wanted, size, cpu, wall))
    for title, value, goal in (
        ("pages a second", mine, PAGES_A_SECOND), ("times Chromium's %.2f pages a second" % other, mine / other, TIMES_CHROMIUM)):
        missed |= value < goal
        print("%s: %.1f, goal >= %.0f: %s" % (title, value, goal, "reached" if value >= goal else "MISSED"))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
