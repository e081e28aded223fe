#!/usr/bin/env python3
"""Measures the schedule's solver beside a planner's spreadsheet and OR-Tools CP-SAT: measure.py COMMAND [--seconds N] [--large N] [--seed S]

COMMAND is the program, such as .build/release/biying; it is called as

    COMMAND schedule example gansu-2013|large --seed S          writes a problem as JSON
    COMMAND schedule solve FILE --seconds N --seed S --json     writes plan, cost, bound and times as JSON
    COMMAND schedule solve FILE --greedy --json                 the spreadsheet's plan

CP-SAT (PyPI `ortools`) gets the same limit and one worker. Its model is what a practitioner writes in an afternoon: half-days of whole
classes, small centers of a city put together beforehand, each institution on one crew's days in a row, a half-day shared where one ends and
the next of the same city begins. Ways between days are left out, which favours it. --large 0 leaves the large season out.
Exit 1 when a goal is missed.
"""
import json
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

from cpsat import crew_days as cpsat_crew_days


def call(arguments):
    """JSON that the program writes, and the most memory any call took so far, in MB."""
    result = subprocess.run(arguments, check=True, capture_output=True, text=True)
    return json.loads(result.stdout), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def cpu_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Goals:
    def __init__(self):
        self.missed = False

    def check(self, what, value, limit, unit=""):
        reached = value <= limit
        self.missed |= not reached
        print("%-58s %10.2f%s  goal ≤ %.2f: %s" % (what, value, unit, limit, "reached" if reached else "MISSED"), flush=True)


def gap(answer):
    return 100.0 * (answer["cost"]["crewDays"] - answer["crewDayBound"]) / answer["crewDayBound"]


def main():
    options = {"--seconds": 30, "--large": 300, "--seed": 1}
    arguments = sys.argv[1:]
    for name in options:
        if name in arguments:
            at = arguments.index(name)
            options[name] = int(arguments[at + 1])
            del arguments[at:at + 2]
    if not arguments:
        sys.exit(__doc__)
    seconds, seed = str(options["--seconds"]), str(options["--seed"])
    schedule = arguments + ["schedule"]
    goals = Goals()
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "gansu.json"
        problem, _ = call(schedule + ["example", "gansu-2013", "--seed", seed])
        file.write_text(json.dumps(problem))
        ours, _ = call(schedule + ["solve", str(file), "--seconds", seconds, "--seed", seed, "--json"])
        greedy, _ = call(schedule + ["solve", str(file), "--greedy", "--json"])
        print("notice's shape: %s, bound %d" % (ours["cost"], ours["crewDayBound"]))
        goals.check("first valid plan", ours["firstPlanSeconds"], 1, " s")
        goals.check("graduates without a slot", ours["cost"]["unplacedHeads"], 0)
        goals.check("crew-days above the bound after %s s" % seconds, gap(ours), 5, " %")
        goals.check("crew-days, beside the spreadsheet's", ours["cost"]["crewDays"], greedy["cost"]["crewDays"])
        found, proven, status = cpsat_crew_days(problem, float(seconds))
        print("CP-SAT in %s s: %s (%s), its own bound %d" % (seconds, found, status, proven))
        goals.check("crew-days, beside CP-SAT's", ours["cost"]["crewDays"], found if found is not None else float("inf"))

        random.seed(options["--seed"])
        locked = [visit for visit in ours["plan"]["visits"] if random.random() < 0.9]
        file.write_text(json.dumps(dict(problem, locked=locked)))
        start = cpu_of_children()
        again, _ = call(schedule + ["solve", str(file), "--seconds", "1", "--seed", seed, "--json"])
        goals.check("solved again with 90 % locked, CPU of the whole process", cpu_of_children() - start, 2, " s")
        goals.check("graduates without a slot then", again["cost"]["unplacedHeads"], 0)
        if any(visit not in again["plan"]["visits"] for visit in locked):
            sys.exit("a locked visit was changed")

        if options["--large"]:
            problem, _ = call(schedule + ["example", "large", "--seed", seed])
            file.write_text(json.dumps(problem))
            large, memory = call(
                schedule + ["solve", str(file), "--seconds", str(options["--large"]), "--seed", seed, "--json"])
            print("large: %s, bound %d, first plan %.2f s" % (large["cost"], large["crewDayBound"], large["firstPlanSeconds"]))
            goals.check("crew-days above the bound after %d s" % options["--large"], gap(large), 10, " %")
            goals.check("memory", memory, 1024, " MB")
    sys.exit(1 if goals.missed else 0)


if __name__ == "__main__":
    main()
