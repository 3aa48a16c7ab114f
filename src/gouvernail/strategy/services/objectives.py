"""Change what an objective means and how it is measured, and write down its readings."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.strategy.models import Objective, Reading
from gouvernail.strategy.services.compass import compass_renew
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import may, today_of
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record


class StaleObjective(Exception):
    """Somebody else changed the objective since it was read: nothing is written."""

    def __init__(self, objective: Objective) -> None:
        self.objective = objective
        super().__init__(objective.label)


@transaction.atomic
def objective_edit(*, actor: Member, objective: Objective, version: int, reason: str = "", **fields: Any) -> Objective:
    """Change an objective that is still as it was read.

    A change that the compass shows (its words, weight, measure, target) publishes a version of it, with the reason.

    Raises
    ------
    StaleObjective
        Somebody changed it since.
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.STRATEGY_EDIT)
    locked = Objective.objects.select_for_update(of=("self",)).get(pk=objective.pk)
    if locked.version != version:
        raise StaleObjective(locked)
    changes = changed(locked, **fields)
    if not changes:
        return locked
    locked.version += 1
    locked.full_clean()
    _check(locked)
    locked.save(update_fields=[*changes, "version"])
    record(
        workspace=actor.workspace, actor=actor, verb="objective_edit", subject=locked, changes=changes, reason=reason
    )
    compass_renew(actor=actor, reason=reason)
    return locked


@transaction.atomic
def reading_add(*, actor: Member, objective: Objective, on: date, value: Decimal, note: str = "") -> Reading:
    """Write down what the measure of an objective was on a day; a second reading of the day replaces the first.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    _measures(actor, objective)
    locked = Objective.objects.select_for_update(of=("self",)).get(pk=objective.pk)
    if not locked.measure:
        raise ValidationError(_("Say first what is measured: this objective has no measure."))
    if on > today_of(actor):
        raise ValidationError({"on": _("This day is still to come. A reading tells what was seen.")})
    row = Reading.objects.filter(objective=locked, on=on, removed_at=None).first()
    old = row.value if row else None
    row = row or Reading(workspace=actor.workspace, objective=locked, on=on)
    row.value, row.note, row.author = value, note.strip(), actor
    row.full_clean()
    row.save()
    changes = {"value": (old, value)}
    record(workspace=actor.workspace, actor=actor, verb="reading_add", subject=locked, changes=changes, reason=row.note)
    return row


@transaction.atomic
def reading_remove(*, actor: Member, reading: Reading, is_removed: bool = True) -> Reading:
    """Take a reading out of the chart, or put it back: it stays in the trail.

    Raises
    ------
    Forbidden, ValidationError
        The second where another reading of the day stands there now.
    """
    _measures(actor, reading.objective)
    locked = Reading.objects.select_for_update(of=("self",)).select_related("objective").get(pk=reading.pk)
    if (locked.removed_at is not None) == is_removed:
        return locked
    others = Reading.objects.filter(objective=locked.objective, on=locked.on, removed_at=None)
    if not is_removed and others.exists():
        raise ValidationError(_("Another reading of that day stands there now. Remove it first."))
    locked.removed_at = timezone.now() if is_removed else None
    locked.save(update_fields=["removed_at"])
    was, now = (locked.value, None) if is_removed else (None, locked.value)
    record(
        workspace=actor.workspace,
        actor=actor,
        verb="reading_remove" if is_removed else "reading_restore",
        subject=locked.objective,
        changes={"value": (was, now)},
    )
    return locked


def _measures(actor: Member, objective: Objective) -> None:
    """Let who answers for the objective pass; the others need the right."""
    is_owner = objective.owner_id == actor.pk and actor.is_active and may(actor, Right.WORKSPACE_READ)
    if not is_owner:
        require(actor, Right.READING_ADD)


def _check(objective: Objective) -> None:
    if objective.owner is not None and not objective.owner.is_active:
        raise ValidationError({"owner": _("Choose an active member of this workspace.")})
    if objective.baseline is not None and objective.baseline == objective.target:
        raise ValidationError({"target": _("The target is the starting value: nothing would change.")})
    if objective.baseline_on and objective.target_on and objective.target_on <= objective.baseline_on:
        raise ValidationError({"target_on": _("The target date comes after the day of the starting value.")})
    if (objective.baseline is not None or objective.target is not None) and not objective.measure:
        raise ValidationError({"measure": _("Say what is measured: a figure alone says nothing.")})
