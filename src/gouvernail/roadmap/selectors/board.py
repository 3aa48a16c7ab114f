"""The roadmap of a day: now, next, later, with who decided, why, and what waits for what."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from gouvernail.backlog.models import Standing
from gouvernail.decisions.choices.decisions import Verdict
from gouvernail.decisions.models import Decision
from gouvernail.roadmap.choices.places import HORIZONS, PLACES, Place
from gouvernail.roadmap.selectors.moments import SUBJECT, Moment, moment_of
from gouvernail.roadmap.selectors.past import Then, needs_then
from gouvernail.roadmap.selectors.placed import Placed, placed_on
from gouvernail.workspaces.models import Member, Workspace

_ORDER = {place: rank for rank, place in enumerate(HORIZONS)}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One item of the roadmap.

    Parameters
    ----------
    rank
        In the last ranking; known for today only.
    came_from
        The horizon that its last decision took it from; nothing where it stayed or came in.
    waits_for
        What must be built first and does not stand before it: in a later horizon, not decided, or not to be built.
    is_due
        Whether the day of its review had come.
    """

    item: Then
    place: Place
    decision: Decision
    decided_on: date
    rank: int | None
    came_from: Place | None
    waits_for: tuple[Then, ...]
    is_due: bool
    owner: Member | None

    @property
    def moved(self) -> str:
        """Say `up` or `down` where its last decision moved it."""
        if self.came_from is None:
            return ""
        return "up" if _ORDER[self.place] < _ORDER[self.came_from] else "down"

    @property
    def came_from_words(self) -> str:
        """Say where it came from, in the reader's language."""
        return str(PLACES[self.came_from]) if self.came_from else ""


@dataclass(frozen=True, kw_only=True)
class Roadmap:
    """What the roadmap was at the end of a day.

    Parameters
    ----------
    cards
        In the order of ranks where they are known, then of keys.
    undecided
        Items that serve an objective and that nobody decided on; in the same order.
    """

    moment: Moment
    cards: tuple[Card, ...]
    undecided: tuple[Then, ...]
    counts: dict[Place, int]
    ranks: dict[int, int]


def roadmap_on(workspace: Workspace, day: date | None = None) -> Roadmap:
    """Give the roadmap as it was at the end of a day, in the scope of its workspace; of today without one.

    As many queries whatever the number of items, of decisions and of entries in the trail.
    """
    moment = moment_of(workspace, day)
    placed = placed_on(moment)
    shown = [one for one in placed.values() if one.is_shown]
    ranks = dict(Standing.objects.values_list("item_id", "rank")) if moment.is_today else {}
    shown.sort(key=lambda one: _in_order(one.item, ranks))
    open_ones = [one.item for one in placed.values() if one.place is Place.UNDECIDED and one.item.objective_label]
    return Roadmap(
        moment=moment,
        cards=tuple(_cards(shown, placed, ranks, moment)),
        undecided=tuple(sorted(open_ones, key=lambda item: _in_order(item, ranks))),
        counts=dict(Counter(one.place for one in placed.values())),
        ranks=ranks,
    )


def _in_order(item: Then, ranks: dict[int, int]) -> tuple[float, int]:
    return ranks.get(item.pk, float("inf")), item.number


def _cards(shown: list[Placed], placed: dict[int, Placed], ranks: dict[int, int], moment: Moment) -> list[Card]:
    needs = needs_then(moment, {one.item.number: key for key, one in placed.items()})
    decisions = _decisions(moment, {one.said.decision for one in shown if one.said and one.said.decision})
    owners = {one.item.owner for one in shown if one.item.owner}
    members = {one.pk: one for one in Member.objects.select_related("user").filter(pk__in=owners)}
    cards = []
    for one in shown:
        assert one.said is not None and one.said.decision is not None  # noqa: S101, PT018  # only a verdict shows an item
        decision = decisions[one.said.decision]
        waits = [placed[key] for key in needs.get(one.item.pk, ()) if key in placed and _is_late(placed[key], one)]
        from_there = one.said.came_from
        cards.append(
            Card(
                item=one.item,
                place=one.place,
                decision=decision,
                decided_on=moment.day_of(decision.at),
                rank=ranks.get(one.item.pk),
                came_from=from_there if from_there in HORIZONS and from_there != one.place else None,
                waits_for=tuple(sorted((other.item for other in waits), key=lambda item: item.number)),
                is_due=decision.review_on is not None and decision.review_on <= moment.day,
                owner=members.get(one.item.owner) if one.item.owner else None,
            )
        )
    return cards


def _decisions(moment: Moment, keys: set[int]) -> dict[int, Decision]:
    """Read the decisions that cards show, without their record: one query, two where somebody decides meanwhile."""
    rows = Decision.objects.select_related("signed_by__user").defer("record")
    words = rows.filter(subject_type=SUBJECT, at__lt=moment.until).exclude(verdict=Verdict.ADJOURN)
    later = words.filter(subject_id=OuterRef("subject_id"), number__gt=OuterRef("number"))
    found = {one.pk: one for one in words.filter(~Exists(later))}
    overtaken = keys - found.keys()  # since they were replayed
    return found | (rows.in_bulk(overtaken) if overtaken else {})


def _is_late(needed: Placed, by: Placed) -> bool:
    """Tell whether what is needed first does not stand before: built is before, and so is the same horizon."""
    if needed.place is Place.BUILT:
        return False
    return needed.place not in _ORDER or _ORDER[needed.place] > _ORDER[by.place]
