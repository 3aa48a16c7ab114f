"""Remove for good what people said or sent and took back: called now and then by a worker."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone
from django_scopes import scopes_disabled

from gouvernail.backlog.models import Attachment, Comment
from gouvernail.workspaces.models import Workspace
from gouvernail.workspaces.selectors.contents import folder_of

KEPT_AFTER_REMOVAL = timedelta(days=7)  # [choice] while it can still be brought back
_WRITTEN_BEFORE = timedelta(days=1)  # no transaction that writes a file is open for so long


def removed_forget(now: datetime | None = None) -> None:
    """Remove the comments and files that were removed long enough ago, and files of acts that did not go through.

    The trail keeps who removed what and when; it never held what a comment said.
    """
    now = now or timezone.now()
    with scopes_disabled():  # every workspace
        Comment.objects.filter(removed_at__lt=now - KEPT_AFTER_REMOVAL).delete()
        for row in Attachment.objects.filter(removed_at__lt=now - KEPT_AFTER_REMOVAL):
            default_storage.delete(row.path)  # first: a row without file is told of, a file without row is not
            row.delete()
        for workspace in Workspace.objects.values_list("pk", flat=True):
            _forget_strays(workspace, now)


def _forget_strays(workspace: int, now: datetime) -> None:
    """Remove the files that no row names: the transaction that was to write the row was undone."""
    folder = f"{folder_of(workspace)}/attachments"
    try:
        names = set(default_storage.listdir(folder)[1])
    except (FileNotFoundError, NotADirectoryError):
        return
    known = {str(code) for code in Attachment.objects.filter(workspace=workspace).values_list("code", flat=True)}
    for name in names - known:
        if default_storage.get_modified_time(f"{folder}/{name}") < now - _WRITTEN_BEFORE:
            default_storage.delete(f"{folder}/{name}")
