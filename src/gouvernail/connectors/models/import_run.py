"""One import: files, what was understood of them, what was decided, and what became of it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.choices import ImportState
from gouvernail.workspaces.models import Scoped


class ImportRun(Scoped):
    """One import of one or several files.

    Attributes
    ----------
    decisions
        What people said of the files: `tables` (signature of the headers to `role`, `columns`, `order`, `version`),
        `states`, `priorities`, `builders`, and `dates` (name of a file to its day).
    seen
        What the last reading understood, in words of every language: see `services.reading`.
    fingerprint
        Of the headers and formats; empty until the files were opened.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # names its folder in the storage
    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.WAITING)
    is_sample = models.BooleanField(default=False, editable=False)
    source = models.ForeignKey(
        "connectors.Source", on_delete=models.SET_NULL, null=True, blank=True, related_name="imports"
    )
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    decisions = models.JSONField(_("decisions"), default=dict, blank=True)
    seen = models.JSONField(default=dict, blank=True, editable=False)
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    actor = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("import")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=("workspace", "-created_at"), name="imports_of_a_workspace"),
            models.Index(fields=("undone_at",), name="imports_undone"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def folder(self) -> str:
        """Give the place of its files in the storage: no other workspace's import can name it."""
        return f"workspaces/{self.workspace_id}/imports/{self.code}"

    @property
    def is_busy(self) -> bool:
        """Tell whether a job is at work on it."""
        return self.job is not None and not self.job.has_ended
