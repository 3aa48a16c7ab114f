"""A forecast as programs read it."""

import json
from typing import TYPE_CHECKING, Final

from gouvernail import __version__
from gouvernail.exchange.reports.forecast.report import LEVELS
from gouvernail.exchange.reports.plain import plain

if TYPE_CHECKING:
    from gouvernail.exchange.reports.forecast.report import ForecastReport

VERSION: Final = 1
"""Of the shape: it changes when a field disappears or changes its meaning, not when one is added."""


def json_forecast(report: "ForecastReport") -> str:
    """Write a forecast; two reports of one input and seed differ by `generated_at` only."""
    test = report.back_test
    content = {
        "version": VERSION,
        "kind": "forecast",
        "generator": f"gouvernail {__version__}",
        "generated_at": report.generated_at,
        "title": report.title,
        "today": report.today,
        "items": report.items,
        "throughput": report.throughput.tolist(),
        "enough_history": report.forecast is not None,
        "needed_weeks": report.needed_weeks,
        "by": {f"p{round(100 * level)}": report.by(level) for level in LEVELS},
        "stated": report.stated
        and {"date": report.stated, "probability": report.probability, "credibility": report.credibility},
        "last_done": report.last_done,
        "back_test": test and {"forecasts": test.forecasts, "kept_at_85": test.kept, "brier": test.brier},
        "undone": report.undone,
        "future": report.future,
        "skipped_lines": len(report.skipped),
    }
    return json.dumps(plain(content), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
