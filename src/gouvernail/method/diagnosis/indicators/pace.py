"""The pace of deliveries, what it makes of open dates, and whether it can be trusted."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.method.diagnosis.estimates.proportion import proportion_beyond
from gouvernail.method.diagnosis.verdict import ESTABLISHED_FROM
from gouvernail.method.forecasting import (
    Forecast,
    back_test,
    forecast,
    little_check,
    weekly_record,
    weekly_throughput,
)
from gouvernail.method.forecasting.back_test import SAFE_LEVEL
from gouvernail.method.forecasting.calibration import RESOLVED

if TYPE_CHECKING:
    import numpy as np

    from gouvernail.method.diagnosis.facts import Facts

_MOST_WEEKS: Final = 104
_RUNS: Final = 4_000
_FEWEST_ENDED: Final = 8

Remarks = tuple[Mapping[str, float], tuple[str, ...]]
"""Figures for the details of a finding, and its caveats."""


def dated_by_versions(facts: "Facts") -> bool:
    """Say whether deliveries are only seen between two versions of a file."""
    return bool(facts.delivered["done_at"].is_in(facts.observed_at).any())


def intervals(facts: "Facts", weeks: int) -> int:
    """Count the intervals between versions that reach into the last weeks."""
    first = (facts.until or facts.now) - timedelta(weeks=weeks)
    return sum(seen > first for seen in facts.observed_at[1:])


def forecast_of(facts: "Facts", furthest: int, weeks: int, rng: "np.random.Generator") -> Forecast | None:
    """Simulate the queue at the pace of the last weeks, `furthest` days ahead; None when there is no pace."""
    delivered, until = facts.delivered, facts.until or facts.now
    if by_versions := dated_by_versions(facts):  # what was done before the first version is not known
        delivered = delivered.filter(pl.col("done_from").is_not_null())
    pace = weekly_throughput(
        delivered["done_at"],
        today=until,
        weeks=weeks,
        since=facts.observed_at[0] if by_versions else facts.since,
        done_from=delivered["done_from"],
    )
    return forecast(pace, weeks=min(_MOST_WEEKS, max(1, -(-furthest // 7))), rng=rng, runs=_RUNS)


def trust(facts: "Facts", weeks: int, rng: "np.random.Generator") -> Remarks:
    """Say what weakens a forecast from this pace: its own past, and a flow that is not steady.

    Nothing where deliveries are only seen between versions: the weeks of such a pace are not observations.
    """
    if dated_by_versions(facts):
        return {}, ()
    tested, hopeful = _tested(facts, weeks, rng)
    steadiness, unsteady = _steadiness(facts, weeks)
    return {**tested, **steadiness}, (*hopeful, *unsteady)


def _tested(facts: "Facts", weeks: int, rng: "np.random.Generator") -> Remarks:
    """Forecast the past from what came before it (method.md section 5: shown from 20 resolved forecasts on)."""
    record = weekly_record(facts.delivered["done_at"], today=facts.until or facts.now)
    found = back_test(record, rng=rng, history=weeks)
    if found is None or found.forecasts < RESOLVED:
        return {}, ()
    details = {"tested": found.forecasts, "tested_kept": found.kept, "brier": found.brier, "crps": found.crps}
    if found.skill is not None:
        details["brier_skill"] = found.skill
    missed = proportion_beyond(found.kept, found.forecasts, threshold=SAFE_LEVEL, beyond="below")
    return details, ("past_forecasts_too_hopeful",) if missed >= ESTABLISHED_FROM else ()


def _steadiness(facts: "Facts", weeks: int) -> Remarks:
    """Check Little's law over the same weeks, once enough has ended in them.

    Not where work usually takes more than half of them: the law is one of windows that are long beside the work.
    """
    until = facts.until or facts.now
    since = until - timedelta(weeks=weeks)
    begun = facts.started
    ended = begun.filter(pl.col("closed_at") > since, pl.col("closed_at") <= until).height
    found = little_check(begun["started_at"], begun["closed_at"], since=since, until=until)
    if found is None or ended < _FEWEST_ENDED or 2 * found.cycle_days > 7 * weeks:
        return {}, ()
    return {"little": found.ratio}, tuple(f"flow_{condition}" for condition in found.failing)
