"""The plan as a table, whatever it is written in."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouvernail.exchange.reports.plan.report import PlanReport


@dataclass(frozen=True)
class Row:
    """One item in the order of building; `iteration` and `ends` are None outside the horizon."""

    place: int
    iteration: int | None
    ends: date | None
    key: str
    title: str
    days: float
    teams: str
    needs: str
    date: "date | None"
    loss: float


def rows_of(report: "PlanReport") -> "Iterator[Row]":
    """Give the items in the order of building."""
    needs = {item.key: item.needs for item in report.items}
    for place, line in enumerate(report.plan.lines, start=1):
        yield Row(
            place=place,
            iteration=line.iteration,
            ends=None if line.iteration is None else report.ends(line.iteration),
            key=line.key,
            title=report.titles.get(line.key, ""),
            days=sum(line.days.values()),
            teams=", ".join(sorted(team for team, days in line.days.items() if days)),
            needs=", ".join(needs[line.key]),
            date=report.dates.get(line.key),
            loss=line.loss,
        )
