"""What a revealed round says: every opinion with its name, what was corrected, and where opinions are opposed."""

from collections import defaultdict
from dataclasses import dataclass

from gouvernail.backlog.bridge.assessments import FilterResult, LineResult, TeamGap, Vote, gap_between, result_of
from gouvernail.backlog.choices.assessments import Filter, RoundState
from gouvernail.backlog.models import Item, Opinion, Round
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.choices.words import Side
from gouvernail.workspaces.models import Member, Team

REVEALED = frozenset({RoundState.REVEALED, RoundState.SECOND, RoundState.CLOSED})


@dataclass(frozen=True, kw_only=True)
class Said:
    """One opinion as it was given, and as it counts."""

    opinion: Opinion
    corrected: float | None


@dataclass(frozen=True, kw_only=True)
class ItemResult:
    """One line of the reveal; no result where everybody said "I do not know"."""

    item: Item
    objective: Objective | None
    said: tuple[Said, ...]
    result: LineResult | None
    camps: tuple[tuple[int, tuple[str, ...]], ...]  # a level, and the teams or people that give it

    @property
    def is_flagged(self) -> bool:
        """Tell whether opinions are opposed: a mean alone would hide it."""
        return self.result is not None and bool(self.result.reasons)


@dataclass(frozen=True, kw_only=True)
class FilterResults:
    """One filter of the reveal."""

    filter: Filter
    lines: tuple[ItemResult, ...]
    whole: FilterResult | None
    gap: TeamGap | None  # business less builders


def results_of(one: Round) -> list[FilterResults]:
    """Give what a revealed round says, filter by filter; nothing of it before the reveal."""
    if one.state not in REVEALED:
        return []
    rows = _counting(one)
    items = {item.pk: item for item in Item.objects.filter(pk__in={row.item_id for row in rows})}
    objectives = {row.pk: row for row in Objective.objects.filter(pk__in={row.objective_id for row in rows})}
    sides: dict[str, set[int]] = defaultdict(set)
    for team, side in Team.objects.values_list("pk", "side"):
        sides[side].add(team)
    return [
        _filter(name, [row for row in rows if row.filter == name], items, objectives, sides)
        for name in (Filter.VALUE, Filter.COMPLEXITY)
        if any(row.filter == name for row in rows)
    ]


def flagged_in(one: Round) -> list[int]:
    """Give the keys of the items on which opinions are opposed."""
    found = {
        line.line[0]
        for name in (Filter.VALUE, Filter.COMPLEXITY)
        for line in _result([row for row in _counting(one) if row.filter == name])
        if line.reasons
    }
    return sorted(found)


def _counting(one: Round) -> list[Opinion]:
    """Give the opinions to show: the first turn while the second is hidden, then the last of each."""
    rows = Opinion.objects.filter(round=one).select_related("rater__user", "rater__team", "team").order_by("turn", "pk")
    if one.state != RoundState.CLOSED:
        return list(rows.filter(turn=1))
    last = {(row.item_id, row.filter, row.objective_id, row.rater_id): row for row in rows}
    return list(last.values())


def _filter(
    name: Filter,
    rows: list[Opinion],
    items: dict[int, Item],
    objectives: dict[int, Objective],
    sides: dict[str, set[int]],
) -> FilterResults:
    votes = _votes(rows)
    whole = result_of(votes) if votes else None
    by_line = {line.line: line for line in whole.lines} if whole else {}
    grouped: dict[tuple[int, int], list[Opinion]] = defaultdict(list)
    for row in rows:
        grouped[_line(row)].append(row)
    lines = [
        _item(items[key[0]], objectives.get(key[1]), grouped[key], by_line.get(key))
        for key in sorted(grouped, key=lambda key: (items[key[0]].number, key[1]))
    ]
    business, builders = frozenset(sides[Side.BUSINESS]), frozenset(sides[Side.BUILDER])
    return FilterResults(
        filter=name, lines=tuple(lines), whole=whole, gap=gap_between(votes, business, builders) if votes else None
    )


def _item(item: Item, objective: Objective | None, rows: list[Opinion], result: LineResult | None) -> ItemResult:
    corrected = result.corrected if result else {}
    ordered = sorted(rows, key=lambda row: (-(row.level if row.level is not None else -1), str(row.rater)))
    return ItemResult(
        item=item,
        objective=objective,
        said=tuple(Said(opinion=row, corrected=corrected.get(row.rater_id)) for row in ordered),
        result=result,
        camps=_camps(result, rows),
    )


def _camps(result: LineResult | None, rows: list[Opinion]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Say who gives the two levels that are opposed: the ends where there is no camp, only a wide range."""
    if result is None or not result.reasons:
        return ()
    levels = [row.level for row in rows if row.level is not None]
    low, high = result.camps or (min(levels), max(levels))
    return tuple((level, _who([row for row in rows if row.level == level])) for level in (high, low))


def _who(rows: list[Opinion]) -> tuple[str, ...]:
    """Name teams where a level is theirs, people where they have no team."""
    return tuple(dict.fromkeys(str(row.team or row.rater) for row in rows))


def _result(rows: list[Opinion]) -> tuple[LineResult, ...]:
    votes = _votes(rows)
    return result_of(votes).lines if votes else ()


def _votes(rows: list[Opinion]) -> list[Vote]:
    return [
        Vote(
            line=_line(row),
            rater=row.rater_id,
            team=row.team_id or 0,
            level=row.level,
            confidence=row.confidence,
        )
        for row in rows
        if row.level is not None
    ]


def _line(row: Opinion) -> tuple[int, int]:
    return row.item_id or 0, row.objective_id or 0


def missing_of(one: Round) -> list[Member]:
    """List the raters who have said nothing in the present turn."""
    said = Opinion.objects.filter(round=one, turn=one.turn).values("rater")
    return list(one.raters.select_related("user").exclude(pk__in=said).order_by("user__name", "pk"))
