"""Change how ranks are computed: with a reason, and after seeing what moves."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.bridge.ranking.ranks import Rank, ranked
from gouvernail.backlog.models import Item, Rules
from gouvernail.backlog.selectors.ranking.gathered import inputs_on
from gouvernail.backlog.selectors.rules import rules_now, today_in
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record

WEIGHTS = ("value_weight", "urgency_weight", "complexity_weight")
FIELDS = (*WEIGHTS, "places", "caps_unproved", "opinion_days", "evidence_days", "lead_weeks")
_SAMPLES = 2_000  # of a preview: at most .02 from the truth, 19 times in 20
_SHOWN = 12


@dataclass(frozen=True)
class Moved:
    """One item that other rules would move."""

    item: Item
    before: Rank
    after: Rank


@dataclass(frozen=True)
class Preview:
    """What other rules would change: who enters the first places, who leaves them, who moves most."""

    places: int
    entering: tuple[Moved, ...]
    leaving: tuple[Moved, ...]
    moving: tuple[Moved, ...]
    grey_before: int
    grey_after: int


@transaction.atomic
def rules_edit(*, actor: Member, seen: int | None, reason: str, **fields: Any) -> Rules:
    """Add rules that count from now on; those before stay, with their reason.

    Parameters
    ----------
    seen
        Key of the rules that the actor was shown; None where there were none.
    fields
        Any of `FIELDS`; what is not given stays.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field; also where somebody else changed the rules meanwhile.
    """
    require(actor, Right.RANKING_EDIT)
    backlog_lock(actor.workspace_id)
    before = rules_now(actor.workspace)
    if before.pk != seen:
        raise ValidationError(_("Somebody changed the rules meanwhile. They are shown below: change them again."))
    new = rules_checked(before, reason=reason, **fields)
    changes = {name: (getattr(before, name), getattr(new, name)) for name in FIELDS}
    changes = {name: (old, value) for name, (old, value) in changes.items() if old != value}
    if not changes:
        raise ValidationError(_("Nothing differs from the present rules."))
    new.author = actor
    new.save()
    record(workspace=actor.workspace, actor=actor, verb="rules_edit", subject=new, changes=changes, reason=new.reason)
    return new


def rules_checked(before: Rules, *, reason: str, **fields: Any) -> Rules:
    """Write rules like others but for some fields, without saving them.

    Raises
    ------
    ValidationError
        Named by field.
    """
    new = Rules(workspace=before.workspace, reason=reason.strip())
    for name in FIELDS:
        setattr(new, name, fields.get(name, getattr(before, name)))
    new.full_clean()
    if not sum((Decimal(getattr(new, name)) for name in WEIGHTS), Decimal(0)):
        raise ValidationError(
            {"value_weight": _("The three weights are 0: nothing would be ranked. Give one of them.")}
        )
    if not new.reason:
        raise ValidationError({"reason": _("Say why: whoever wonders about a rank will read it.")})
    return new


def rules_preview(before: Rules, after: Rules) -> Preview:
    """Say what other rules would change, without writing anything."""
    day = today_in(before.workspace)
    old, new = (ranked(replace(inputs_on(rules, day), samples=_SAMPLES)) for rules in (before, after))
    pairs = [(one, new.ranks[new.at[one.item]]) for one in old.ranks]
    entering = [(one, two) for one, two in pairs if one.rank > before.places and two.rank <= after.places]
    leaving = [(one, two) for one, two in pairs if one.rank <= before.places and two.rank > after.places]
    moving = sorted((pair for pair in pairs if pair[0].rank != pair[1].rank), key=_distance)[:_SHOWN]
    listed = {one.item for one, _two in (*entering, *leaving)}
    moving = [pair for pair in moving if pair[0].item not in listed]
    shown = {one.item for one, _two in (*entering, *leaving, *moving)}
    items = Item.objects.in_bulk(shown)
    return Preview(
        places=after.places,
        entering=_moved(entering, items),
        leaving=_moved(leaving, items),
        moving=_moved(moving, items),
        grey_before=sum(one.zone == "grey" for one in old.ranks),
        grey_after=sum(one.zone == "grey" for one in new.ranks),
    )


def _distance(pair: tuple[Rank, Rank]) -> tuple[int, int]:
    before, after = pair
    return -abs(after.rank - before.rank), after.rank


def _moved(pairs: list[tuple[Rank, Rank]], items: dict[int, Item]) -> tuple[Moved, ...]:
    ordered = sorted(pairs, key=lambda pair: pair[1].rank)
    return tuple(Moved(items[one.item], one, two) for one, two in ordered if one.item in items)
