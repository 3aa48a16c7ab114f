from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from gouvernail.method.diagnosis.indicator import REGISTRY

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts
    from gouvernail.method.diagnosis.finding import Finding


def measure_all(facts: "Facts") -> "tuple[Finding, ...]":
    """Give one finding for each of the 36 indicators, in the order of their numbers (method.md section 6.2).

    Two at a time: each reads the facts, draws from its own stream and knows nothing of the others, so that the answer
    is the same in any order, and Polars and NumPy work outside the interpreter's lock.
    """
    with ThreadPoolExecutor(max_workers=2) as pool:
        return tuple(pool.map(lambda one: one.measure(facts), sorted(REGISTRY.values(), key=lambda one: one.number)))
