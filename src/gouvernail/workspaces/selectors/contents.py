"""What a workspace holds, whatever room keeps it: every model that is `Scoped` is found by itself."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gouvernail.workspaces.models import Derived, Scoped, Workspace


@dataclass(frozen=True)
class Count:
    """How many rows of one kind there are."""

    label: str
    rows: int


def folder_of(workspace_id: int) -> str:
    """Give the place of a workspace's files in the storage; every room keeps its own below it."""
    return f"workspaces/{workspace_id}"


def scoped_models() -> list[type[models.Model]]:
    """List the models whose rows belong to a workspace, those that point to others before those pointed to."""
    waiting = {model for model in apps.get_models() if issubclass(model, Scoped)}
    ordered: list[type[models.Model]] = []
    while waiting:
        free = {model for model in waiting if not any(model in _aims(other) for other in waiting - {model})}
        step = free or waiting  # a circle is left to the database's own order
        ordered += sorted(step, key=lambda model: model._meta.label)  # noqa: SLF001  # Django's public door
        waiting -= step
    return ordered


def own_models() -> list[type[models.Model]]:
    """List those of `scoped_models` whose rows cannot be made again from the others."""
    return [model for model in scoped_models() if not issubclass(model, Derived)]


def contents_of(workspace: Workspace) -> list[Count]:
    """Count what the workspace holds; rows without a name of their own come last, together. Call in its scope."""
    named: dict[str, int] = {}
    others = 0
    for model in own_models():
        rows = model._default_manager.filter(workspace=workspace).count()  # noqa: SLF001  # Django's public door
        if "verbose_name" in model._meta.original_attrs:  # noqa: SLF001  # Django's public door
            label = capfirst(str(model._meta.verbose_name))  # noqa: SLF001  # Django's public door
            named[label] = named.get(label, 0) + rows
        else:
            others += rows
    found = [Count(label, rows) for label, rows in sorted(named.items()) if rows]
    return [*found, Count(_("Lines of the trail and other records"), others)] if others else found


def _aims(model: type[models.Model]) -> set[object]:
    fields = model._meta.concrete_fields  # noqa: SLF001  # those that point; what points back is no aim
    return {field.related_model for field in fields if field.is_relation}
