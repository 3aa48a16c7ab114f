"""What makes a role complete."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role
from gouvernail.workspaces.selectors.rights import today_of

SCOPES = {RoleKind.CHAMPION: "team", RoleKind.DATA_OWNER: "data_object"}


def check_terms(actor: Member, role: Role, touched: Collection[str] | None = None) -> None:
    """Refuse a role that lacks what its kind needs, that is already over, or that reaches into another workspace.

    Parameters
    ----------
    touched
        The fields that are being changed; None for a new role. A deputy who has left since is not an error of who
        changes the end.

    Raises
    ------
    ValidationError
        Named by field.
    """
    problems: dict[str, Any] = {**_scope(role), **_days(actor, role, touched), **_people(role, touched)}
    for name in ("team", "data_object", "deputy", "member"):
        row = getattr(role, name)
        if row is not None and row.workspace_id != actor.workspace_id:
            problems[name] = _("This is not in your workspace.")
    if problems:
        raise ValidationError(problems)


def _scope(role: Role) -> dict[str, Any]:
    kind = RoleKind(role.kind)
    if kind == RoleKind.CHAMPION and role.team is None:
        return {"team": _("A champion speaks for a team: choose it.")}
    if kind == RoleKind.DATA_OWNER and role.data_object is None:
        return {"data_object": _("A data owner answers for a kind of data: choose it.")}
    lost = {"team", "data_object"} - {SCOPES.get(kind)}
    return {name: _("This role is over the whole workspace: leave it empty.") for name in lost if getattr(role, name)}


def _days(actor: Member, role: Role, touched: Collection[str] | None) -> dict[str, Any]:
    today = today_of(actor)
    if role.kind == RoleKind.REVIEWER and role.ends_on is None:
        return {"ends_on": _("An external reviewer needs an end: choose the last day of the review.")}
    if role.ends_on is not None and role.ends_on < role.starts_on:
        return {"ends_on": _("The last day is before the first one.")}
    if touched is None and role.ends_on is not None and role.ends_on < today:
        return {"ends_on": _("This day is past. Choose today or later.")}
    return {}


def _people(role: Role, touched: Collection[str] | None) -> dict[str, Any]:
    problems: dict[str, Any] = {}
    if touched is None and not role.member.is_active:
        problems["member"] = _("%(name)s has left.") % {"name": role.member}
    if role.deputy is not None and (touched is None or "deputy" in touched):
        if role.deputy_id == role.member_id:
            problems["deputy"] = _("Nobody stands in for oneself: choose somebody else.")
        elif not role.deputy.is_active:
            problems["deputy"] = _("%(name)s has left. Choose somebody who is here.") % {"name": role.deputy}
    return problems
