"""What a role was, signed into an address: whoever may change roles can put it back."""

from datetime import date
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import DataObject, Member, Role, Team
from gouvernail.workspaces.services.roles import role_edit, role_give

_SALT = "gouvernail.role"
_KEPT = 24 * 3600  # seconds: a toast is answered at once, a page left open may be answered tomorrow
_ROWS = {"team": Team, "data_object": DataObject, "deputy": Member}


def role_memory(role: Role) -> str:
    """Write what a role is as a signed text for an address."""
    said = {
        "role": role.pk,
        "member": role.member_id,
        "kind": role.kind,
        **{name: getattr(role, f"{name}_id") for name in _ROWS},
        "starts_on": role.starts_on.isoformat(),
        "ends_on": role.ends_on.isoformat() if role.ends_on else None,
    }
    return signing.dumps(said, salt=_SALT)


@transaction.atomic
def role_undo(*, actor: Member, memory: str) -> Role:
    """Make a role what it was; one that is gone is given again.

    Raises
    ------
    Forbidden, ValidationError
        As for `role_edit` and `role_give`; and where the memory is forged, too old, or of somebody who is not here.
    """
    try:
        said = signing.loads(memory, salt=_SALT, max_age=_KEPT)
    except signing.BadSignature as error:
        raise ValidationError(_("It is too late to undo this. Change the role on the page of the person.")) from error
    member = Member.objects.select_related("user", "workspace").filter(pk=said["member"]).first()
    if member is None:
        raise ValidationError(_("This person is not in your workspace."))
    terms: dict[str, Any] = {name: _found(model, said[name]) for name, model in _ROWS.items()}
    terms["starts_on"] = date.fromisoformat(said["starts_on"])
    terms["ends_on"] = date.fromisoformat(said["ends_on"]) if said["ends_on"] else None
    role = Role.objects.filter(pk=said["role"], member=member).first()
    if role is None:
        return role_give(actor=actor, member=member, kind=RoleKind(said["kind"]), **terms)
    return role_edit(actor=actor, role=role, **terms)


def _found(model: Any, key: int | None) -> Any:
    return model.objects.filter(pk=key).first() if key else None
