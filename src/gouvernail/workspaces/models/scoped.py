"""Rows that belong to one workspace. Their manager refuses a query outside a scope."""

from datetime import datetime
from typing import Generic, TypeVar

from django.db import models
from django.utils import timezone
from django_scopes import get_scope
from django_scopes.manager import DisabledQuerySet

Row = TypeVar("Row", bound=models.Model)


def now() -> datetime:
    """Give the instant that services read. A field that names Django's own function keeps it whatever clock is set."""
    return timezone.now()


class RefusingQuerySet(DisabledQuerySet):  # type: ignore[misc]  # django-scopes publishes no types
    """What a query outside a scope is: it may be passed on (forms do, when they are imported), never read."""

    def all(self) -> "RefusingQuerySet":
        """Pass it on."""
        copy: RefusingQuerySet = self._clone()
        return copy

    # django-scopes leaves these open.
    exists = contains = explain = bulk_update = in_bulk = DisabledQuerySet.error


class ScopedManager(models.Manager[Row], Generic[Row]):
    """Django-scopes' manager as a class that types can name.

    Inside `scope(workspace=...)` it finds that workspace's rows; inside `scopes_disabled()` all of them; elsewhere
    every query raises `ScopeError`.
    """

    def get_queryset(self) -> models.QuerySet[Row]:
        """Keep to the workspace of the scope, or refuse."""
        current = get_scope()
        if not current.get("_enabled", True):
            return super().get_queryset()
        if "workspace" not in current:
            return RefusingQuerySet(self.model, using=self._db, missing_scopes={"workspace"})
        return super().get_queryset().filter(workspace=current["workspace"])


class Scoped(models.Model):
    """A row of one workspace: `with scope(workspace=...)` first, or the query is refused."""

    workspace = models.ForeignKey("workspaces.Workspace", on_delete=models.CASCADE, related_name="+", editable=False)

    objects = ScopedManager()

    class Meta:
        abstract = True


class Derived(Scoped):
    """A row that can be made again from the others: it goes with its workspace, and is neither exported nor told of."""

    class Meta:
        abstract = True
