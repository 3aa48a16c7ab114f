"""The order of building at the sizes of real roadmaps, and the projects of PSPLIB.

Programmes are drawn here from a seed: lognormal sizes, a third of the items on two teams, four in ten with a
prerequisite, one in five with a date after which its loss jumps. Each line gives the loss above the proven bound of the
linear relaxation, for our plan and for two references of the same run: the usual list by value per day (WSJF) and the
first list of the relaxation. Targets: 300 items on 3 teams and 26 iterations within 1.5 % in 3 s, 1,000 within 0.5 % in
6 s; all 480 instances of PSPLIB j30 proved and equal to the published optima (skipped where the data are absent).

python benchmarks/sequencing.py [--seeds 7 8 9] [--projects 480]
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

from gouvernail.method.sequencing import Horizon, Item, sequence, shortest
from gouvernail.method.sequencing.instance import instance_of
from gouvernail.method.sequencing.lists import best_list, listed, place
from gouvernail.method.sequencing.relaxation import relaxed
from gouvernail.method.sequencing.schedule import Schedule
from gouvernail.method.urgency.profiles import Decline

_HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_HERE))
_DATA = _HERE.parent / "shared" / "data" / "psplib_j30"
SIZES = {300: (26, 1.5, 3.0), 1000: (26, 0.5, 6.0)}
"""Items: iterations, target of the gap in percent, target in seconds."""


def generated(count: int, iterations: int, *, seed: int, teams: int = 3) -> tuple[list[Item], Horizon]:
    rng = np.random.default_rng(seed)
    names = [f"T{number}" for number in range(teams)]
    sizes = np.rint(np.exp(rng.normal(1.6, 0.8, count))).clip(1, 40).tolist()
    weeks = 2.0 * (iterations + 1)
    items = []
    for number, size in enumerate(sizes):
        main = int(rng.integers(0, teams))
        days = {names[main]: size}
        if rng.random() < 0.35:
            days[names[(main + int(rng.integers(1, teams))) % teams]] = max(1.0, float(np.rint(size * 0.4)))
        a_week = float(np.exp(rng.normal(1.5, 1.0)))
        profile = Decline(0.0, weeks)  # as much lost each week
        value = a_week * weeks
        if rng.random() < 0.2:
            due = float(rng.uniform(4, 1.6 * iterations))
            profile, value = Decline(due, due), a_week * float(rng.uniform(8, 20))
        needs = (f"i{int(rng.integers(0, number)):04d}",) if number and rng.random() < 0.42 else ()
        items.append(Item(f"i{number:04d}", value, days, profile, needs))
    total = {name: sum(item.days.get(name, 0.0) for item in items) for name in names}
    return items, Horizon.steady({name: each / iterations for name, each in total.items()}, iterations=iterations)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, nargs="+", default=[7, 8, 9])
    options.add_argument("--projects", type=int, default=480, help="how many instances of PSPLIB j30; 0 for none")
    options.add_argument("--seconds", type=float, default=300.0, help="limit of each project")
    asked = options.parse_args()
    from scipy.optimize import linprog  # noqa: F401  # the import is not the work

    for count, (iterations, gap, seconds) in SIZES.items():
        ours = [_measured(count, iterations, seed) for seed in asked.seeds]
        worst, slowest = max(each[0] for each in ours), max(each[1] for each in ours)
        print(
            f"{count} items: largest gap {worst:.2f} % (target {gap}), slowest {slowest:.2f} s (target {seconds}); "
            f"ratio to the gap of the usual list: {max(each[2] for each in ours):.3f} (target 0.1)"
        )
    if asked.projects:
        _projects(asked.projects, asked.seconds)


def _measured(count: int, iterations: int, seed: int) -> tuple[float, float, float]:
    items, horizon = generated(count, iterations, seed=seed)
    began = time.perf_counter()
    plan = sequence(items, horizon, rng=np.random.default_rng(1), seconds=0)
    taken = time.perf_counter() - began
    instance = instance_of(items, horizon)
    relaxation = relaxed(instance)
    first = instance.loss(best_list(instance, relaxation.done).finish)
    usual = _usual(items, horizon)
    over = [100 * (loss / plan.bound - 1) for loss in (plan.loss, first, usual)]
    print(
        f"  seed {seed}: +{over[0]:.2f} % in {taken:.2f} s; list of the relaxation +{over[1]:.2f} %, "
        f"usual list +{over[2]:.1f} %"
    )
    return over[0], taken, over[0] / over[2]


def _usual(items: list[Item], horizon: Horizon) -> float:
    """Place the items by value per day, prerequisites first: what most tools do."""
    instance = instance_of(items, horizon)
    schedule = Schedule(instance)
    rate = instance.losses[:, -1] / np.maximum(instance.costs.sum(axis=1), 1)
    place(schedule, listed(instance, (-rate).tolist()))
    return instance.loss(schedule.finish)


def _projects(count: int, seconds: float) -> None:
    from tests.method.sequencing.psplib import instances, optima

    if not _DATA.is_dir():
        print("PSPLIB j30: the instances are not beside the project, skipped")
        return
    known = dict(list(optima(_DATA / "kobe_j30.csv").items())[:count])
    proved = equal = 0
    open_ones: list[str] = []
    slowest, began = 0.0, time.perf_counter()
    for name, activities, available in instances(_DATA / "j30_sm.tar.gz", known):
        start = time.perf_counter()
        found = shortest(activities, available, seconds=seconds)
        slowest = max(slowest, time.perf_counter() - start)
        if found is not None:
            proved += found.proved
            equal += found.length == known[name]
        if found is None or not found.proved:
            open_ones.append(name)
    print(
        f"PSPLIB j30: {proved} of {len(known)} proved, {equal} equal to the published optimum, "
        f"{time.perf_counter() - began:.0f} s in all, the slowest {slowest:.1f} s"
    )
    if open_ones:
        print(f"  not proved within {seconds:g} s each: {', '.join(sorted(open_ones))}")
    print(f"ratio: {proved / len(known):.3f} of the instances proved (target 1)")


if __name__ == "__main__":
    main()
