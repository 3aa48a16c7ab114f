"""Add duties, put them in order, archive and restore them, start from the template."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.workspaces.bridge import Proposal, proposal
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Duty, Member, Workspace
from gouvernail.workspaces.selectors.duties import Letters, letters_proposed
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.duty_edit import letters_write
from gouvernail.workspaces.services.trail import changed, record


@transaction.atomic
def duty_add(*, actor: Member, letters: Letters | None = None, **fields: Any) -> Duty:
    """Add a duty after the others.

    Parameters
    ----------
    letters
        Key of a member to their letters.
    **fields
        `label`, `description`, `data_object`, and `code` where it comes from the template.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.DUTY_EDIT)
    last = Duty.objects.aggregate(last=Max("position"))["last"]
    duty = Duty(
        workspace=actor.workspace,
        position=0 if last is None else last + 1,
        edited_at=timezone.now(),
        edited_by=actor,
        **fields,
    )
    duty.full_clean()
    duty.save()
    given = letters_write(duty, {}, letters or {})
    record(
        workspace=actor.workspace,
        actor=actor,
        verb="duty_add",
        subject=duty,
        changes={"label": ("", duty.label), **given},
    )
    return duty


@transaction.atomic
def duties_propose(*, actor: Member) -> list[Duty]:
    """Add the eight duties of the template, in the workspace's language, with the people whom their roles suggest.

    Raises
    ------
    Forbidden, ValidationError
        The second where there are duties already: nothing is added to what people have made theirs.
    """
    require(actor, Right.DUTY_EDIT)
    workspace = Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    if Duty.objects.filter(is_active=True).exists():
        raise ValidationError(_("There are duties already: add those that are missing one by one."))
    return [_add(actor, one) for one in proposal(workspace.language, today_of(actor))]


@transaction.atomic
def duty_archive(*, actor: Member, duty: Duty) -> Duty:
    """Take a duty off the matrix; its letters are kept and come back with it.

    Raises
    ------
    Forbidden
    """
    return _activate(actor, duty, is_active=False, verb="duty_archive")


@transaction.atomic
def duty_restore(*, actor: Member, duty: Duty) -> Duty:
    """Put an archived duty back, with its letters.

    Raises
    ------
    Forbidden
    """
    return _activate(actor, duty, is_active=True, verb="duty_restore")


@transaction.atomic
def duty_move(*, actor: Member, duty: Duty, by: int) -> Duty:
    """Move a duty up (negative) or down among the active ones; at the end it stays.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.DUTY_EDIT)
    Workspace.objects.select_for_update().get(pk=actor.workspace_id)  # two people may not put them in order at once
    rows = list(Duty.objects.filter(is_active=True).only("pk", "workspace_id", "label", "position"))
    keys = [row.pk for row in rows]
    old = keys.index(duty.pk)
    new = min(max(old + by, 0), len(rows) - 1)
    rows.insert(new, rows.pop(old))
    misplaced = [(place, row) for place, row in enumerate(rows) if row.position != place]
    for place, row in misplaced:
        row.position = place
    Duty.objects.bulk_update([row for _place, row in misplaced], ["position"])
    if new != old:
        changes = {"position": (old + 1, new + 1)}
        record(workspace=actor.workspace, actor=actor, verb="duty_move", subject=duty, changes=changes)
    return duty


def _add(actor: Member, one: Proposal) -> Duty:
    return duty_add(
        actor=actor,
        letters=letters_proposed(one),
        label=one.label,
        description=one.description,
        data_object_id=one.data_object,
        code=one.code,
    )


def _activate(actor: Member, duty: Duty, *, is_active: bool, verb: str) -> Duty:
    require(actor, Right.DUTY_EDIT)
    locked = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    changes = changed(locked, is_active=is_active)
    if changes:
        locked.version += 1  # whoever edits it now must see that it went or came back
        locked.save(update_fields=["is_active", "version"])
        record(workspace=actor.workspace, actor=actor, verb=verb, subject=locked, changes=changes)
    return locked
