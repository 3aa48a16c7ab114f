"""The Pólya urn against one NumPy draw of the same size. Target: ratio at most 3.

python benchmarks/forecast.py [--runs 10000] [--weeks 60]
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from gouvernail.method.forecasting import simulated_weeks

_HISTORY = np.array([4, 7, 0, 3, 9, 5, 2, 6, 8, 1, 5, 4])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=10_000)
    options.add_argument("--weeks", type=int, default=60)
    size = options.parse_args()
    rng = np.random.default_rng(0)
    pairs = [
        (
            _seconds(lambda: simulated_weeks(_HISTORY, weeks=size.weeks, rng=rng, runs=size.runs)),
            _seconds(lambda: _HISTORY[rng.integers(0, len(_HISTORY), (size.runs, size.weeks))]),
        )
        for _ in range(40)
    ]
    urn, draw = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(
        f"urn {urn * 1e3:.2f} ms, plain draw {draw * 1e3:.2f} ms ({size.runs} runs of {size.weeks} weeks, median of 40)"
    )
    print(f"ratio: {statistics.median(a / b for a, b in pairs):.2f} (target 3.0)")


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
