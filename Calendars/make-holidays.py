#!/usr/bin/env python3
"""Makes china-holidays.json out of the PyPI package chinesecalendar (MIT), which collects the State Council's notices.

    pip install chinesecalendar==1.11.0
    python3 Calendars/make-holidays.py

A new version of the package usually appears in November, when the next year is announced: install it, run this again, look at
the difference, commit. Nothing is written when a year contradicts what is known of it for certain (CERTAIN, below).
"""

import collections
import datetime
import importlib.metadata
import json
import pathlib
import sys

from chinese_calendar.constants import Holiday, holidays, workdays

FIRST_YEAR = 2013
CHINESE = {item.value: item.chinese for item in Holiday}
CHINESE["Tomb-sweeping Day"] = "清明节"
CHINESE["Dragon Boat Festival"] = "端午节"
CHINESE["Mid-autumn Festival"] = "中秋节"
CHINESE["Anti-Fascist 70th Day"] = "抗战胜利70周年纪念日"

# Checked by hand against the notices of the State Council's office for 2013 and 2014: from, to (inclusive), working days.
CERTAIN = [
    ("2013-09-01", "2013-09-30", 21),
    ("2013-10-01", "2013-10-31", 19),
    ("2013-11-01", "2013-11-30", 21),
    ("2013-12-01", "2013-12-31", 22),
    ("2013-09-18", "2013-12-31", 71),
    ("2014-03-01", "2014-03-31", 21),
    ("2014-03-01", "2014-04-08", 26),
    ("2014-04-09", "2014-04-12", 3),
]


def runs(days):
    """Neighbouring days as (first, last)."""
    out = []
    for day in sorted(days):
        if out and day - out[-1][1] == datetime.timedelta(days=1):
            out[-1][1] = day
        else:
            out.append([day, day])
    return out


def year_of_facts(year):
    free = collections.defaultdict(list)
    for day, name in holidays.items():
        if day.year == year:
            free[name].append(day)
    work = collections.defaultdict(list)
    for day, name in workdays.items():
        if day.year == year:
            work[name].append(day)
    if not set(work) <= set(free):
        sys.exit(f"{year}: working days of a holiday that has no day off: {set(work) - set(free)}")
    entries = []
    for name, days in free.items():
        parts = runs(days)
        for first, last in parts:
            entries.append({"name": CHINESE[name], "from": first.isoformat(), "to": last.isoformat(), "workingDays": []})
        for day in sorted(work[name]):
            nearest = min(range(len(parts)), key=lambda index: min(abs(day - end) for end in parts[index]))
            entries[len(entries) - len(parts) + nearest]["workingDays"].append(day.isoformat())
    return sorted(entries, key=lambda entry: entry["from"])


def is_working(day, years):
    text = day.isoformat()
    for entry in years[str(day.year)]:
        if text in entry["workingDays"]:
            return True
        if entry["from"] <= text <= entry["to"]:
            return False
    return day.weekday() < 5


def check(years):
    for first, last, wanted in CERTAIN:
        day, count = datetime.date.fromisoformat(first), 0
        while day.isoformat() <= last:
            count += is_working(day, years)
            day += datetime.timedelta(days=1)
        if count != wanted:
            sys.exit(f"{first}–{last}: {count} working days, {wanted} are certain")
    for entries in years.values():
        for entry in entries:
            for text in entry["workingDays"]:
                if datetime.date.fromisoformat(text).weekday() < 5:
                    sys.exit(f"{text} is named a working day although it is no weekend")


last_year = max(day.year for day in holidays)
years = {str(year): year_of_facts(year) for year in range(FIRST_YEAR, last_year + 1)}
check(years)
facts = {
    "format": 1,
    "source": "国务院办公厅历年节假日安排通知，经 PyPI chinesecalendar " + importlib.metadata.version("chinesecalendar") + " (MIT) 汇总",
    "unpublishedFrom": last_year + 1,
    # Days that are free by regulation in every year: what an estimate for an unpublished year may rest on.
    "estimate": [
        {"name": "元旦", "from": "01-01", "to": "01-01"},
        {"name": "劳动节", "from": "05-01", "to": "05-02"},
        {"name": "国庆节", "from": "10-01", "to": "10-03"},
    ],
    "years": years,
}
lines = json.dumps(facts, ensure_ascii=False, indent=1)
pathlib.Path(__file__).with_name("china-holidays.json").write_text(lines + "\n", encoding="utf-8")
print(f"{FIRST_YEAR}–{last_year}: {sum(len(entries) for entries in years.values())} holidays, {len(workdays)} swapped days in the package")
