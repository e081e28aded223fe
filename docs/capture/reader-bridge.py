#!/usr/bin/env python3
"""Types the identity numbers that an ID-card reader reports into the window in front, as a keyboard would.

For readers that do not type themselves: it reads what a vendor's program prints, or a serial reader sends, finds identity numbers in it and
types each with Enter behind it, through Linux uinput. It neither keeps nor prints a number, and writes no file. Python 3, nothing else.

  vendor-program | reader-bridge.py
  reader-bridge.py /dev/ttyUSB0 --baud 115200
  reader-bridge.py --self-check
"""

import argparse
import datetime
import fcntl
import hashlib
import os
import re
import stat
import struct
import sys
import termios
import time

# linux/uinput.h, linux/input-event-codes.h; the same on every architecture that Debian 12 runs on with 64 bits.
UI_SET_EVBIT, UI_SET_KEYBIT, UI_DEV_CREATE, UI_DEV_DESTROY = 0x40045564, 0x40045565, 0x5501, 0x5502
EV_SYN, EV_KEY, BUS_VIRTUAL = 0, 1, 6
KEYS = {**{digit: code for code, digit in enumerate("1234567890", start=2)}, "X": 45, "\n": 28}
EVENT = struct.Struct("@llHHi")
DEVICE = struct.Struct("@80sHHHHI256i")

