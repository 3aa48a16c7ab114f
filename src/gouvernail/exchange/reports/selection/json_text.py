"""A selection as programs read it."""

import json
from typing import TYPE_CHECKING, Any, Final

from gouvernail import __version__
from gouvernail.exchange.reports.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouvernail.exchange.reports.selection.report import SelectionReport
    from gouvernail.method.selection import Comparison, Line, WhyOut

VERSION: Final = 1
"""Of the shape: it changes when a field disappears or changes its meaning, not when one is added."""


def json_selection(report: "SelectionReport") -> str:
    """Write a selection; two reports of one input differ by `generated_at` only."""
    selection = report.selection
    content = {
        "version": VERSION,
        "kind": "selection",
        "generator": f"gouvernail {__version__}",
        "generated_at": report.generated_at,
        "title": report.title,
        "selection": selection.as_data() | {"gap": selection.gap, "left": selection.left()},
        "frontier": report.frontier
        and [{"cost": point.cost, "value": point.value, "entered": point.entered} for point in report.frontier.points],
        "increments": [
            {"items": each.keys, "value": each.value, "days": each.days, "missing": each.missing}
            for each in report.increments
        ],
        "one_more_day": {team: _comparison(each) for team, each in report.one_more.items()},
        "out": [_why(each) for each in report.outs],
        "value_from_levels": report.from_levels,
        "skipped_lines": len(report.skipped),
    }
    return json.dumps(plain(content), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _why(why: "WhyOut") -> dict[str, Any]:
    return {
        "key": why.key,
        "reason": why.reason,
        "because": why.because,
        "brings": why.brings,
        "days": why.days,
        "missing": why.missing,
        "at_best": why.at_best,
        "exchange": why.exchange and _comparison(why.exchange),
    }


def _comparison(comparison: "Comparison") -> dict[str, Any]:
    return {
        "value": comparison.value,
        "cost": comparison.cost,
        "entered": _lines(comparison.entered),
        "left": _lines(comparison.left),
    }


def _lines(lines: "Iterable[Line]") -> list[dict[str, Any]]:
    return [{"key": line.key, "value": line.value, "costs": dict(line.costs)} for line in lines]
