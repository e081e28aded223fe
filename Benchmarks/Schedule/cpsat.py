"""The yardstick of measure.py: crew-days of a season as OR-Tools CP-SAT plans it."""
import datetime
import math
import threading
import time

HALF_DAYS = 2
# Minutes to change between two venues of one city within a half-day, set-ups included.
CHANGE = 80


def usable_days(problem):
    """Working days of the phases in order, and the phase of each."""
    kinds = {holiday["day"]: holiday["kind"] for year in problem["holidays"] for holiday in year["holidays"]}
    days, phases = [], []
    for window in problem["windows"]:
        if not window["kind"].startswith("phase"):
            continue
        day, last = (datetime.date.fromisoformat(window["days"][end]) for end in ("first", "last"))
        while day <= last:
            kind = kinds.get(day.isoformat())
            if kind == "work" or (kind is None and day.weekday() < 5):
                days.append(day)
                phases.append(window["kind"])
            day += datetime.timedelta(days=1)
    return days, phases


def half_days(groups, capacity):
    """Half-days for whole classes, first fit with the large ones first; the heads of the last one."""
    bins = []
    for heads in sorted((group["heads"] for group in groups), reverse=True):
        for at, used in enumerate(bins):
            if used + heads <= capacity:
                bins[at] += heads
                break
        else:
            bins.append(heads)
    return len(bins)


def jobs(problem):
    """(half-days, city, phase) of what one crew does in a row; small ones of a city are put together."""
    minutes = [session["end"] - session["start"] for session in problem["crews"][0]["sessions"]]
    result, small = [], {}
    for institution in problem["institutions"]:
        pace = institution.get("headsPerHour") or problem["terms"]["headsPerHour"]
        capacity = minutes[0] * pace // 60
        bundles = {}
        for group in institution["groups"]:
            bundles.setdefault(group.get("phase"), []).append(group)
        for phase, groups in bundles.items():
            heads = sum(group["heads"] for group in groups)
            if heads <= capacity - CHANGE * pace // 60:
                small.setdefault((institution["city"], phase), []).append(heads * 60 / pace)
            elif heads:
                result.append((half_days(groups, capacity), institution["city"], phase))
    for (city, phase), works in small.items():
        bins = []
        for work in sorted(works, reverse=True):
            for at, used in enumerate(bins):
                if used + CHANGE + work <= minutes[0]:
                    bins[at] += CHANGE + work
                    break
            else:
                bins.append(work)
        result += [(1, city, phase)] * len(bins)
    return result


def stop_after(solver, seconds):
    """Ends a search after so many seconds of this process's CPU: on a busy machine its own clock would be unfair to it."""
    begun, done = time.process_time(), threading.Event()

    def watch():
        while not done.wait(0.1):
            if time.process_time() - begun > seconds:
                solver.stop_search()
                return

    threading.Thread(target=watch, daemon=True).start()
    return done


def crew_days(problem, seconds):
    """Crew-days found (None without a plan), the bound proven for this model, and the solver's verdict; seconds of CPU."""
    from ortools.sat.python import cp_model

    days, phases = usable_days(problem)
    crews = len(problem["crews"])
    model = cp_model.CpModel()
    work = jobs(problem)
    day, late, on, costs = [], [], [], []
    spans = [[] for _ in range(crews)]
    for at, (halves, city, phase) in enumerate(work):
        longest = math.ceil((halves + 1) / HALF_DAYS)
        first = [d for d in range(len(days)) if d + longest <= len(days) and phases[d] == phases[d + longest - 1]
                 and phase in (None, phases[d])]
        day.append(model.new_int_var_from_domain(cp_model.Domain.from_values(first), "day%d" % at))
        late.append(model.new_bool_var("late%d" % at))
        on.append([model.new_bool_var("on%d_%d" % (at, crew)) for crew in range(crews)])
        model.add_exactly_one(on[at])
        # A job that begins at noon shares its first day with the one before it.
        whole, after_noon = math.ceil(halves / HALF_DAYS), math.ceil((halves + 1) / HALF_DAYS) - 1
        size = whole + (after_noon - whole) * late[at]
        costs.append(size)
        begin, span, end = (model.new_int_var(0, len(days) + 1, "%s%d" % (name, at)) for name in ("begin", "span", "end"))
        model.add(begin == day[at] + late[at])
        model.add(span == size)
        for crew in range(crews):
            spans[crew].append(model.new_optional_interval_var(begin, span, end, on[at][crew], "job%d_%d" % (at, crew)))
    for crew in range(crews):
        model.add_no_overlap(spans[crew])
    before = [[] for _ in work]
    behind = [[] for _ in work]
    for one, (halves, city, _) in enumerate(work):
        for other, (_, there, _) in enumerate(work):
            if one == other or city != there:
                continue
            share = model.new_bool_var("share%d_%d" % (one, other))
            before[other].append(share)
            behind[one].append(share)
            model.add(HALF_DAYS * day[one] + late[one] + halves == HALF_DAYS * day[other] + 1).only_enforce_if(share)
            for crew in range(crews):
                model.add(on[one][crew] == on[other][crew]).only_enforce_if(share)
    for at in range(len(work)):
        model.add(sum(before[at]) == late[at])
        model.add(sum(behind[at]) <= 1)
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    done = stop_after(solver, seconds)
    status = solver.solve(model)
    done.set()
    found = round(solver.objective_value) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
    return found, round(solver.best_objective_bound), solver.status_name(status)
