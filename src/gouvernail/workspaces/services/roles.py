"""Give a role, change its terms, end it, and take any of these back."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role, Workspace
from gouvernail.workspaces.selectors.invitations import kinds_offered
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.selectors.roles import administrators_for_good, same_role
from gouvernail.workspaces.services.door import Forbidden, require
from gouvernail.workspaces.services.role_terms import check_terms
from gouvernail.workspaces.services.trail import changed, record

TERMS = ("team", "data_object", "deputy", "starts_on", "ends_on")


@transaction.atomic
def role_give(*, actor: Member, member: Member, kind: RoleKind, **terms: Any) -> Role:
    """Give a member a role.

    Parameters
    ----------
    terms
        `team` (a champion's), `data_object` (a data owner's), `deputy`, `starts_on` (today by default), `ends_on`
        (the last day; none for a role that lasts).

    Raises
    ------
    Forbidden
        The actor may not change roles, or may not do themselves what the role may do.
    ValidationError
        Named by field.
    """
    _allow(actor, kind)
    Member.objects.select_for_update(of=("self",)).filter(
        pk=member.pk
    ).first()  # two who give the same role: one passes
    terms["starts_on"] = terms.get("starts_on") or today_of(actor)
    role = Role(workspace=actor.workspace, member=member, kind=kind, **terms)
    check_terms(actor, role)
    if same_role(role) is not None:
        raise ValidationError({"kind": _("%(name)s has this role already over these days.") % {"name": member}})
    role.full_clean()
    role.save()
    record(
        workspace=actor.workspace,
        actor=actor,
        verb="role_give",
        subject=role,
        changes={"member": (None, member), **{name: (None, getattr(role, name)) for name in TERMS if terms.get(name)}},
    )
    return role


@transaction.atomic
def role_edit(*, actor: Member, role: Role, **terms: Any) -> Role:
    """Change what a role is over, its days or its deputy. Its kind stays: end it and give another.

    Raises
    ------
    Forbidden, ValidationError
        As for `role_give`; and where nobody would be left to administer the workspace.
    """
    role = _locked(actor, role)
    changes = changed(role, **terms)
    if not changes:
        return role
    check_terms(actor, role, changes)
    role.full_clean()
    role.save(update_fields=list(changes))
    _keep_the_helm(role)
    record(workspace=actor.workspace, actor=actor, verb="role_edit", subject=role, changes=changes)
    return role


@transaction.atomic
def role_end(*, actor: Member, role: Role) -> Role | None:
    """End a role at once: yesterday was its last day, and it gives no right any more.

    A role that starts today or later has no day to keep: it is removed, and None is given back. The trail tells.

    Raises
    ------
    Forbidden, ValidationError
        The second for the place of a requester, which only leaving ends, and for the last administrator.
    """
    role = _locked(actor, role)
    if role.kind == RoleKind.REQUESTER:
        raise ValidationError(_("Everybody who belongs here may make requests. To close the door, let them leave."))
    yesterday = today_of(actor) - timedelta(days=1)
    if role.ends_on is not None and role.ends_on <= yesterday:
        raise ValidationError(_("This role has ended already."))
    if role.starts_on > yesterday:
        record(workspace=actor.workspace, actor=actor, verb="role_cancel", subject=role, changes=_gone(role))
        role.delete()
        _keep_the_helm(role)
        return None
    changes = changed(role, ends_on=yesterday)
    role.save(update_fields=["ends_on"])
    _keep_the_helm(role)
    record(workspace=actor.workspace, actor=actor, verb="role_end", subject=role, changes=changes)
    return role


def _locked(actor: Member, role: Role) -> Role:
    """Lock the workspace, so that two administrators cannot end each other's role, then the role."""
    Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    locked = Role.objects.select_for_update(of=("self",)).select_related("member__user").get(pk=role.pk)
    _allow(actor, RoleKind(locked.kind))
    return locked


def _allow(actor: Member, kind: RoleKind) -> None:
    require(actor, Right.PEOPLE_EDIT)
    if kind not in kinds_offered(actor):
        raise Forbidden(
            _("You cannot give, change or end the role “%(role)s”: it may do more than yours.") % {"role": kind.label}
        )


def _keep_the_helm(role: Role) -> None:
    if role.kind == RoleKind.ADMINISTRATOR and not administrators_for_good(role.workspace).exists():
        raise ValidationError(
            _("Somebody must administer the workspace without an end. Give this role to somebody else first.")
        )


def _gone(role: Role) -> dict[str, tuple[Any, Any]]:
    return {"member": (role.member, None), "starts_on": (role.starts_on, None)}
