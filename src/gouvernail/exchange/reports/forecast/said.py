"""A forecast in sentences, in the reader's language."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.reports.forecast.report import LEVELS
from gouvernail.method.forecasting.calibration import RESOLVED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouvernail.exchange.reports.forecast.report import ForecastReport
    from gouvernail.exchange.wording import Words

_SHORT_HISTORY: Final = 8
"""Weeks below which the history dominates every figure (method.md section 5)."""
_SILENT: Final = timedelta(days=14)
"""Without anything finished for so long, the file may be old [choice]."""
_NAMED: Final = 6


@dataclass(frozen=True)
class ForecastSaid:
    """Sentences of each part; empty where there is nothing to say."""

    history: tuple[str, ...]
    dates: tuple[str, ...]
    stated: str
    notes: tuple[str, ...]


def forecast_said(report: "ForecastReport", words: "Words") -> ForecastSaid:
    """Say a forecast; plainly, when there is not enough history for one."""
    return ForecastSaid(
        history=tuple(_history(report, words)),
        dates=tuple(_dates(report, words)),
        stated=_stated(report, words),
        notes=tuple(_notes(report, words)),
    )


def _history(report: "ForecastReport", words: "Words") -> "Iterable[str]":
    past = report.throughput
    if past.size:
        yield words.say(
            "forecast.history",
            n=int(past.sum()),
            weeks=int(past.size),
            mean=float(past.mean()),
            least=int(past.min()),
            most=int(past.max()),
        )
    if report.forecast is not None:
        return
    if past.size and not past.any():
        yield words.say("forecast.nothing_finished", weeks=int(past.size))
    else:
        missing = report.needed_weeks - int(past.size)
        yield words.say("forecast.not_enough", weeks=int(past.size), needed=report.needed_weeks, missing=missing)


def _dates(report: "ForecastReport", words: "Words") -> "Iterable[str]":
    if report.forecast is None:
        return
    if not report.items:
        yield words.say("forecast.no_item")
        return
    for level in LEVELS:
        day = report.by(level)
        key = "forecast.beyond" if day is None else "forecast.by"
        yield words.say(key, n=report.items, level=level, day=day)


def _stated(report: "ForecastReport", words: "Words") -> str:
    if report.probability is None or report.credibility is None:
        return ""
    return words.say(
        "forecast.stated",
        day=report.stated,
        probability=report.probability,
        word=words.say(f"forecast.credibility.{report.credibility}"),
    )


def _notes(report: "ForecastReport", words: "Words") -> "Iterable[str]":
    if report.forecast is not None and report.throughput.size < _SHORT_HISTORY:
        yield words.say("forecast.short", weeks=int(report.throughput.size))
    if report.last_done is not None and report.today - report.last_done > _SILENT:
        yield words.say("forecast.silent", day=report.last_done)
    if report.back_test is not None and report.back_test.forecasts >= RESOLVED:
        test = report.back_test
        yield words.say("forecast.kept", kept=test.kept, n=test.forecasts)
    if report.undone:
        yield words.say("forecast.undone", n=report.undone)
    if report.future:
        yield words.say("forecast.future", n=report.future, day=report.today)
    if report.skipped:
        yield words.say("forecast.skipped", n=len(report.skipped), lines=", ".join(report.skipped[:_NAMED]))
