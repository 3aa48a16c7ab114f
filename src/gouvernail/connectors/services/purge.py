"""Remove for good what was undone long enough ago."""

from django.db import transaction
from django.utils import timezone

from gouvernail.connectors.choices import KEPT_AFTER_UNDO
from gouvernail.connectors.models import ImportRun
from gouvernail.workspaces.services.storage import folder_remove
from gouvernail.workspaces.services.trail import record


def import_purge(*, run: ImportRun) -> None:
    """Remove an import and its files; the room above has removed what it made of it."""
    folder = run.folder
    with transaction.atomic():
        record(workspace=run.workspace, actor=None, verb="import_purge", subject=run, changes={})
        run.delete()
    folder_remove(folder)


def imports_due() -> list[ImportRun]:
    """List the imports that were undone long enough ago, in the current scope."""
    return list(ImportRun.objects.filter(undone_at__lt=timezone.now() - KEPT_AFTER_UNDO).select_related("workspace"))
