"""When and how often somebody wants to be written to. Theirs alone: the trail has nothing to keep."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from gouvernail.followup.models import Preference
from gouvernail.workspaces.models import User, Workspace
from gouvernail.workspaces.selectors.members import memberships_of
from gouvernail.workspaces.services.accounts import account_edit
from gouvernail.workspaces.services.trail import changed


@transaction.atomic
def preference_edit(*, user: User, muted: Iterable[Workspace], time_zone: str, **fields: Any) -> Preference:
    """Change one's own `digest`, `reminders`, `hour`, `quiet_from`, `quiet_to`, `is_weekend_quiet` and time zone.

    Parameters
    ----------
    muted
        The workspaces from which no letter comes.

    Raises
    ------
    ValidationError
        Named by field.
    """
    account_edit(user=user, time_zone=time_zone)
    row, _is_new = Preference.objects.select_for_update().get_or_create(user=user)
    changed(row, **fields)
    row.full_clean()
    row.save()
    chosen = list(muted)
    with scopes_disabled():  # a person's memberships cross workspaces
        known = {member.workspace_id for member in memberships_of(user)}
    if not known.issuperset(workspace.pk for workspace in chosen):
        raise ValidationError({"muted": _("You do not belong to this workspace.")})
    row.muted.set(chosen)
    return row