# Not inside a longer run of digits or letters. Two bytes a character (UTF-16) are one once their zeros are gone.
NUMBER = re.compile(rb"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
LINE_BYTES = 4096
REPEAT_SECONDS = 2.0


def is_number(text):
    """GB 11643: a birth date that exists, and the check digit by ISO 7064 mod 11-2."""
    try:
        datetime.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    remainder = sum(int(digit) * pow(2, 17 - at, 11) for at, digit in enumerate(text[:17])) % 11
    return text[17] == "10X98765432"[remainder]


def number_in(line):
    """The first identity number in a line of whatever program; None when there is none."""
    for found in NUMBER.findall(line.replace(b"\0", b"")):
        text = found.decode("ascii").upper()
        if is_number(text):
            return text
    return None


class Repeats:
    """A card that lies on the reader is reported again and again: typed once until it was gone for two seconds."""

    def __init__(self):
        self.secret = os.urandom(32)
        self.last, self.seen = None, 0.0

    def is_new(self, number, now):
        # Not the number itself: nothing to find in this program's memory but what is being typed.
        mark = hashlib.blake2b(number.encode(), key=self.secret).digest()
        is_new = mark != self.last or now - self.seen > REPEAT_SECONDS
        self.last, self.seen = mark, now
        return is_new


def events(text):
    """Each key down and up, told to the kernel one by one."""
    for character in text:
        for value in (1, 0):
            yield EVENT.pack(0, 0, EV_KEY, KEYS[character], value) + EVENT.pack(0, 0, EV_SYN, 0, 0)


class Keyboard:
    """A keyboard of digits, X and Enter; a plain file or pipe takes the same bytes, for a try without a kernel's uinput."""

    def __init__(self, path):
        self.file = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        self.is_device = stat.S_ISCHR(os.fstat(self.file).st_mode)
        if not self.is_device:
            return
        fcntl.ioctl(self.file, UI_SET_EVBIT, EV_KEY)
        for code in KEYS.values():
            fcntl.ioctl(self.file, UI_SET_KEYBIT, code)
        os.write(self.file, DEVICE.pack(b"Biying ID-card reader", BUS_VIRTUAL, 0, 0, 1, 0, *[0] * 256))
        fcntl.ioctl(self.file, UI_DEV_CREATE)
        # The desktop needs a moment to notice a new keyboard; keys typed before would be lost.
        time.sleep(1)

    def type(self, text):
        for event in events(text):
            os.write(self.file, event)
            if self.is_device:
                time.sleep(0.004)

    def close(self):
        if self.is_device:
            fcntl.ioctl(self.file, UI_DEV_DESTROY)
        os.close(self.file)


def open_reader(path, baud):
    """A serial reader's device, or a pipe; standard input without a path."""
    if path is None:
        return sys.stdin.fileno()
    reader = os.open(path, os.O_RDONLY | os.O_NOCTTY | os.O_CLOEXEC)
    if os.isatty(reader):
        speed = getattr(termios, f"B{baud}", None)
        if speed is None:
            raise ValueError(f"串口速率 {baud} 不能用")
        # 8 bits, no parity, raw: and without echo, which would send the number back to the reader.
        control = termios.CS8 | termios.CREAD | termios.CLOCAL
        characters = [b"\0"] * 32
        characters[termios.VMIN] = 1
        termios.tcsetattr(reader, termios.TCSANOW, [0, 0, control, 0, speed, speed, characters])
    return reader


def lines(reader):
    """Lines by CR or LF; of an endless one no more than is looked at is kept."""
    rest = b""
    while piece := os.read(reader, LINE_BYTES):
        *whole, rest = re.split(rb"[\r\n]", rest + piece)
        yield from whole
        rest = rest[-LINE_BYTES:]
    yield rest


def run(reader, keyboard, now=time.monotonic):
    repeats = Repeats()
    for line in lines(reader):
        number = number_in(line)
        if number and repeats.is_new(number, now()):
            keyboard.type(number + "\n")
            print(f"{datetime.datetime.now():%H:%M:%S} 已输入一个号码", file=sys.stderr, flush=True)


def self_check():
    """Made-up numbers of region 990000 only."""
    body = "99000019950101123"
    good = next(body + last for last in "0123456789X" if is_number(body + last))
    ends_with_x = next(
        text for text in (f"9900001995010{day}00{serial}X" for day in range(1, 10) for serial in range(10)) if is_number(text))
    assert sum(is_number(body + last) for last in "0123456789X") == 1, "one check digit fits"
    assert not is_number("99000019951301" + good[14:]), "no thirteenth month"
    assert number_in(f'{{"name":"示例","idNumber":"{good}"}}'.encode()) == good
    assert number_in(ends_with_x.lower().encode()) == ends_with_x
    assert number_in(good.encode("utf-16-le")) == good
    assert number_in(f"7{good}".encode()) is None and number_in(f"{good}7".encode()) is None
    assert number_in(b"2015.01.01-2025.01.01 " + good[:17].encode()) is None
    repeats = Repeats()
    assert [repeats.is_new(*seen) for seen in [(good, 0), (good, 1.5), (good, 3), (ends_with_x, 3.1), (good, 3.2), (good, 5.3)]] == [
        True, False, False, True, True, True]
    typed = list(events("1X\n"))
    assert EVENT.size == 24 and DEVICE.size == 1116 and len(typed) == 6
    assert [EVENT.unpack_from(event)[2:] for event in typed] == [
        (EV_KEY, 2, 1), (EV_KEY, 2, 0), (EV_KEY, 45, 1), (EV_KEY, 45, 0), (EV_KEY, 28, 1), (EV_KEY, 28, 0)]
    assert all(EVENT.unpack_from(event, EVENT.size)[2:] == (EV_SYN, 0, 0) for event in typed)
    inlet, outlet = os.pipe()
    os.write(outlet, f"{good[:9]}".encode())
    os.write(outlet, f"{good[9:]}\r\n{'1' * 9000}\n{ends_with_x}".encode())
    os.close(outlet)
    assert [number for line in lines(inlet) if (number := number_in(line))] == [good, ends_with_x]
    os.close(inlet)


def main():
    arguments = argparse.ArgumentParser(description="把身份证阅读器读到的号码像键盘一样输入到最前面的窗口")
    arguments.add_argument("reader", nargs="?", help="串口设备或管道；不写就读标准输入")
    arguments.add_argument("--baud", type=int, default=9600, help="串口速率（默认 9600）")
    arguments.add_argument("--device", default="/dev/uinput", help="uinput 设备；给一个普通文件时只把按键写进去，用来试")
    arguments.add_argument("--self-check", action="store_true", help="用编造的号码自查，不输入任何东西")
    given = arguments.parse_args()
    if given.self_check:
        self_check()
        print("自查通过")
        return 0
    try:
        reader = open_reader(given.reader, given.baud)
        keyboard = Keyboard(given.device)
    except OSError as problem:
        print(f"打不开 {problem.filename}：{problem.strerror}。怎样准备见 docs/capture-folders.md", file=sys.stderr)
        return 1
    except (ValueError, termios.error) as problem:
        print(f"没有开始：{problem}", file=sys.stderr)
        return 1
    try:
        run(reader, keyboard)
    except KeyboardInterrupt:
        pass
    except OSError as problem:
        print(f"停了：{problem.strerror}。检查阅读器的线，再启动一次", file=sys.stderr)
        return 1
    finally:
        keyboard.close()
    print("阅读器的程序结束了", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
