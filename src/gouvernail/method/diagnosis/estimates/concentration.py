from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouvernail.method.diagnosis.estimates.arrays import Floats, Integers
from gouvernail.method.diagnosis.estimates.estimate import Estimate, Side, unsettled
from gouvernail.method.diagnosis.verdict import UNKNOWN, more_needed

MINIMUM_EVENTS = 10
MINIMUM_PERSONS = 3
_DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class ConcentrationEstimate(Estimate):
    """How few persons hold how many of the events.

    `value` is the Herfindahl-Hirschman index, n the number of events.
    """

    persons: int = 0
    normalised: float | None = None
    gini: float | None = None
    first_share: float | None = None


def concentration(
    counts: Sequence[int] | Integers,
    *,
    threshold: float,
    beyond: Side,
    rng: np.random.Generator,
    first_above: float | None = None,
    minimum: int = MINIMUM_EVENTS,
) -> ConcentrationEstimate:
    """Estimate the concentration of events on persons.

    Events are drawn with replacement, 2,000 times. The index of few events is greater than that of the persons behind
    them by (1 - H)/n, once for the sample and once more for its resample; each draw is corrected twice by
    `(n H - 1)/(n - 1)` (Simpson 1949), so that ten events of ten equal persons do not look concentrated.

    Parameters
    ----------
    counts
        (m,) events of each person; zeros do not count as persons.
    threshold, beyond
        Of the index, 0..1.
    first_above
        When given, a draw is beyond only if the first person's share is above it too (indicator 33 asks for both).
    rng
        Seeded by the caller.
    """
    held = np.sort(np.asarray(counts, dtype=np.int64))
    held = held[held > 0]
    n, persons = int(held.sum()), len(held)
    if n == 0:
        return ConcentrationEstimate(n=0, needs=minimum)
    index = hhi(held)
    draws = rng.multinomial(n, held / n, _DRAWS) if n >= minimum and persons >= MINIMUM_PERSONS else None
    q = UNKNOWN if draws is None else _beyond(draws, threshold, beyond, first_above)
    low, high = _interval(draws)
    return ConcentrationEstimate(
        n=n,
        q=q,
        value=index,
        low=low,
        high=high,
        needs=_needs(draws, n, index - threshold, minimum) if unsettled(q) else None,
        persons=persons,
        normalised=(index - 1 / persons) / (1 - 1 / persons) if persons > 1 else None,
        gini=gini(held),
        first_share=float(held[-1]) / n,
    )


def hhi(counts: Integers) -> float:
    """Give the sum of the squared shares (Herfindahl 1950, Hirschman 1945): 1/m for m equals, 1 for one alone."""
    shares = counts / counts.sum()
    return float(shares @ shares)


def gini(counts: Integers) -> float:
    """Give Gini's coefficient: 0 when all are equal, (m - 1)/m when one of m holds everything (Gini 1912)."""
    ordered, m = np.sort(counts), len(counts)
    ranks = np.arange(1, m + 1)
    return float((2 * ranks - m - 1) @ ordered) / (m * float(ordered.sum()))


def _corrected(draws: Integers) -> Floats:
    n = draws[0].sum()
    index: Floats = ((draws / n) ** 2).sum(axis=1)
    for _ in range(2):
        index = (n * index - 1) / (n - 1)
    return index


def _beyond(draws: Integers, threshold: float, beyond: Side, first_above: float | None) -> float:
    index = _corrected(draws)
    red = index > threshold if beyond == "above" else index < threshold
    if first_above is not None:
        red &= draws[:, -1] > first_above * draws[0].sum()  # the first person is the last of the ascending counts
    return float(red.mean())


def _interval(draws: Integers | None) -> tuple[float | None, float | None]:
    if draws is None:
        return None, None
    low, high = np.clip(np.quantile(_corrected(draws), (0.025, 0.975)), 0, 1)
    return float(low), float(high)


def _needs(draws: Integers | None, n: int, gap: float, minimum: int) -> int | None:
    if draws is None:  # with enough events but two persons, more events would not help
        return minimum - n if n < minimum else None
    return more_needed(spread=float(_corrected(draws).std()) * n**0.5, gap=gap, n=n, minimum=minimum)
