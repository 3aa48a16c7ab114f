"""Selection at the sizes of the next release problems of the literature, generated here from a seed.

Each line: optimum or gap within the limit, against two references of the same run: a plain greedy choice (value) and
one plain call of SciPy's `milp` (time). Targets: proved, or the gap shown, within the limit; never below the greedy.

python benchmarks/selection.py [--seconds 10] [--only nrp1 e1] [--shares 0.3 0.5]
"""

import argparse
import time
from dataclasses import dataclass

import numpy as np

from gouvernail.method.selection import ANY_TEAM, Benefit, Capacity, Item, Portfolio, frontier, select


@dataclass(frozen=True)
class Shape:
    """Requirements by level (with the range of their costs and of the requirements that need them), and customers."""

    levels: tuple[tuple[int, tuple[int, int], int], ...]
    customers: int
    requests: tuple[int, int]


# Numbers of requirements and customers as published (Xuan et al. 2012); levels, costs and requests are drawn by us. The
# published realistic instances (e, g, m) are easier: ours ask for requirements evenly, which couples all customers.
SHAPES = {
    "nrp1": Shape(((20, (1, 5), 8), (40, (2, 8), 2), (80, (5, 10), 0)), 100, (1, 5)),
    "nrp2": Shape(
        ((20, (1, 5), 8), (40, (2, 7), 6), (80, (3, 9), 4), (160, (4, 10), 2), (320, (5, 15), 0)), 500, (1, 5)
    ),
    "nrp3": Shape(((250, (1, 5), 8), (500, (2, 8), 2), (750, (5, 10), 0)), 500, (1, 5)),
    "nrp4": Shape(
        ((250, (1, 5), 8), (500, (2, 7), 6), (750, (3, 9), 4), (1000, (4, 10), 2), (750, (5, 15), 0)), 750, (1, 5)
    ),
    "nrp5": Shape(((500, (1, 3), 4), (500, (2, 2), 4), (500, (3, 5), 0)), 1000, (1, 1)),
    "e1": Shape(((3502, (1, 7), 0),), 536, (4, 20)),
    "e2": Shape(((4254, (1, 7), 0),), 491, (5, 30)),
    "e3": Shape(((2844, (1, 7), 0),), 456, (4, 15)),
    "e4": Shape(((3186, (1, 7), 0),), 399, (5, 20)),
    "g1": Shape(((2690, (1, 7), 0),), 445, (4, 20)),
    "g2": Shape(((2650, (1, 7), 0),), 315, (5, 30)),
    "g3": Shape(((2512, (1, 7), 0),), 423, (4, 15)),
    "g4": Shape(((2246, (1, 7), 0),), 294, (5, 20)),
    "m1": Shape(((4060, (1, 7), 0),), 768, (4, 20)),
    "m2": Shape(((4368, (1, 7), 0),), 617, (5, 30)),
    "m3": Shape(((3566, (1, 7), 0),), 765, (4, 15)),
    "m4": Shape(((3643, (1, 7), 0),), 568, (5, 20)),
}


def generated(shape: Shape, *, seed: int) -> Portfolio:
    """Draw an instance: a requirement of one level opens up to so many of the next; customers ask at random."""
    rng = np.random.default_rng(seed)
    items: list[Item] = []
    above: list[str] = []
    for level, (count, (low, high), _) in enumerate(shape.levels):
        keys = [f"L{level}-{number:04d}" for number in range(count)]
        needs: dict[str, list[str]] = {key: [] for key in keys}
        for parent in above:
            most = shape.levels[level - 1][2]
            for child in rng.choice(count, rng.integers(0, most + 1), replace=False):
                needs[keys[child]].append(parent)
        costs = rng.integers(low, high + 1, count)
        items += [
            Item(key, 0.0, {ANY_TEAM: float(cost)}, tuple(needs[key])) for key, cost in zip(keys, costs, strict=True)
        ]
        above = keys
    low, high = shape.requests
    benefits = [
        Benefit(f"c{number:04d}", float(rng.integers(10, 51)), _asked(items, int(rng.integers(low, high + 1)), rng))
        for number in range(shape.customers)
    ]
    return Portfolio(tuple(items), tuple(benefits))


