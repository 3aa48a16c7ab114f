"""How a workspace chases what is late."""

from typing import Any

from django.db import transaction

from gouvernail.followup.models import Policy
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record


@transaction.atomic
def policy_edit(*, actor: Member, **fields: Any) -> Policy:
    """Change `remind_before_days` or `escalate_after_days` of the actor's workspace.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.WORKSPACE_EDIT)
    row, _is_new = Policy.objects.select_for_update().get_or_create(workspace=actor.workspace)
    changes = changed(row, **fields)
    if changes:
        row.full_clean()
        row.save(update_fields=list(changes))
        record(workspace=actor.workspace, actor=actor, verb="policy_edit", subject=row, changes=changes)
    return row
