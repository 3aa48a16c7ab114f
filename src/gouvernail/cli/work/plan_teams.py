"""The table of teams of a plan: the days that each has, in every iteration or in one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gouvernail.cli.ratings.columns import Columns, columns_of
from gouvernail.cli.work.plan_numbers import Numbers, headers, problem, refuse, words
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.sources import open_paths
from gouvernail.exchange.tables import read_tables
from gouvernail.method.sequencing import Horizon

_ITERATIONS: Final = 26
"""Planned where nothing says how many: a year of fortnights [choice]."""
_MOST: Final = 200


@dataclass(frozen=True)
class Teams:
    """Days of each team: in each iteration that is named, and in the others."""

    file: str
    usual: Mapping[str, float]
    named: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    skipped: tuple[Problem, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Teams, in the order of their names."""
        return tuple(sorted({*self.usual, *self.named}))

    def horizon(self, iterations: int | None, weeks: float) -> Horizon:
        """Give so many iterations; where that was not said, those that are named, or a year of fortnights."""
        last = max((each for named in self.named.values() for each in named), default=0)
        count = iterations or (max(last, _ITERATIONS) if self.usual else last)
        return Horizon({team: self._days(team, count) for team in self.names}, weeks)

    def _days(self, team: str, count: int) -> tuple[float, ...]:
        named, usual = self.named.get(team, {}), self.usual.get(team, 0.0)
        return tuple(named.get(each, usual) for each in range(1, count + 1))


@dataclass
class _Gathered:
    usual: dict[str, float] = field(default_factory=dict)
    named: dict[str, dict[int, float]] = field(default_factory=dict)
    lines: dict[tuple[str, int | None], int] = field(default_factory=dict)

    def add(self, columns: Columns, row: int, team: str, iteration: int | None, days: float) -> None:
        line = columns.table.line_of(row)
        if (team, iteration) in self.lines:
            first = self.lines[team, iteration]
            raise BadInput(problem(columns, "team", row, "choice_team_twice", team=team, first=first))
        self.lines[team, iteration] = line
        if iteration is None:
            self.usual[team] = days
        else:
            self.named.setdefault(team, {})[iteration] = days


def read_teams(path: Path, *, skip_bad: bool) -> Teams:
    """Read the days of each team, one line a team, or one a team and iteration.

    Raises
    ------
    BadInput
        When a column is missing, a line has no team or no readable number (left out with `skip_bad`), or a team stands
        twice for one iteration.
    """
    tables = [table for source in open_paths([path]) for table in read_tables(source, skip_bad=skip_bad)]
    every = [columns_of(table, words()["teams"]) for table in tables]
    columns = next((each for each in every if {"team", "days"} <= set(each.at)), every[0])
    for name in ("team", "days"):
        if name not in columns.at:
            found = headers(columns)
            raise BadInput(Problem(f"no_choice_of_{name}", columns.table.name, params={"headers": found}))
    days, iterations = (Numbers.of(columns, name) for name in ("days", "iteration"))
    gathered, bad = _Gathered(), list[Problem]()
    for row, team in enumerate(columns.texts("team")):
        faults = [
            *_unnamed(columns, row, team),
            *days.faults(row, needed=True),
            *iterations.iteration_faults(row, last=_MOST),
        ]
        bad += faults
        if not faults and team is not None:
            gathered.add(columns, row, team, iterations.iteration(row), days.values[row] or 0.0)
    refuse(bad, skip_bad=skip_bad)
    if not gathered.lines:
        raise BadInput(Problem("choice_no_team_at_all", columns.table.name))
    return Teams(columns.table.name, gathered.usual, gathered.named, (*columns.table.bad, *bad))


def _unnamed(columns: Columns, row: int, team: str | None) -> Iterator[Problem]:
    if team is None:
        yield problem(columns, "team", row, "choice_no_team")
