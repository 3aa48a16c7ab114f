"""The items as they were at the end of a day: as they are now, with what the trail says was changed since put back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Min, Q

from gouvernail.backlog.models import Item, Prerequisite
from gouvernail.backlog.selectors.imported import VERBS
from gouvernail.decisions.models import Change
from gouvernail.roadmap.selectors.moments import SUBJECT, Moment
from gouvernail.roadmap.selectors.names import Names, names_since
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Team

WRITTEN = frozenset({"item_create", VERBS[Item].brought})
WAS_THERE = {"item_remove": True, "item_restore": False, VERBS[Item].undone: True, VERBS[Item].restored: False}
_KEPT = ("title", "state", "objective", "owner", "teams")
_SAME = {"objective_id": "objective", "owner_id": "owner"}  # as imports write them
_NEEDED = re.compile(r"(?:^|, )CRM-(\d{1,9}) · ")
_REFERENCE = re.compile(r"@member:(\d{1,18})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """One item as it was; objective and teams with the names that they had."""

    pk: int
    number: int
    title: str
    state: str
    objective: int | None
    objective_label: str
    owner: int | None
    teams: tuple[str, ...]

    @property
    def key(self) -> str:
        """Give the short name that people say."""
        return f"CRM-{self.number}"


class Before(NamedTuple):
    """What a field held until its first change after the day."""

    entry: int
    verb: str
    old: str
    at: datetime


class Row(NamedTuple):
    """An item as it is now."""

    pk: int
    number: int
    title: str
    state: str
    objective_id: int | None
    owner_id: int | None
    created_at: datetime
    removed_at: datetime | None


def items_then(moment: Moment) -> dict[int, Then]:
    """Give every item that was there at the end of a day: as many queries whatever their number."""
    befores = _befores(moment)
    aims = names_since(
        moment, dict(Objective.objects.values_list("pk", "label")), subject="strategy.objective", field="label"
    )
    teams = names_since(moment, dict(Team.objects.values_list("pk", "name")), subject="workspaces.team", field="name")
    concerned: dict[int, list[int]] = {}
    for item, team in Item.teams.through.objects.filter(item__in=Item.objects.all()).values_list("item_id", "team_id"):
        concerned.setdefault(item, []).append(team)
    rows = Item.objects.order_by("number").values_list(
        *("objective_id" if name == "objective" else "owner_id" if name == "owner" else name for name in Row._fields)
    )
    found = {}
    for row in map(Row._make, rows):
        before = befores.get(row.pk, {})
        if _was_there(row, before, moment):
            found[row.pk] = _put_back(row, before, concerned.get(row.pk, []), _Spoken(moment, aims, teams))
    return found


def needs_then(moment: Moment, numbers: dict[int, int]) -> dict[int, set[int]]:
    """Give what each item needed first: key of the item to keys of others. Two queries, one for today.

    Parameters
    ----------
    numbers
        Number of an item to its key.
    """
    needs: dict[int, set[int]] = {}
    for item, needed in Prerequisite.objects.values_list("item_id", "needs_id"):
        needs.setdefault(item, set()).add(needed)
    if moment.is_today:
        return needs
    told = Change.objects.filter(subject_type=SUBJECT, field="needs", at__gte=moment.until).order_by("-at", "-pk")
    for subject, old, new in told.values_list("subject_id", "old", "new"):
        held = needs.setdefault(int(subject), set()) if subject.isdecimal() else set()
        held -= set(_named(new, numbers))
        held |= set(_named(old, numbers))
    return needs


class _Spoken(NamedTuple):
    moment: Moment
    aims: Names
    teams: Names


def _befores(moment: Moment) -> dict[int, dict[str, Before]]:
    """Find, for each item and field, what it held before it first changed after the day: one query, none for today."""
    if moment.is_today:
        return {}
    told = Change.objects.filter(subject_type=SUBJECT, at__gte=moment.until)
    told = told.filter(Q(field__in=(*_KEPT, *_SAME)) | Q(field="", verb__in=WAS_THERE))
    firsts = told.order_by().values("subject_id", "field").annotate(first=Min("pk")).values("first")
    found: dict[int, dict[str, Before]] = {}
    rows = Change.objects.filter(pk__in=firsts).order_by().values_list("subject_id", "field", "pk", "verb", "old", "at")
    for subject, field, *rest in rows:
        before, name = Before._make(rest), _SAME.get(field, field)
        held = found.setdefault(int(subject), {}) if subject.isdecimal() else {}
        if name not in held or before.entry < held[name].entry:
            held[name] = before
    return found


def _was_there(row: Row, before: dict[str, Before], moment: Moment) -> bool:
    """Tell whether an item was there: written by then, and not removed."""
    title, presence = before.get("title"), before.get("")
    if row.created_at >= moment.until or (title is not None and title.verb in WRITTEN):
        return False
    return WAS_THERE[presence.verb] if presence is not None else row.removed_at is None


def _put_back(row: Row, before: dict[str, Before], teams: list[int], spoken: _Spoken) -> Then:
    until = spoken.moment.until
    objective, label = row.objective_id, spoken.aims.at(row.objective_id, until) if row.objective_id else ""
    if (aim := before.get("objective")) is not None:
        objective = _number(aim.old) if aim.verb in VERBS[Item] else spoken.aims.key_of(aim.old, aim.at)
        label = spoken.aims.at(objective, until) if objective else aim.old
    if (were := before.get("teams")) is not None:
        is_import = were.verb in VERBS[Item]
        teams = list(_numbers(were.old) if is_import else spoken.teams.keys_of(were.old, were.at))
    owner = before.get("owner")
    return Then(
        pk=row.pk,
        number=row.number,
        title=before["title"].old if "title" in before else row.title,
        state=before["state"].old if "state" in before else row.state,
        objective=objective,
        objective_label=label,
        owner=_person(owner) if owner is not None else row.owner_id,
        teams=tuple(sorted(filter(None, (spoken.teams.at(team, until) for team in teams)))),
    )


def _person(before: Before) -> int | None:
    found = _REFERENCE.match(before.old)
    return int(found[1]) if found else _number(before.old)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _numbers(text: str) -> Iterator[int]:
    yield from (int(part) for part in text.split(", ") if part.isdecimal())


def _named(text: str, numbers: dict[int, int]) -> Iterator[int]:
    """Read the items that the trail names, as many as there are: `CRM-3 · Agenda, CRM-7 · Devis`."""
    yield from (numbers[int(found)] for found in _NEEDED.findall(text) if int(found) in numbers)
