"""Imports of a workspace."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from gouvernail.connectors.choices import KEPT_AFTER_UNDO, ImportState
from gouvernail.connectors.models import ImportRun, Source


def import_get(pk: int) -> ImportRun | None:
    """Find one import, undone ones too."""
    return (
        ImportRun.objects.select_related("workspace", "job__actor__user", "actor__user", "source")
        .prefetch_related("uploads")
        .filter(pk=pk)
        .first()
    )


def imports_open() -> QuerySet[ImportRun]:
    """List the imports that wait for a person or for a worker."""
    states = (ImportState.WAITING, ImportState.REFUSED, ImportState.READY)
    return (
        ImportRun.objects.filter(state__in=states, undone_at__isnull=True)
        .select_related("job", "actor__user")
        .defer("seen", "decisions")
    )


def imports_undone() -> QuerySet[ImportRun]:
    """List the imports that can still be brought back."""
    since = timezone.now() - KEPT_AFTER_UNDO
    return ImportRun.objects.filter(undone_at__gte=since).select_related("actor__user").defer("seen", "decisions")


def sources() -> QuerySet[Source]:
    """List what is remembered."""
    return Source.objects.select_related("confirmed_by__user")


def said_of(run: ImportRun) -> dict[str, Any]:
    """Give what was understood, in the reader's language."""
    words: dict[str, dict[str, Any]] = run.seen.get("words", {})
    return words.get(get_language() or "fr") or words.get("fr", {})
