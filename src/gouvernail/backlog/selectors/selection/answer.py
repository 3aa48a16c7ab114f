"""What an answer says: what is in, what it takes, why the rest is out, what more days would bring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Any, Final

from gouvernail.backlog.choices.selection import Counts, Missing
from gouvernail.backlog.models import Item, Scenario
from gouvernail.backlog.selectors.selection.chart import Chart, chart_of
from gouvernail.backlog.selectors.selection.phrases import Phrases
from gouvernail.backlog.selectors.selection.scenarios import counts_of
from gouvernail.workspaces.models import Team

SHOWN: Final = 100  # [choice] lines of a table; the others are counted. Drawing them is most of what a page takes


@dataclass(frozen=True, kw_only=True)
class Line:
    """One item with the figures of that day; `pk` is None where it was removed since. `share` is out of 100."""

    key: str
    title: str
    pk: int | None
    share: float
    days: float
    teams: tuple[tuple[str, float], ...]
    is_asked: bool = False
    is_refused: bool = False


@dataclass(frozen=True, kw_only=True)
class Used:
    """One capacity and what is used of it; no name is the whole."""

    team: str
    days: float
    capacity: float | None

    @property
    def left(self) -> float:
        """Give what is not used."""
        return 0.0 if self.capacity is None else self.capacity - self.days


@dataclass(frozen=True, kw_only=True)
class Out:
    """One item left out, and why."""

    line: Line
    why: str


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """One item that could not be chosen from."""

    key: str
    title: str
    pk: int | None
    missing: Missing
    because: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """All that the page of an answer shows."""

    counts: Counts
    lines: tuple[Line, ...]
    explained: tuple[Out, ...]
    others: tuple[Line, ...]
    used: tuple[Used, ...]
    share: float
    days: float
    items: int
    is_proved: bool
    proof: str
    increments: tuple[str, ...]
    one_more: tuple[str, ...]
    chart: Chart | None
    apart: tuple[Lacking, ...]

    @property
    def shown(self) -> tuple[Line, ...]:
        """Give the lines that the page shows of what is in."""
        return self.lines[:SHOWN]

    @property
    def shown_others(self) -> tuple[Line, ...]:
        """Give the lines that the page shows of what is out and is not explained."""
        return self.others[:SHOWN]

    @property
    def refuses(self) -> bool:
        """Tell whether something was left out by hand: it can be let back at once."""
        return any(one.is_refused for one in self.others)

    @property
    def shown_apart(self) -> tuple[Lacking, ...]:
        """Give the lines that the page shows of what could not be chosen from."""
        return self.apart[:SHOWN]

    @property
    def hidden(self) -> int:
        """Count the lines of what is in that are not shown."""
        return len(self.lines) - len(self.shown)

    @property
    def hidden_others(self) -> int:
        """Count the lines of what is out that are not shown."""
        return len(self.others) - len(self.shown_others)


def titles_now() -> dict[str, tuple[int | None, str]]:
    """Give the row and the title of every item by its key: one query; those that were removed have no page."""
    rows = Item.objects.values_list("pk", "number", "title", "removed_at")
    return {f"CRM-{number}": (pk if removed is None else None, title) for pk, number, title, removed in rows}


def team_names() -> dict[str, str]:
    """Give the names of teams by their key, as answers hold it."""
    return {str(key): name for key, name in Team.objects.values_list("pk", "name")}


def answer_of(scenario: Scenario) -> Answer | None:
    """Read the answer of a scenario; None where it has none, or one of an older version."""
    result = scenario.result
    if "selection" not in result or "inputs" not in result:
        return None
    reading = _Reading(result, titles_now(), team_names())
    chosen = result["selection"]
    explained = {one["key"] for one in result["outs"]}
    inside = {one["key"] for one in chosen["items"]}
    lines = [reading.lines[key] for key in reading.lines]
    rest = [line for line in lines if line.key not in inside | explained]
    return Answer(
        counts=counts_of(scenario),
        lines=tuple(_best_first(line for line in lines if line.key in inside)),
        explained=tuple(Out(line=reading.lines[one["key"]], why=reading.phrases.why(one)) for one in result["outs"]),
        others=tuple(_best_first(rest)),
        used=tuple(reading.used()),
        share=reading.phrases.share(chosen["value"]),
        days=chosen["cost"],
        items=len(lines),
        is_proved=chosen["proved"],
        proof=reading.phrases.proof(chosen),
        increments=tuple(reading.phrases.increment(one) for one in result["increments"]),
        one_more=tuple(reading.phrases.one_more(team, one) for team, one in result["one_more"].items()),
        chart=chart_of(
            result["frontier"],
            total=reading.total,
            capacity=float(scenario.capacity),
            chosen=(chosen["cost"], chosen["value"]),
        ),
        apart=tuple(reading.lacking(result.get("apart", ()))),
    )


def _best_first(lines: Iterable[Line]) -> list[Line]:
    """Order lines by what they return a day, what was left out by hand first."""
    return sorted(lines, key=_rank)


def _rank(one: Line) -> tuple[bool, float, str]:
    return not one.is_refused, -one.share / one.days if one.days else float("-inf"), one.key


class _Reading:
    """One answer, with the names of today."""

    def __init__(
        self, result: Mapping[str, Any], titles: Mapping[str, tuple[int | None, str]], teams: Mapping[str, str]
    ) -> None:
        self._result, self._titles, self._teams = result, titles, teams
        self.total = fsum(value for _key, value, *_rest in result["inputs"])
        self.phrases = Phrases(
            titles={key: title for key, (_pk, title) in titles.items()}, teams=teams, total=self.total
        )
        asked, refused = set(result["selection"]["include"]), set(result["selection"]["exclude"])
        self.lines = {
            key: self._line(key, value, days, is_asked=key in asked, is_refused=key in refused)
            for key, value, days, *_rest in result["inputs"]
        }

    def _line(self, key: str, value: float, days: Mapping[str, float], *, is_asked: bool, is_refused: bool) -> Line:
        pk, title = self._titles.get(key, (None, ""))
        return Line(
            key=key,
            title=title,
            pk=pk,
            share=self.phrases.share(value),
            days=fsum(days.values()),
            teams=tuple(sorted((self._teams.get(team, "–"), amount) for team, amount in days.items())),
            is_asked=is_asked,
            is_refused=is_refused,
        )

    def used(self) -> Iterable[Used]:
        """Give what is used of the whole, then of each team."""
        chosen = self._result["selection"]
        yield Used(team="", days=chosen["cost"], capacity=chosen["capacity"]["total"])
        bounds = chosen["capacity"]["by_team"]
        rows = [
            Used(team=self._teams.get(team, "–"), days=days, capacity=bounds.get(team))
            for team, days in {**dict.fromkeys(bounds, 0.0), **chosen["by_team"]}.items()
        ]
        yield from sorted(rows, key=lambda one: one.team)

    def lacking(self, rows: Iterable[tuple[str, str, str]]) -> Iterable[Lacking]:
        """Give what could not be chosen from."""
        for key, missing, because in rows:
            pk, title = self._titles.get(key, (None, ""))
            yield Lacking(key=key, title=title, pk=pk, missing=Missing(missing), because=because)
