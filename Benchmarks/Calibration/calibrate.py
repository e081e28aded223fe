#!/usr/bin/env python3
"""Prints how well the photo checks do on labelled pictures, and what their limits would be without each person.

usage: calibrate.py manifest.csv --biying PROGRAM [--floor] [--markdown FILE]
       biying photo check --json PICTURES… | calibrate.py manifest.csv [--floor] [--markdown FILE]

With --biying it runs `PROGRAM photo check` on every picture of the manifest itself; without, it reads the reports, one JSON object a line, from
standard input. The manifest names for each picture (path) its label, person, note, geometry and roll_deg. Only the standard library is needed.
--floor: exit status 1 when a goal is missed. --markdown: also writes the table and every miss with its reason (misses.tsv) as Markdown.
"""
import argparse
import collections
import csv
import json
import math
import os
import subprocess
import sys

SMALL = 20  # below this many pictures a share proves little


def wilson(hits, count):
    """95 % interval of a share."""
    z = 1.96
    share = hits / count
    divisor = 1 + z * z / count
    middle = (share + z * z / 2 / count) / divisor
    half = z * math.sqrt(share * (1 - share) / count + z * z / 4 / count / count) / divisor
    return max(0, middle - half), min(1, middle + half)


def reports(manifest, rows, program):
    """The reports of all pictures, from the program or from standard input."""
    if program is None:
        return [json.loads(line) for line in sys.stdin]
    files = [os.path.join(os.path.dirname(os.path.abspath(manifest)), path) for path in rows]
    done = subprocess.run([program, "photo", "check", "--json", *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"{program} photo check: status {done.returncode}: {done.stderr.decode()[-2000:]}")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def read(manifest, program):
    rows = {row["path"]: row for row in csv.DictReader(open(manifest, encoding="utf-8"))}
    root = os.path.dirname(os.path.abspath(manifest))
    photos = []
    for photo in reports(manifest, rows, program):
        row = rows.get(os.path.relpath(os.path.abspath(photo["file"]), root))
        if row is None:
            continue
        checks = {finding["check"]: finding for finding in photo.get("findings", [])}
        photos.append(dict(row, verdict=photo["verdict"], checks=checks, measures=photo.get("measures", {})))
    if program is not None and len(photos) != len(rows):
        sys.exit(f"{len(rows)} pictures in the manifest, {len(photos)} reports")
    return photos


def value(photo, path):
    """A measure by its path; `|` takes the lesser of both eyes, `^` the greater, `~` the absolute value."""
    if path[0] in "|^":
        eyes = [value(photo, f"eyes.{eye}.{path[1:]}") for eye in ("atImageLeft", "atImageRight")]
        return None if None in eyes else (min if path[0] == "|" else max)(eyes)
    if path[0] == "~":
        found = value(photo, path[1:])
        return None if found is None else abs(found)
    if path == "blur":
        both = [value(photo, "detail.blurAcross"), value(photo, "detail.blurDown")]
        return None if None in both else max(both)
    found = photo["measures"]
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def failed(photo):
    return photo["verdict"] in ("fail", "refused")


def seen(photo):
    return photo["verdict"] != "pass"


def labelled(*labels):
    return lambda photo: photo["label"] in labels


def is_open(photo):
    return photo["label"] == "real_mouth_open" or (photo["label"] == "smile" and "teeth" in photo["note"])


def is_turned(photo):
    return photo["label"] in ("real_turned", "real_rotated") or (
        photo["label"] == "tilted" and abs(float(photo["roll_deg"])) > 5)


def is_good(photo):
    return photo["label"] == "ok" and "marginal" not in photo["geometry"]


GOALS = [
    ("good portraits: not failed", is_good, lambda p: not failed(p), 0.97),
    ("eyes closed: failed", labelled("eyes_closed_derived", "real_eyes_closed"), failed, 0.98),
    ("teeth, open mouth: failed", is_open, failed, 0.97),
    ("smile with closed lips: not failed",
     lambda p: p["label"] == "smile" and "closed-lip" in p["note"] and "marginal" not in p["geometry"], lambda p: not failed(p), 0.90),
    ("turned, tilted over 5°, rotated: failed", is_turned, failed, 0.97),
    ("sunglasses, mask, hat, occlusion: failed or look",
     labelled("sunglasses_derived", "real_sunglasses", "hat_derived", "occluded_derived", "real_mask", "real_occluded"), seen, 0.95),
    ("none, several, non-human: failed",
     labelled("real_no_face", "real_many_faces", "real_two_faces", "two_faces_derived", "real_non_human"), failed, 0.98),
    ("blur: failed or look", labelled("blurred", "real_blurred"), seen, 0.95),
    ("dark: failed or look", labelled("dark"), seen, 0.95),
    ("over-exposed: failed or look", labelled("overexposed"), seen, 0.95),
    ("uneven light: failed or look", labelled("uneven_light"), seen, 0.95),
    ("cast: failed or look", labelled("colour_cast"), seen, 0.95),
    ("noise: failed or look", labelled("noisy"), seen, 0.95),
    ("low quality: failed or look", labelled("jpeg_low"), seen, 0.95),
    ("background shadow: failed", labelled("bg_shadow"), failed, 0.97),
    ("background clutter: failed", labelled("bg_cluttered", "real_bg_cluttered"), failed, 0.97),
    ("background colour: failed", labelled("bg_colour"), failed, 0.97),
    ("off centre, wrong scale: failed", labelled("off_centre", "wrong_scale"), failed, 1.0),
]

# Measures that separate two kinds of pictures: path, +1 when too much is bad and −1 when too little is, good labels, bad labels.
GOOD = ("ok", "smile", "real_backdrop")
LIMITS = [
    ("eyes-open", "|openness", -1, GOOD, ("eyes_closed_derived",)),
    ("eyes-visible", "|brightest", -1, GOOD, ("sunglasses_derived",)),
    ("mouth-closed", "mouth.teeth", 1, ("ok",), ("smile with teeth",)),
    ("head-turn", "~pose.yaw", 1, GOOD, ("real_turned",)),
    ("darkness", "light.whiteOfEyes", -1, GOOD, ("dark",)),
    ("overexposure", "light.clipped", 1, GOOD, ("overexposed",)),
    ("sharpness", "blur", 1, GOOD, ("blurred",)),
    ("grain", "detail.grain", 1, GOOD, ("noisy",)),
    ("forehead-free", "cover.forehead", 1, GOOD, ("hat_derived",)),
    ("background-shadow", "background.shadow", 1, ("ok", "smile"), ("bg_shadow",)),
    ("background-clean", "background.texture", 1, ("ok", "smile"), ("bg_cluttered", "real_bg_cluttered")),
]


def goals(photos):
    """Each goal that has pictures: name, hits, pictures, the goal's share, misses."""
    for name, chosen, is_hit, goal in GOALS:
        group = [photo for photo in photos if chosen(photo)]
        if group:
            yield name, sum(map(is_hit, group)), len(group), goal, [photo for photo in group if not is_hit(photo)]


def what_was_found(photo):
    found = [f"{name} {finding['value']:.3g}" if finding.get("value") is not None else name
             for name, finding in photo["checks"].items() if finding["verdict"] != "pass"]
    return f"{photo['verdict']}: {', '.join(found) or 'nothing'}"


def print_goals(photos):
    missed_goals = []
    for name, hits, count, goal, misses in goals(photos):
        low, high = wilson(hits, count)
        mark = "few" if count < SMALL else ""
        if hits / count < goal:
            mark += " MISSED"
            missed_goals.append(name)
        print(f"{name:52s} {hits:3d}/{count:3d} = {100 * hits / count:5.1f} % [{100 * low:.1f}, {100 * high:.1f}]"
              f"  goal {100 * goal:.0f} %  {mark}")
        for photo in misses:
            print(f"    {photo['path']} {what_was_found(photo)}")
    return missed_goals


def write_markdown(photos, path):
    """The table and every miss, to be taken into docs/photo-checks.md."""
    reasons = {}
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "misses.tsv"), encoding="utf-8") as lines:
        for line in lines:
            picture, _, reason = line.rstrip("\n").partition("\t")
            reasons[picture] = reason
    out = [f"{len(photos)} pictures of {len({photo['person'] for photo in photos})} people. Shares with their 95 % interval (Wilson); "
           f"under {SMALL} pictures a share proves little and is marked so.", "",
           "| pictures | right | share | 95 % interval | goal | |", "| --- | --- | --- | --- | --- | --- |"]
    missed = []
    for name, hits, count, goal, misses in goals(photos):
        low, high = wilson(hits, count)
        mark = ("few pictures " if count < SMALL else "") + ("**missed**" if hits / count < goal else "")
        out.append(f"| {name} | {hits}/{count} | {100 * hits / count:.1f} % | {100 * low:.1f}–{100 * high:.1f} % | {100 * goal:.0f} % | {mark.strip()} |")
        missed += [(name, photo) for photo in misses]
    out += ["", "Failures of neutral faces and closed smiles by thirds of skin (geometry left out): luminance of the skin in the picture, and "
            "individual typology angle (ITA, degrees; low is dark).", "", "| by | from | to | fail | look |", "| --- | --- | --- | --- | --- |"]
    for measure, low, high, verdicts in thirds(photos):
        cells = [f"{hits}/{count} ({100 * wilson(hits, count)[0]:.0f}–{100 * wilson(hits, count)[1]:.0f} %)" for hits, count in verdicts]
        out.append(f"| {measure.removeprefix('light.')} | {low:.1f} | {high:.1f} | {cells[0]} | {cells[1]} |")
    out += ["", "Every miss:" if missed else "No miss.", ""]
    for name, photo in missed:
        reason = reasons.get(photo["path"])
        if reason is None:
            sys.exit(f"misses.tsv has no reason for {photo['path']} ({name}; {what_was_found(photo)})")
        out.append(f"- `{photo['path']}` ({name}; {what_was_found(photo)}): {reason}")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(out).rstrip() + "\n")


