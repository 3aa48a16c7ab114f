"""Remove for good what was removed or undone long enough ago: called now and then by a worker."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from gouvernail.connectors.choices import KEPT_AFTER_UNDO
from gouvernail.connectors.services.purge import import_purge, imports_due
from gouvernail.diagnosis.choices import KEPT_AFTER_REMOVAL
from gouvernail.diagnosis.models import Report
from gouvernail.workspaces.models import Workspace
from gouvernail.workspaces.services.storage import folder_remove
from gouvernail.workspaces.services.trail import record


def removed_purge() -> None:
    """Remove the reports and imports that can no longer be brought back, with their files, in every workspace."""
    now = timezone.now()
    late = Q(removed_at__lt=now - KEPT_AFTER_REMOVAL) | Q(run__undone_at__lt=now - KEPT_AFTER_UNDO)
    with scopes_disabled():
        due = list(Report.objects.filter(late).select_related("workspace"))
        runs = imports_due()
    for report in due:
        with scope(workspace=report.workspace):
            _remove(report, report.workspace)
    for run in runs:
        with scope(workspace=run.workspace):
            import_purge(run=run)


def _remove(report: Report, workspace: Workspace) -> None:
    folder = report.folder
    with transaction.atomic():
        record(workspace=workspace, actor=None, verb="report_purge", subject=report, changes={})
        report.delete()
    folder_remove(folder)
