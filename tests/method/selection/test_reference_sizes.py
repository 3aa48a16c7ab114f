"""Instances of the sizes of the next release problems, drawn by the benchmark from its seed.

Each optimum was proved twice: here, and by the textbook programme that the benchmark gives to SciPy.
"""

import runpy
from pathlib import Path

import pytest

from gouvernail.method.selection import Capacity, frontier, select

BENCHMARK = runpy.run_path(str(Path(__file__).resolve().parents[3] / "benchmarks" / "selection.py"))
OPTIMA = [("nrp1", 0.5, 1788), ("nrp3", 0.3, 9013), ("nrp5", 0.5, 27548)]


@pytest.mark.parametrize(("name", "share", "optimum"), OPTIMA, ids=[name for name, *_ in OPTIMA])
def test_the_optimum_is_found_and_proved_and_the_bound_holds(name, share, optimum):
    portfolio = BENCHMARK["generated"](BENCHMARK["SHAPES"][name], seed=1)
    days = float(int(share * sum(item.cost for item in portfolio.items) + 0.5))
    found = select(portfolio, Capacity(days), seconds=300)
    assert (found.value, found.proved) == (optimum, True)
    line = frontier(portfolio)
    assert line.bound(days) >= optimum
    at_once = select(portfolio, Capacity(days), seconds=0)
    assert at_once.value <= optimum <= at_once.bound
    assert line.within(days).value <= at_once.value