def thirds(photos):
    """Failures of neutral faces and closed smiles by skin, geometry left out: measure, its least and most, (hits, count) of fail and look."""
    geometry = {"head-top", "eye-position", "face-width", "centring", "file-size"}
    group = [p for p in photos if (p["label"] == "ok" or (p["label"] == "smile" and "closed-lip" in p["note"]))
             and value(p, "light.skinLuma") is not None]
    for path in ("light.skinLuma", "light.skinTypologyAngle"):
        ordered = sorted(group, key=lambda p: value(p, path))
        for third in range(3):
            part = ordered[len(ordered) * third // 3:len(ordered) * (third + 1) // 3]
            if part:
                yield path, value(part[0], path), value(part[-1], path), [
                    (sum(any(f["verdict"] == verdict for n, f in p["checks"].items() if n not in geometry) for p in part), len(part))
                    for verdict in ("fail", "look")]


def print_thirds(photos):
    for path, least, most, verdicts in thirds(photos):
        line = f"{path:26s} {least:6.1f} … {most:6.1f}"
        for verdict, (hits, count) in zip(("fail", "look"), verdicts):
            low, high = wilson(hits, count)
            line += f"   {verdict} {hits}/{count} [{100 * low:.0f}, {100 * high:.0f}] %"
        print(line)


def kind(photo):
    return "smile with teeth" if is_open(photo) and photo["label"] == "smile" else photo["label"]


def print_held_out(photos, folds=10):
    """For each measure: the limit in the middle of the gap, set without a tenth of the people, tried on these people's pictures."""
    people = sorted({photo["person"] for photo in photos})
    fold_of = {person: index % folds for index, person in enumerate(people)}
    for name, path, sign, good_labels, bad_labels in LIMITS:
        def values(labels, folds_in):
            return [sign * value(p, path) for p in photos
                    if kind(p) in labels and fold_of[p["person"]] in folds_in and value(p, path) is not None]
        wrong = collections.Counter()
        tried = collections.Counter()
        limits = []
        for fold in range(folds):
            rest = set(range(folds)) - {fold}
            good, bad = values(good_labels, rest), values(bad_labels, rest)
            if not good or not bad:
                continue
            # extremes of 1 % are left out: one mislabelled picture must not set a limit
            good.sort()
            bad.sort()
            limit = (good[min(len(good) - 1, int(0.99 * len(good)))] + bad[int(0.01 * len(bad))]) / 2
            limits.append(sign * limit)
            for is_bad, labels in ((False, good_labels), (True, bad_labels)):
                for found in values(labels, {fold}):
                    tried[is_bad] += 1
                    wrong[is_bad] += (found > limit) != is_bad
        if limits:
            print(f"{name:20s} limit {min(limits):8.3f} … {max(limits):8.3f}   good failed {wrong[False]}/{tried[False]}"
                  f"   bad passed {wrong[True]}/{tried[True]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifest")
    parser.add_argument("--biying", metavar="PROGRAM")
    parser.add_argument("--floor", action="store_true")
    parser.add_argument("--markdown", metavar="FILE")
    given = parser.parse_args()
    photos = read(given.manifest, given.biying)
    print(f"{len(photos)} pictures of {len({photo['person'] for photo in photos})} people; 95 % intervals; 'few': under {SMALL} pictures\n")
    missed_goals = print_goals(photos)
    print("\nneutral faces and closed smiles by thirds of skin, without geometry")
    print_thirds(photos)
    print("\nlimits set without a tenth of the people and tried on them")
    print_held_out(photos)
    if given.markdown:
        write_markdown(photos, given.markdown)
    if given.floor and (missed_goals or not photos):
        sys.exit(1)


if __name__ == "__main__":
    main()
