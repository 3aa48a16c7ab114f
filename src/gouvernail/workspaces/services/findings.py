"""Put a finding aside until a day, with a reason; bring it back before."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member, SetAside
from gouvernail.workspaces.selectors.findings import digest_of
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record

LONGEST_DAYS = 366  # [choice] what is put aside longer than a year is no longer put aside, it is forgotten


@transaction.atomic
def finding_set_aside(*, actor: Member, key: str, reason: str, returns_on: date) -> SetAside:
    """Put a finding aside; it is not deleted, and comes back on its day.

    Parameters
    ----------
    key
        That of the finding: the same as long as the same thing is wrong at the same place.
    returns_on
        From tomorrow to a year from now.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.DUTY_EDIT)
    today = today_of(actor)
    if not today < returns_on <= today + timedelta(days=LONGEST_DAYS):
        raise ValidationError({"returns_on": _("Choose a day from tomorrow to a year from now.")})
    digest = digest_of(key)
    SetAside.objects.filter(digest=digest, ended_at=None).update(ended_at=timezone.now())
    row = SetAside(
        workspace=actor.workspace, digest=digest, key=key, reason=reason.strip(), returns_on=returns_on, by=actor
    )
    row.full_clean()
    row.save()
    record(
        workspace=actor.workspace,
        actor=actor,
        verb="finding_set_aside",
        subject=row,
        changes={"returns_on": (None, returns_on)},
        reason=row.reason,
    )
    return row


@transaction.atomic
def finding_bring_back(*, actor: Member, row: SetAside) -> SetAside:
    """Show a finding again before its day.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.DUTY_EDIT)
    locked = SetAside.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if locked.ended_at is None:
        changes = changed(locked, ended_at=timezone.now())
        locked.save(update_fields=["ended_at"])
        record(workspace=actor.workspace, actor=actor, verb="finding_bring_back", subject=locked, changes=changes)
    return locked
