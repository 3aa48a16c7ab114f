"""From votes to distributions, against the plain mean of the same votes by item.

    python benchmarks/assess.py [--items 5000] [--votes 4] [--raters 40] [--runs 20]

The reference is what a spreadsheet does: sum and count by item (`numpy.bincount`, three filters). It takes a fraction
of a millisecond, so the ratios are large; the targets in seconds are those of an assessment page: severity of the
raters of one filter 0.1 s, distributions and quantile tables of three filters 0.2 s.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np

from gouvernail.method.scoring import (
    Votes,
    disagreement,
    distributions,
    inversions,
    pareto_layers,
    points,
    quantiles,
    reliability,
    severity,
    votes,
)
from gouvernail.method.urgency import counted


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("items", 5000), ("votes", 4), ("raters", 40), ("runs", 20)):
        options.add_argument(f"--{name}", type=int, default=value)
    size = options.parse_args()
    rng = np.random.default_rng(0)
    cast = [_votes(rng, items=size.items, each=size.votes, raters=size.raters) for _ in range(3)]
    levels = rng.uniform(0, 5, (size.items, 3))
    order = np.argsort(-points(levels), kind="stable")
    weights = rng.choice([0, 0.33, 0.67, 1], size.items)
    works: dict[str, Callable[[], object]] = {
        "plain means, three filters": lambda: [one.means for one in cast],
        "severity, one filter": lambda: severity(cast[0]),
        "distributions and tables, three": lambda: quantiles([distributions(one) for one in cast]),
        "disagreement, one filter": lambda: disagreement(cast[0]),
        "reliability, one filter": lambda: reliability(cast[0]),
        "urgency that counts": lambda: counted(levels[:, 1], weights, levels[:, 0]),
        "Pareto layers": lambda: pareto_layers(levels),
        "inversions": lambda: inversions(levels, order),
    }
    spent = {name: _best(work, size.runs) for name, work in works.items()}
    reference = spent["plain means, three filters"]
    print(f"{size.items} items, {size.votes} votes each on three filters, {size.raters} raters")
    print(f"processor time, best of {size.runs}:")
    targets = {"severity, one filter": 0.1, "distributions and tables, three": 0.2}
    for name, seconds in spent.items():
        target = f"   (target {targets[name]:.1f} s)" if name in targets else ""
        print(f"  {name:32s} {seconds * 1e3:8.2f} ms   x {seconds / reference:7.1f}{target}")


def _votes(rng: np.random.Generator, *, items: int, each: int, raters: int) -> Votes:
    item = np.repeat(np.arange(items), each)
    rater = np.argsort(rng.random((items, raters)), axis=1)[:, :each].ravel()
    level = rng.normal(2.5, 1, items)[item] - rng.normal(0, 0.7, raters)[rater] + rng.normal(0, 0.7, item.size)
    levels = np.clip(np.rint(level), 0, 5)
    return votes(item, rater, levels, rng.integers(0, 3, item.size), item_count=items, rater_count=raters)


def _best(work: Callable[[], object], runs: int) -> float:
    spent = []
    for turn in range(runs + 1):
        began = time.process_time()
        work()
        if turn:  # the first loads SciPy and builds the tables
            spent.append(time.process_time() - began)
    return min(spent)  # other work on the machine only adds


if __name__ == "__main__":
    main()
