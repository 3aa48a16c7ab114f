"""The archives of a workspace: each is what one job made."""

from django.db.models import QuerySet

from gouvernail.jobs.choices import State
from gouvernail.jobs.models import Job
from gouvernail.workspaces.selectors.contents import folder_of

KIND = "gouvernail.connectors.services.workspace_export.workspace_export_run"


def exports_made() -> QuerySet[Job]:
    """List the exports of the scope's workspace, latest first."""
    return Job.objects.select_related("actor__user", "workspace").filter(kind=KIND)


def exports_all() -> QuerySet[Job]:
    """List the exports that succeeded. Call inside `scopes_disabled()` for those of every workspace."""
    return exports_made().filter(state=State.SUCCEEDED)


def archive_of(job: Job) -> str:
    """Give the place of an archive in the storage; nobody guesses it, and the page checks who asks."""
    return f"{folder_of(job.workspace_id)}/exports/{job.pk}-{job.task_id}.zip"
