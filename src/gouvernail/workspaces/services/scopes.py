"""Teams and data objects: what roles and duties are over. They are archived, never removed: the history names them."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import DataObject, Member, Team
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record

Row = TypeVar("Row", Team, DataObject)


@transaction.atomic
def team_add(*, actor: Member, **fields: Any) -> Team:
    """Add a team: `name`, `side`.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    return _add(actor, Team(workspace=actor.workspace, **fields), verb="team_add")


@transaction.atomic
def team_edit(*, actor: Member, team: Team, **fields: Any) -> Team:
    """Rename a team or change its side.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    return _edit(actor, Team.objects.select_for_update().get(pk=team.pk), fields, verb="team_edit")


@transaction.atomic
def team_archive(*, actor: Member, team: Team) -> Team:
    """Take a team out of the choices; who was in it stays in it.

    Raises
    ------
    Forbidden
    """
    return _edit(actor, Team.objects.select_for_update().get(pk=team.pk), {"is_active": False}, verb="team_archive")


@transaction.atomic
def team_restore(*, actor: Member, team: Team) -> Team:
    """Put an archived team back.

    Raises
    ------
    Forbidden
    """
    return _edit(actor, Team.objects.select_for_update().get(pk=team.pk), {"is_active": True}, verb="team_restore")


@transaction.atomic
def data_object_add(*, actor: Member, **fields: Any) -> DataObject:
    """Add a data object: `name`, `description`.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    return _add(actor, DataObject(workspace=actor.workspace, **fields), verb="data_object_add")


@transaction.atomic
def data_object_edit(*, actor: Member, data_object: DataObject, **fields: Any) -> DataObject:
    """Rename a data object or describe it otherwise.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    return _edit(actor, _locked(data_object), fields, verb="data_object_edit")


@transaction.atomic
def data_object_archive(*, actor: Member, data_object: DataObject) -> DataObject:
    """Take a data object out of the choices; the roles and duties over it are kept, and out of the lints.

    Raises
    ------
    Forbidden
    """
    return _edit(actor, _locked(data_object), {"is_active": False}, verb="data_object_archive")


@transaction.atomic
def data_object_restore(*, actor: Member, data_object: DataObject) -> DataObject:
    """Put an archived data object back.

    Raises
    ------
    Forbidden
    """
    return _edit(actor, _locked(data_object), {"is_active": True}, verb="data_object_restore")


def _locked(data_object: DataObject) -> DataObject:
    return DataObject.objects.select_for_update().get(pk=data_object.pk)


def _check_name(row: Row) -> None:
    if type(row).objects.filter(name__iexact=row.name).exclude(pk=row.pk).exists():
        raise ValidationError({"name": _("This name is taken already, perhaps by one that is archived.")})


def _add(actor: Member, row: Row, *, verb: str) -> Row:
    require(actor, Right.PEOPLE_EDIT)
    _check_name(row)
    row.full_clean()
    row.save()
    record(workspace=actor.workspace, actor=actor, verb=verb, subject=row, changes={"name": ("", row.name)})
    return row


def _edit(actor: Member, row: Row, fields: dict[str, Any], *, verb: str) -> Row:
    require(actor, Right.PEOPLE_EDIT)
    changes = changed(row, **fields)
    if changes:
        _check_name(row)
        row.full_clean()
        row.save(update_fields=list(changes))
        record(workspace=actor.workspace, actor=actor, verb=verb, subject=row, changes=changes)
    return row
