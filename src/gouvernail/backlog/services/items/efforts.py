"""What an item takes of each team."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Effort, Item
from gouvernail.backlog.services.items.items import item_lock
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member, Team
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record


class StaleEffort(Exception):
    """Somebody made another guess since this one was read: nothing is written. `now` is theirs, `3–5`."""

    def __init__(self, now: str) -> None:
        self.now = now
        super().__init__(now)


@transaction.atomic
def effort_edit(
    *,
    actor: Member,
    item: Item,
    team: Team,
    low: Decimal | None,
    high: Decimal | None,
    was: str | None = None,
) -> Effort | None:
    """Say what an item takes of a team, in person-days, from a low to a high guess; two `None` take the guess away.

    Parameters
    ----------
    was
        The guess that the actor read, `3–5`, or nothing; None where it does not matter.

    Raises
    ------
    StaleEffort
        Where the guess is not the one that was read any more.
    Forbidden, ValidationError
        The second named by field: one end is missing, or the low one is above the high one.
    """
    require(actor, Right.EFFORT_EDIT)
    locked = item_lock(item)
    row = Effort.objects.select_for_update().filter(item=locked, team=team).first()
    before = range_said(team, row)
    if was is not None and was != days_said(row):
        raise StaleEffort(days_said(row))
    if low is None and high is None:
        if row is not None:
            row.delete()
        row = None
    else:
        row = row or Effort(workspace=actor.workspace, item=locked, team=team)
        row.low, row.high = _ends(low, high)
        row.full_clean()
        row.save()
    after = range_said(team, row)
    if before != after:
        record(
            workspace=actor.workspace,
            actor=actor,
            verb="effort_edit",
            subject=locked,
            changes={"efforts": (before, after)},
        )
    return row


def range_said(team: Team, effort: Effort | None) -> str:
    """Write a guess as the trail keeps it: `Intégration: 3–5`."""
    return f"{team.name}: {days_said(effort)}" if effort else ""


def days_said(effort: Effort | None) -> str:
    """Write the two ends of a guess: `3–5`; nothing where there is none."""
    return f"{effort.low.normalize():f}–{effort.high.normalize():f}" if effort else ""


def _ends(low: Decimal | None, high: Decimal | None) -> tuple[Decimal, Decimal]:
    if low is None:
        raise ValidationError({"low": _("Say also how little it may take.")})
    if high is None:
        raise ValidationError({"high": _("Say also how much it may take.")})
    if low > high:
        raise ValidationError(
            {"high": _("At most cannot be less than at least: the two ends are the wrong way round.")}
        )
    return low, high
