"""Change what a workspace knows of a member: team, job title, hours."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record


@transaction.atomic
def member_edit(*, actor: Member, member: Member, **fields: Any) -> Member:
    """Change the `team`, `title`, `declared_hours` or `available_hours` of a member.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.PEOPLE_EDIT)
    locked = Member.objects.select_for_update(of=("self",)).select_related("user", "team").get(pk=member.pk)
    team = fields.get("team")
    if team is not None and team.workspace_id != actor.workspace_id:
        raise ValidationError({"team": _("This is not in your workspace.")})
    changes = changed(locked, **fields)
    if changes:
        locked.full_clean()
        locked.save(update_fields=list(changes))
        record(workspace=actor.workspace, actor=actor, verb="member_edit", subject=locked, changes=changes)
    return locked
