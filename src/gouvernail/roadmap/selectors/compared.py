"""What became of the roadmap between two days: entered, moved, built, left, and why."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gouvernail.decisions.choices.verbs import VERBS
from gouvernail.decisions.models import Change, Decision
from gouvernail.roadmap.choices.places import Kind, Place
from gouvernail.roadmap.selectors.moments import SUBJECT, Moment, moment_of
from gouvernail.roadmap.selectors.past import WAS_THERE, WRITTEN, Then
from gouvernail.roadmap.selectors.placed import Placed, placed_on
from gouvernail.workspaces.models import Workspace

_AIMS = frozenset({"objective", "objective_id"})


@dataclass(frozen=True, kw_only=True)
class Act:
    """What somebody did to an item outside the register."""

    words: str
    who: str
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Move:
    """What became of one item.

    Parameters
    ----------
    item
        As it was on the second day, or on the first one where it is gone since.
    decisions, acts
        What was decided on it and done to it in between, the first one first.
    """

    kind: Kind
    item: Then
    before: Place
    after: Place
    aim_before: str
    aim_after: str
    decisions: tuple[Decision, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What became of the roadmap between the ends of two days; an item may be there twice: moved, and aimed anew."""

    start: Moment
    end: Moment
    moves: tuple[Move, ...]
    decisions: int

    def of(self, kind: Kind) -> list[Move]:
        """Give the moves of one kind."""
        return [one for one in self.moves if one.kind is kind]


def roadmaps_compared(workspace: Workspace, one: date, other: date) -> Comparison:
    """Compare the roadmap of two days, in the scope of its workspace: as many queries whatever its size."""
    start, end = (moment_of(workspace, day) for day in sorted((one, other)))
    before, after = placed_on(start), placed_on(end)
    told = [
        (key, kind)
        for key in sorted(before.keys() | after.keys(), key=lambda key: _item(key, before, after).number)
        for kind in _kinds(before.get(key), after.get(key))
    ]
    keys = {key for key, _kind in told}
    decisions, acts = _decisions(start, end, keys), _acts(start, end, keys)
    moves = tuple(
        Move(
            kind=kind,
            item=_item(key, before, after),
            before=_place(before.get(key)),
            after=_place(after.get(key)),
            aim_before=before[key].item.objective_label if key in before else "",
            aim_after=after[key].item.objective_label if key in after else "",
            decisions=tuple(decisions.get(key, ())) if kind is not Kind.REAIMED else (),
            acts=tuple(act for says, act in acts.get(key, ()) if (says == Kind.REAIMED) == (kind is Kind.REAIMED)),
        )
        for key, kind in told
    )
    return Comparison(start=start, end=end, moves=moves, decisions=len({d.pk for m in moves for d in m.decisions}))


def _item(key: int, before: dict[int, Placed], after: dict[int, Placed]) -> Then:
    return (after.get(key) or before[key]).item


def _place(placed: Placed | None) -> Place:
    return placed.place if placed else Place.AWAY


def _kinds(before: Placed | None, after: Placed | None) -> list[Kind]:
    was, is_there = bool(before and before.is_shown), bool(after and after.is_shown)
    if not is_there:
        return _gone(before, after) if was or (after and after.said) else []
    if not was:
        return [Kind.ENTERED]
    assert before is not None and after is not None  # noqa: S101, PT018  # both are shown
    kinds = [Kind.MOVED] if before.place is not after.place else []
    is_same = (before.item.objective, before.item.objective_label) == (after.item.objective, after.item.objective_label)
    renamed = before.item.objective == after.item.objective and before.item.objective is not None
    return kinds if is_same or renamed else [*kinds, Kind.REAIMED]


def _gone(before: Placed | None, after: Placed | None) -> list[Kind]:
    """Say what became of what the second day does not show; what came and was built in between is told too."""
    if _place(after) is Place.BUILT:
        return [Kind.BUILT] if _place(before) is not Place.BUILT else []
    return [Kind.LEFT] if before is not None and before.is_shown else []


def _decisions(start: Moment, end: Moment, keys: set[int]) -> dict[int, list[Decision]]:
    rows = Decision.objects.filter(subject_type=SUBJECT, at__gte=start.until, at__lt=end.until)
    found: dict[int, list[Decision]] = {}
    for one in rows.select_related("signed_by__user", "reverses").defer("record").order_by("number"):
        if one.subject_id.isdecimal() and int(one.subject_id) in keys:
            found.setdefault(int(one.subject_id), []).append(one)
    return found


def _acts(start: Moment, end: Moment, keys: set[int]) -> dict[int, list[tuple[Kind | None, Act]]]:
    """Find what was done to items: their state, whether they are there, their objective."""
    theirs = [str(key) for key in keys]  # few: the trail of the others is not read
    rows = Change.objects.filter(subject_type=SUBJECT, subject_id__in=theirs, at__gte=start.until, at__lt=end.until)
    rows = rows.filter(Q(field__in=("state", *_AIMS)) | Q(field="", verb__in=WAS_THERE)).exclude(verb__in=WRITTEN)
    found: dict[int, list[tuple[Kind | None, Act]]] = {}
    for one in rows.select_related("actor__user").order_by("at", "pk"):
        words = str(VERBS.get(one.verb, one.verb))
        who = str(one.actor) if one.actor else ""
        act = Act(words=words, who=who, on=end.day_of(one.at), reason=one.reason)
        kind = Kind.REAIMED if one.field in _AIMS else None
        found.setdefault(int(one.subject_id), []).append((kind, act))
    return found
