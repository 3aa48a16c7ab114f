"""A plan as programs read it."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from gouvernail import __version__
from gouvernail.exchange.reports.plain import plain

if TYPE_CHECKING:
    from gouvernail.exchange.reports.plan.report import PlanReport
    from gouvernail.method.sequencing import Forward

VERSION: Final = 1
"""Of the shape: it changes when a field disappears or changes its meaning, not when one is added."""


def json_plan(report: "PlanReport") -> str:
    """Write a plan; two reports of one input differ by `generated_at` only."""
    plan, horizon = report.plan, report.horizon
    content = {
        "version": VERSION,
        "kind": "plan",
        "generator": f"gouvernail {__version__}",
        "generated_at": report.generated_at,
        "title": report.title,
        "start": report.start,
        "weeks": horizon.weeks,
        "iterations": [
            {
                "iteration": each,
                "ends": report.ends(each),
                "days": {team: days[each - 1] for team, days in sorted(horizon.days.items())},
            }
            for each in range(1, horizon.iterations + 1)
        ],
        "plan": plan.as_data() | {"gap": plan.gap, "unfinished": [line.key for line in plan.unfinished]},
        "missed_dates": report.missed,
        "late_dates": report.late,
        "why": [asdict(why) for why in report.whys],
        "nothing_before": report.first,
        "forward": [_forward(each) for each in report.forwards],
        "value_from_levels": report.from_levels,
        "skipped_lines": len(report.skipped),
    }
    return json.dumps(plain(content), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _forward(forward: "Forward") -> dict[str, Any]:
    return {
        "key": forward.key,
        "iteration": forward.iteration,
        "at_least": forward.at_least,
        "share": forward.share,
        "found": forward.found,
        "moved": [asdict(each) for each in forward.moved],
        "conflict": [asdict(each) for each in forward.conflict],
    }
