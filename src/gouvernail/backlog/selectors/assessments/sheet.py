"""What one person has to judge in a round, filter by filter, and how far everybody is. No level of another is read."""

from dataclasses import dataclass
from datetime import datetime

from gouvernail.backlog.choices.assessments import Filter, RoundState
from gouvernail.backlog.models import Item, Opinion, Round
from gouvernail.backlog.selectors.assessments.freshness import scaled_anew
from gouvernail.backlog.selectors.assessments.judges import RIGHT_OF, filters_for, items_judged, own_items
from gouvernail.backlog.selectors.assessments.scales import ScaleView, scales_of
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.choices.rights import RIGHTS
from gouvernail.workspaces.models import Member, Role
from gouvernail.workspaces.selectors.rights import today_of

OPEN = frozenset({RoundState.OPEN, RoundState.SECOND})


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing to judge: an item, on business value for one objective."""

    item: Item
    objective: Objective | None
    opinion: Opinion | None
    is_own: bool  # it answers a request of the reader: somebody else judges it
    is_outdated: bool = False  # answered before the scale changed: to be said again

    @property
    def key(self) -> str:
        """Name the line in a form."""
        return f"{self.item.pk}-{self.objective.pk if self.objective else 0}"


@dataclass(frozen=True, kw_only=True)
class Step:
    """All that one person judges on one filter."""

    filter: Filter
    scale: ScaleView
    lines: tuple[Line, ...]

    @property
    def given(self) -> int:
        """Count the lines that have an answer, "I do not know" included."""
        return sum(line.opinion is not None and not line.is_outdated for line in self.lines)

    @property
    def asked(self) -> int:
        """Count the lines that the reader may answer."""
        return sum(not line.is_own for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Advance:
    """How far one rater is; never what they think."""

    member: Member
    given: int
    asked: int

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is missing."""
        return self.given >= self.asked


def sheet_for(member: Member, one: Round) -> list[Step]:
    """Give the steps of a rater, in the order in which they are judged."""
    items = items_now(one)
    own = own_items(member, items)
    given = {
        (row.item_id, row.filter, row.objective_id): row
        for row in Opinion.objects.filter(round=one, turn=one.turn, rater=member)
    }
    scales, changed = scales_of(member.workspace), scaled_anew()
    return [
        Step(
            filter=name,
            scale=scales[name],
            lines=tuple(
                _line(item, objective, given.get((item.pk, name, objective.pk if objective else None)), own, since)
                for since in (changed.get(name),)
                for item in items
                for objective in _objectives(item, name)
            ),
        )
        for name in filters_for(member)
    ]


def _line(
    item: Item, objective: Objective | None, opinion: Opinion | None, own: set[int], since: datetime | None
) -> Line:
    return Line(
        item=item,
        objective=objective,
        opinion=opinion,
        is_own=item.pk in own,
        is_outdated=opinion is not None and since is not None and opinion.at < since,
    )


def items_now(one: Round) -> list[Item]:
    """List the items that are judged now: all of them, or those of the second turn."""
    items = items_judged(one)
    return [item for item in items if item.pk in one.flagged] if one.state == RoundState.SECOND else items


def advances_of(one: Round) -> list[Advance]:
    """Say how far each rater is, in the order of names: four queries whatever their number."""
    items = items_now(one)
    lines = {name: sum(len(_objectives(item, name)) for item in items) for name in RIGHT_OF}
    raters = list(one.raters.select_related("user").filter(is_active=True).order_by("user__name", "pk"))
    given: dict[int, int] = {}
    changed = scaled_anew()
    rows = Opinion.objects.filter(round=one, turn=one.turn)
    for rater, name, at in rows.values_list("rater", "filter", "at"):
        if name not in changed or at >= changed[name]:
            given[rater] = given.get(rater, 0) + 1
    held = _kinds_held(raters)
    return [
        Advance(
            member=member,
            given=given.get(member.pk, 0),
            asked=sum(lines[name] for name, right in RIGHT_OF.items() if not RIGHTS[right].isdisjoint(held[member.pk]))
            - _own_lines(member, items, held[member.pk]),
        )
        for member in raters
    ]


def _own_lines(member: Member, items: list[Item], held: set[str]) -> int:
    own = own_items(member, items)
    return sum(
        len(_objectives(item, name))
        for name, right in RIGHT_OF.items()
        if not RIGHTS[right].isdisjoint(held)
        for item in items
        if item.pk in own
    )


def _kinds_held(raters: list[Member]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {member.pk: set() for member in raters}
    if raters:
        today = today_of(raters[0])
        rows = Role.objects.filter(member__in=raters, starts_on__lte=today).exclude(ends_on__lt=today)
        for member, kind in rows.values_list("member", "kind"):
            found[member].add(kind)
    return found


def _objectives(item: Item, name: Filter) -> list[Objective | None]:
    """Give what an item is judged for: each of its objectives on value, itself on complexity."""
    if name != Filter.VALUE:
        return [None]
    own = [item.objective] if item.objective is not None and item.objective.is_active else []
    return [*own, *(one for one in item.also_serves.all() if one.is_active and one.pk != item.objective_id)]
