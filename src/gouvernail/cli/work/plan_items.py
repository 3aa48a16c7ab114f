"""The items of a plan: those of a choice, with their dates and iterations."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from gouvernail.cli.ratings.columns import Columns, columns_of
from gouvernail.cli.work.candidates import Candidates
from gouvernail.cli.work.plan_numbers import Numbers, problem, refuse, words
from gouvernail.cli.work.plan_teams import Teams
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.values.folding import fold
from gouvernail.exchange.values.instants import parse_instants
from gouvernail.method.selection import ANY_TEAM
from gouvernail.method.sequencing import Horizon, Item
from gouvernail.method.urgency.profiles import LONGEST, MOST, Decline, Erosion, Profile

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_DELAY: Final = LONGEST / 2**MOST
"""Weeks of level 5. Also where the date can no longer be kept: it must not come last for that [choice]."""
_DAYS: Final = 7


@dataclass(frozen=True)
class Planned:
    """Items to put in order.

    Attributes
    ----------
    dates
        By key, where there is one.
    late
        Keys of which the date can no longer be kept.
    lines, needs_header
        Where they stand in the file.
    skipped
        Broken lines that were left out, only when asked.
    """

    file: str
    items: tuple[Item, ...]
    titles: Mapping[str, str]
    dates: Mapping[str, date]
    late: tuple[str, ...]
    lines: Mapping[str, int]
    needs_header: str | None
    from_levels: bool
    skipped: tuple[Problem, ...]


def planned(candidates: Candidates, teams: Teams, horizon: Horizon, *, start: date, skip_bad: bool) -> Planned:
    """Give each candidate its dates and its iterations, read in the other columns of its table.

    Raises
    ------
    BadInput
        When a cell cannot be read (its item is left out with `skip_bad`), or an item takes days of a team that has
        none.
    """
    cells = _Cells(_other_columns(candidates), last=horizon.iterations)
    bad = {key: found for key, row in candidates.rows.items() if (found := list(cells.faults(row)))}
    every = [each for found in bad.values() for each in found]
    refuse(every, skip_bad=skip_bad)
    known = {fold(team): team for team in teams.names}
    items, dates, late = [], {}, []
    for each in candidates.portfolio.items:
        row = candidates.rows[each.key]
        if each.key in bad:
            continue
        profile, is_late = cells.profile(row, start=start, weeks=horizon.weeks)
        if (day := cells.dates[row]) is not None:
            dates[each.key] = day
        late += [each.key] * is_late
        days = {_team(team, known, candidates, each.key): amount for team, amount in each.costs.items() if amount}
        fixed, by = cells.iterations(row)
        value = each.value / 2 ** cells.level(row) if candidates.from_levels else each.value  # the profile has it
        items.append(Item(each.key, value, days, profile, each.needs, fixed, by))
    return Planned(
        file=candidates.file,
        items=tuple(items),
        titles=candidates.titles,
        dates=dates,
        late=tuple(late),
        lines=candidates.lines,
        needs_header=candidates.needs_header,
        from_levels=candidates.from_levels,
        skipped=(*candidates.skipped, *every),
    )


def _other_columns(candidates: Candidates) -> Columns:
    """Find the columns of a plan among those that the choice has not taken."""
    table = candidates.table
    free = tuple("" if number in candidates.taken else header for number, header in enumerate(table.headers))
    found = columns_of(replace(table, headers=free), words()["items"]).at
    return Columns(table, {**found, **columns_of(table, {"urgency": words()["items"]["urgency"]}).at})


class _Cells:
    """What the columns of a plan say of each item."""

    def __init__(self, columns: Columns, *, last: int) -> None:
        self._columns = columns
        self._last = last
        self._half, self._urgency = (Numbers.of(columns, name) for name in ("half", "urgency"))
        self._fixed, self._by = (Numbers.of(columns, name) for name in ("fixed", "by"))
        self.dates: Sequence[date | None] = [None] * columns.table.cells.height
        self._bad_dates: Sequence[bool] = [False] * columns.table.cells.height
        if "date" in columns.at:
            parsed = parse_instants(columns.column("date"))
            self.dates = [each and each.date() for each in parsed.values.to_list()]
            self._bad_dates = parsed.bad.to_list()

    def faults(self, row: int) -> Iterator[Problem]:
        """Give what cannot be read in a row."""
        if self._bad_dates[row]:
            yield problem(self._columns, "date", row, "choice_not_a_day")
        yield from self._urgency.faults(row, highest=MOST)
        yield from self._half.faults(row)
        for each in (self._fixed, self._by):
            yield from each.iteration_faults(row, last=self._last)

    def iterations(self, row: int) -> tuple[int | None, int | None]:
        """Give the iteration that is fixed, and the last one that is accepted."""
        return self._fixed.iteration(row), self._by.iteration(row)

    def level(self, row: int) -> float:
        """Give the level of urgency, 0 where the cell is empty."""
        return self._urgency.values[row] or 0.0

    def profile(self, row: int, *, start: date, weeks: float) -> tuple[Profile, bool]:
        """Give how the value goes (a date, else a delay, else a level), and whether a date can no longer be kept."""
        day, half = self.dates[row], self._half.values[row]
        if day is not None:
            slack = (day - start).days / _DAYS
            return (Decline(slack, slack), False) if slack >= weeks else (_halved(_LEAST_DELAY), True)
        if half is not None:
            return _halved(max(half, _LEAST_DELAY)), False
        return _halved(LONGEST / 2 ** self.level(row)), False


def _halved(weeks: float) -> Erosion:
    """Give the profile of which half of the value is gone after so many weeks."""
    return Erosion(math.log(2) / weeks)


def _team(team: str, known: Mapping[str, str], candidates: Candidates, key: str) -> str:
    """Give the name of a team as the table of teams writes it; without a name, the only one there is."""
    if team == ANY_TEAM and len(known) == 1:
        return next(iter(known.values()))
    if fold(team) in known:
        return known[fold(team)]
    code = "choice_item_without_team" if team == ANY_TEAM else "choice_team_without_days"
    params = {"key": key, "team": team, "known": ", ".join(known.values())}
    raise BadInput(Problem(code, candidates.file, candidates.lines[key], found=team or None, params=params))
