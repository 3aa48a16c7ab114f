"""Sidney's blocks against the best order of all, found over every subset, and against the usual greedy order."""

import numpy as np
import pytest

from gouvernail.method.selection import ANY_TEAM
from gouvernail.method.selection import Item as Candidate
from gouvernail.method.sequencing import blocks

pytest.importorskip("ortools", reason="blocks are cut by OR-Tools, an optional part")


def drawn(seed, count=13):
    """Draw days, costs of delay (three in ten have none) and prerequisites."""
    rng = np.random.default_rng(seed)
    days = rng.integers(1, 20, count).tolist()
    delays = (rng.integers(1, 20, count) * (rng.random(count) < 0.7)).tolist()
    needs = [(int(rng.integers(0, node)), node) for node in range(1, count) if rng.random() < 0.6]
    return days, delays, needs


def cost(order, days, delays):
    ends = np.cumsum([days[node] for node in order])
    return sum(delays[node] * end for node, end in zip(order, ends.tolist(), strict=True))


def least_cost(days, delays, needs):
    """Over every closed subset, the least sum of cost of delay x completion time (Held and Karp)."""
    count = len(days)
    before = [0] * count
    for need, node in needs:
        before[node] |= 1 << need
    length = [0] * (1 << count)
    best = [float("inf")] * (1 << count)
    best[0] = 0.0
    for done in range(1 << count):
        if done:
            low = done & -done
            length[done] = length[done ^ low] + days[low.bit_length() - 1]
        if best[done] < float("inf"):
            for node in range(count):
                if not done >> node & 1 and before[node] & done == before[node]:
                    more = best[done] + delays[node] * (length[done] + days[node])
                    best[done | 1 << node] = min(best[done | 1 << node], more)
    return best[-1]


def greedy(days, delays, needs):
    """Take the best ratio that is available: what most tools do with dependencies."""
    order, left = [], set(range(len(days)))
    while left:
        ready = [node for node in sorted(left) if not any(need in left for need, other in needs if other == node)]
        order.append(max(ready, key=lambda node: delays[node] / days[node]))
        left.remove(order[-1])
    return order


def sidney(days, delays, needs):
    items = [
        Candidate(f"{node:02}", float(delays[node]), {ANY_TEAM: float(days[node])}, tuple(
            f"{need:02}" for need, other in needs if other == node
        ))
        for node in range(len(days))
    ]  # fmt: skip
    return [int(key) for block in blocks(items) for key in block.keys]


def test_blocks_are_nearly_the_best_order_where_the_greedy_one_is_not():
    ratios = []
    for seed in range(60):
        work = drawn(seed)
        least = least_cost(*work)
        days, delays, needs = work
        order = sidney(*work)
        place = {node: at for at, node in enumerate(order)}
        assert sorted(order) == list(range(len(days)))
        assert all(place[need] < place[node] for need, node in needs)
        ratios.append((cost(greedy(*work), days, delays) / least, cost(order, days, delays) / least))
    worst_greedy, worst = np.max(ratios, axis=0)
    mean_greedy, mean = np.mean(ratios, axis=0)
    assert mean < 1.001
    assert worst < 1.04
    assert mean_greedy > 1.1
    assert worst_greedy > 1.5


def test_a_block_is_worth_what_it_opens():
    items = [
        Candidate("base", 0.0, {ANY_TEAM: 5.0}),
        Candidate("offers", 20.0, {ANY_TEAM: 2.0}, ("base",)),
        Candidate("reports", 11.0, {ANY_TEAM: 2.0}, ("base",)),
        Candidate("mobile", 3.0, {ANY_TEAM: 1.0}),
        Candidate("nothing", 0.0, {ANY_TEAM: 1.0}),
    ]
    found = blocks(items)
    assert [block.keys for block in found] == [("base", "offers", "reports"), ("mobile",), ("nothing",)]
    assert (found[0].cost_of_delay, found[0].days) == (31.0, 9.0)
    ratios = [block.cost_of_delay / block.days for block in found]
    assert ratios == sorted(ratios, reverse=True)


@pytest.mark.parametrize("seed", range(5))
def test_without_prerequisites_it_is_the_rule_of_smith(seed):
    days, delays, _ = drawn(seed)
    order = sidney(days, delays, [])
    ratios = [delays[node] / days[node] for node in order]
    assert ratios == sorted(ratios, reverse=True)
