"""First come, first served: whether the date of the request is what orders the work."""

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from gouvernail.method.diagnosis.estimates import Estimate, tau
from gouvernail.method.diagnosis.estimates.laws import Z95, normal_below
from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing, absent, nothing_started
from gouvernail.method.diagnosis.indicators.evidence import days_between, evidence
from gouvernail.method.diagnosis.verdict import EXCLUDED_UP_TO, UNKNOWN

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts

MOST_COMPARED: Final = 300
"""Items whose pairs are looked at one by one for what waited at the same time; beyond, a seeded sample."""
_DRAWS: Final = 2_000
_DRAWN_UP_TO: Final = 200  # items: as for every rank correlation (`estimates.rank_correlation`)
_LONG_HISTORY: Final = 0.2


@register
class FirstComeFirstServed(Measure):
    """How closely the order of starts follows the order of requests (1 = exactly, 0 = not at all).

    tau_b(created, started), red from .5 while the interval of the merit, tau_b(score, started), holds 0 or no score is
    known; method.md section 6.2, 23.

    [choice] Over every start that is not before its request, current scores. A merit whose interval lies above 0
    excuses the order: age then follows merit. Work that a first sight of it (of a dated version) shows already started
    has no order of its own and is left out.

    [choice] In a long history the plain tau is high by itself, because work started one year was asked for before work
    started the next. So `tau_queue`, over the pairs that waited at the same time (both asked for before either was
    started; a seeded sample beyond 300 items; 2,000 bootstrap samples up to 200 items, beyond the infinitesimal
    jackknife, as for the plain tau), stands beside it, with the caveat `long_history` when it is lower by more than .2.
    Where its whole interval lies below the threshold it contradicts the plain tau, and the smaller q of the two is
    kept. Where nothing waited together there was no queue, and nobody is accused.
    """

    id = "first_come_first_served"
    number = 23
    unit = "tau"
    beyond = "above"
    sources = frozenset({"state", "created_at"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Compare the two orders."""
        if missing := nothing_started(facts) + absent(facts, "items.created_at"):
            return Missing(missing)
        begun = facts.started.filter(pl.col("started_at") >= pl.col("created_at")).filter(
            ~pl.col("started_at").is_in(facts.observed_at) | (pl.col("started_at") > pl.col("created_at"))
        )
        red, rng = facts.threshold(self.id), facts.rng_of(self.number)
        created, started = (_seconds(begun[name]) for name in ("created_at", "started_at"))
        age = tau(created, started, threshold=red.value, beyond=self.beyond, rng=rng, minimum=red.minimum)
        queue = _queue(begun, rng, threshold=red.value, minimum=red.minimum)
        excuse, most_q = _merit(begun["score"], started, rng=rng, minimum=red.minimum)
        caveats = (excuse,) if excuse else ()
        details: dict[str, float] = {}
        if queue.value is None:
            caveats, most_q = (*caveats, "nothing_waited_together"), min(most_q, UNKNOWN)
        else:
            details = {"tau_queue": queue.value}
            if age.value is not None and age.value - queue.value > _LONG_HISTORY:
                caveats = (*caveats, "long_history")
            if queue.high is not None and queue.high < red.value:
                most_q = min(most_q, queue.q)
        shown = begun.with_columns(
            created=pl.col("created_at").dt.date(),
            started=pl.col("started_at").dt.date(),
            waited=days_between(pl.col("created_at"), pl.col("started_at")),
        )
        rows = evidence(facts, shown, "created", "started", "waited", "score", by="started_at")
        capped = replace(age, q=min(age.q, most_q), needs=age.needs if most_q >= age.q else None)
        return Answer(capped, rows, details, caveats)


def _merit(
    scores: pl.Series, started: np.ndarray, *, rng: np.random.Generator, minimum: int
) -> tuple[str | None, float]:
    """Say what the scores excuse: a caveat, and the most that q may then be."""
    if scores.count() < minimum:
        return "merit_unknown", 1.0
    merit = tau(-_numbers(scores), started, threshold=0, beyond="above", rng=rng, minimum=minimum)
    if merit.low is None:  # one score for all orders nothing
        return "merit_unknown", 1.0
    return ("merit_orders", EXCLUDED_UP_TO) if merit.low > 0 else (None, 1.0)


def _queue(items: pl.DataFrame, rng: np.random.Generator, *, threshold: float, minimum: int) -> Estimate:
    """Estimate tau_b over the pairs that waited at the same time; without a value when there is none."""
    sample = _sampled(items, rng)
    if sample.is_empty():
        return Estimate(n=0)
    created, started = (_seconds(sample[name]) for name in ("created_at", "started_at"))
    together = np.maximum.outer(created, created) < np.minimum.outer(started, started)
    one, two = np.sign(np.subtract.outer(created, created)), np.sign(np.subtract.outer(started, started))
    forms = [np.where(together, form, 0).astype(np.float32) for form in (one * two, one * one, two * two)]
    balance, first, second = (float(form.sum(dtype=np.float64)) for form in forms)
    if not first or not second:
        return Estimate(n=sample.height)
    n, value = sample.height, balance / math.sqrt(first * second)
    if n < minimum:
        return Estimate(n=n, value=value)
    return _drawn(n, value, forms, rng, threshold) if n <= _DRAWN_UP_TO else _normal(n, value, forms, threshold)


def _drawn(n: int, value: float, forms: list[np.ndarray], rng: np.random.Generator, threshold: float) -> Estimate:
    draws = _resampled(forms, rng)
    if not len(draws):
        return Estimate(n=n, value=value)
    low, high = (float(end) for end in np.quantile(draws, (0.025, 0.975)))
    return Estimate(n=n, value=value, low=low, high=high, q=float((draws > threshold).mean()))


def _normal(n: int, value: float, forms: list[np.ndarray], threshold: float) -> Estimate:
    """Bound the value by the normal law with the infinitesimal jackknife variance (Efron 1982, chapter 6)."""
    balance, first, second = (form.sum(axis=1, dtype=np.float64) for form in forms)
    x, y = first.sum(), second.sum()
    pull = 2 * balance / math.sqrt(x * y) - value * (first / x + second / y)
    error = float(np.sqrt(np.sum((pull - pull.mean()) ** 2)))
    if not error:  # every pair agrees, in every resample too
        return Estimate(n=n, value=value, low=value, high=value, q=float(value > threshold))
    low, high = max(-1.0, value - Z95 * error), min(1.0, value + Z95 * error)
    return Estimate(n=n, value=value, low=low, high=high, q=normal_below((value - threshold) / error))


def _resampled(forms: list[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """Give tau_b of the resamples that have something to compare, as quadratic forms in how often each was drawn."""
    n = len(forms[0])
    drawn = rng.multinomial(n, np.full(n, 1 / n), _DRAWS).astype(np.float32)
    balance, first, second = (np.einsum("ij,ij->i", drawn @ form, drawn, dtype=np.float64) for form in forms)
    compared = np.sqrt(first * second)
    taus: np.ndarray = balance[compared > 0] / compared[compared > 0]
    return taus


def _sampled(items: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    if items.height <= MOST_COMPARED:
        return items
    return items[np.sort(rng.choice(items.height, MOST_COMPARED, replace=False))]


def _seconds(instants: pl.Series) -> np.ndarray:
    return instants.dt.epoch("us").to_numpy().astype(float)


def _numbers(scores: pl.Series) -> np.ndarray:
    return scores.cast(pl.Float64).fill_null(float("nan")).to_numpy()
