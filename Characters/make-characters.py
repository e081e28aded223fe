#!/usr/bin/env python3
"""Makes characters.tsv: how a rare character of a name is found by pinyin, by component, or by its U+ number.

    apt-get download unicode-data            (15.0.0-1, Debian 12) and dpkg -x it: Unihan_Readings.txt.bz2
    git clone https://github.com/yi-bai/ids  (commit 718bde0c93aa2bf1041a12056f8f3b946c9431ed): ids_lv1.txt
    pip download --no-deps pypinyin==0.55.0  and unzip it: pypinyin/pinyin_dict.json
    python3 Characters/make-characters.py Unihan_Readings.txt.bz2 ids_lv1.txt pinyin_dict.json

The inputs are checked by their SHA-256, so that the same table comes out again; --any takes other versions.
"""

import bz2
import hashlib
import json
import pathlib
import re
import sys
import unicodedata

READINGS_SHA256 = "216d9e19e44195522b84a05bf7308e385356615121258869faf919e96824ddd5"
COMPONENTS_SHA256 = "d0beeeae7e78153c80e6c6d7743fa1384b7d8709a715804b3be824e9e1a8ac0a"
MORE_READINGS_SHA256 = "5f294c01e6c6c0a1c8e329c79335a3f8e0b27d06bf1de7a99244b765892d1e5b"
BYTE_LIMIT = 1_048_576

# First and last code point; True: all of it, False: only what has a reading.
BLOCKS = [
    ("URO", 0x4E00, 0x9FFF, True),
    ("A", 0x3400, 0x4DBF, True),
    ("B", 0x20000, 0x2A6DF, False),
    ("C", 0x2A700, 0x2B739, False),
    ("D", 0x2B740, 0x2B81D, False),
    ("E", 0x2B820, 0x2CEA1, False),
    ("F", 0x2CEB0, 0x2EBE0, False),
    ("G", 0x30000, 0x3134A, False),
    ("H", 0x31350, 0x323AF, False),
]
# The commonest reading first: today's standard ones, then those of dictionaries.
FIELDS = ["kMandarin", "kTGHZ2013", "kHanyuPinlu", "kXHC1983", "kHanyuPinyin"]
READINGS_LIMIT = 6
COMPONENTS_LIMIT = 6


def plain(syllable):
    """Without tone: NFD keeps the base letters; ü becomes v, as input methods write it."""
    text = unicodedata.normalize("NFD", syllable.lower()).replace("u\u0308", "v")
    # ê (诶) and syllabic m, n, ng keep their letters.
    return re.sub("[^a-z]", "", text)


def syllables(field, value):
    if field == "kMandarin":
        return value.split()
    if field == "kHanyuPinlu":
        return [re.sub(r"\(.*", "", item) for item in value.split()]
    return [item for part in value.split() for item in part.split(":", 1)[1].split(",")]


def read_readings(path):
    found = {}
    for line in bz2.open(path, "rt", encoding="utf-8"):
        if line.startswith("U+"):
            code, field, value = line.rstrip("\n").split("\t")
            if field in FIELDS:
                found.setdefault(int(code[2:], 16), {})[field] = value
    readings = {}
    for code, fields in found.items():
        ordered = [plain(item) for field in FIELDS if field in fields for item in syllables(field, fields[field])]
        readings[code] = list(dict.fromkeys(item for item in ordered if item))[:READINGS_LIMIT]
    return readings


def add_more_readings(path, readings):
    """Newer characters (elements, Extensions C to H) that the Unicode data of that version has no reading for."""
    for code, value in json.load(open(path, encoding="utf-8")).items():
        if not readings.get(int(code)):
            ordered = [plain(item) for item in value.split(",")]
            readings[int(code)] = list(dict.fromkeys(item for item in ordered if item))[:READINGS_LIMIT]


def is_han(character):
    code = ord(character)
    return any(first <= code <= last for _, first, last, _ in BLOCKS) or 0x2E80 <= code <= 0x2FD5 or 0x2CEA2 <= code <= 0x2CEAF or 0x2EBF0 <= code <= 0x2EE5D


def read_components(path):
    """The direct parts of each character: the Han characters of its first description sequence, in writing order."""
    components = {}
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) < 2 or len(columns[0]) != 1:
            continue
        sequence = re.sub(r"\([^)]*\)|\{[^}]*\}|\[[^\]]*\]|#", "", columns[1].split(";")[0])
        parts = [unicodedata.normalize("NFKC", part) if 0x2F00 <= ord(part) <= 0x2FD5 else part for part in sequence]
        parts = [part for part in parts if is_han(part) and part != columns[0]]
        components[ord(columns[0])] = parts[:COMPONENTS_LIMIT]
    return components


def checked(path, wanted):
    got = hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
    if got != wanted and "--any" not in sys.argv:
        sys.exit(f"{path} is not the version this table was made of (SHA-256 {got}); --any takes it all the same")
    return path


paths = [argument for argument in sys.argv[1:] if argument != "--any"]
if len(paths) != 3:
    sys.exit(__doc__)
readings = read_readings(checked(paths[0], READINGS_SHA256))
add_more_readings(checked(paths[2], MORE_READINGS_SHA256), readings)
components = read_components(checked(paths[1], COMPONENTS_SHA256))

rows, counts = [], []
for name, first, last, is_whole in BLOCKS:
    codes = [code for code in range(first, last + 1) if is_whole or readings.get(code)]
    rows += [f"{code:X}\t{chr(code)}\t{' '.join(readings.get(code, []))}\t{''.join(components.get(code, []))}" for code in codes]
    read = sum(1 for code in codes if readings.get(code))
    built = sum(1 for code in codes if components.get(code))
    counts.append(f"{name}: {len(codes)} characters, {read} with a reading, {built} with components")
text = "\n".join(rows) + "\n"
size = len(text.encode())
if size > BYTE_LIMIT:
    sys.exit(f"{size} bytes: more than the product carries; shorten the columns")
pathlib.Path(__file__).with_name("characters.tsv").write_text(text, encoding="utf-8")
print("\n".join(counts), f"{len(rows)} rows, {size} bytes", sep="\n")