def _asked(items: list[Item], count: int, rng: np.random.Generator) -> tuple[str, ...]:
    return tuple(items[number].key for number in rng.choice(len(items), count, replace=False))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=10.0)
    options.add_argument("--shares", type=float, nargs="+", default=[0.3, 0.5])
    options.add_argument("--only", nargs="+", choices=SHAPES, default=list(SHAPES))
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    worst_gap, least, slowest = 0.0, float("inf"), 0.0
    for name in asked.only:
        portfolio = generated(SHAPES[name], seed=asked.seed)
        began = time.perf_counter()
        points = len(frontier(portfolio).points)
        drawn = time.perf_counter() - began
        total = sum(item.cost for item in portfolio.items)
        print(f"{name}: {len(portfolio.items)} items, frontier of {points} points in {drawn:.2f} s")
        for share in asked.shares:
            days = int(share * total + 0.5)
            began, busy = time.perf_counter(), time.process_time()
            found = select(portfolio, Capacity(float(days)), seconds=asked.seconds)
            taken, busy = time.perf_counter() - began, time.process_time() - busy
            quick = select(portfolio, Capacity(float(days)), seconds=0)
            greedy = _greedy(portfolio, days)
            plain, plain_seconds = _plain_milp(portfolio, days, asked.seconds)
            state = "proved" if found.proved else f"gap {found.gap:.3%}"
            print(
                f"  {share:.0%}: {found.value:.0f} {state} in {taken:.2f} s ({busy:.2f} of processor);"
                f" at once {quick.value / found.value:.2%}"
                f" of it with a bound {quick.bound / found.value - 1:.3%} above; greedy {greedy / found.value:.1%};"
                f" plain milp {plain / found.value:.2%} in {plain_seconds:.2f} s"
            )
            worst_gap, least = max(worst_gap, found.gap), min(least, found.value / greedy)
            slowest = max(slowest, taken)
    print(f"largest gap: {worst_gap:.3%}; slowest {slowest:.1f} s (limit of the search {asked.seconds:g} s)")
    print(f"ratio: {least:.3f} of the greedy's value at the least (target at least 1)")


def _greedy(portfolio: Portfolio, days: float) -> float:
    """Take customers in the order of their value per day of all that they need, while it fits."""
    needs = {item.key: item.needs for item in portfolio.items}
    costs = {item.key: item.cost for item in portfolio.items}
    wholes = {benefit.key: _whole(benefit.needs, needs) for benefit in portfolio.benefits}
    returns = {
        benefit.key: benefit.value / sum(costs[key] for key in wholes[benefit.key]) for benefit in portfolio.benefits
    }
    taken: set[str] = set()
    used = value = 0.0
    for benefit in sorted(portfolio.benefits, key=lambda each: -returns[each.key]):
        more = sum(costs[key] for key in wholes[benefit.key] - taken)
        if used + more <= days:
            taken |= wholes[benefit.key]
            used, value = used + more, value + benefit.value
    return value


def _whole(keys: tuple[str, ...], needs: dict[str, tuple[str, ...]]) -> set[str]:
    seen, waiting = set(keys), list(keys)
    while waiting:
        for need in needs[waiting.pop()]:
            if need not in seen:
                seen.add(need)
                waiting.append(need)
    return seen


def _plain_milp(portfolio: Portfolio, days: float, seconds: float) -> tuple[float, float]:
    """Give the problem as it is written in a textbook to SciPy."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    nodes = [*portfolio.items, *portfolio.benefits]
    number = {node.key: at for at, node in enumerate(nodes)}
    arcs = [(number[node.key], number[need]) for node in nodes for need in node.needs]
    tail, head = np.array(arcs).T
    rows, ones = np.arange(len(arcs)), np.ones(len(arcs))
    matrix = coo_array((np.concatenate([ones, -ones]), (np.concatenate([rows, rows]), np.concatenate([tail, head]))))
    costs = np.array([[item.cost for item in portfolio.items] + [0.0] * len(portfolio.benefits)])
    began = time.perf_counter()
    answer = milp(
        -np.array([node.value for node in nodes]),
        integrality=np.ones(len(nodes)),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(matrix.tocsr(), ub=0), LinearConstraint(costs, ub=days)],
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    return (0.0 if answer.x is None else -float(answer.fun)), time.perf_counter() - began


if __name__ == "__main__":
    main()
