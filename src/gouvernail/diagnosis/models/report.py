"""A diagnosis that was made: its figures, and what is written of them in each language."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.models import Scoped


class Report(Scoped):
    """One diagnosis. Its whole content and the rows behind its figures are files of `folder`.

    Attributes
    ----------
    figures
        What no language changes: `symptoms`, `causes`, `findings`, `missing`, to list and compare reports.
    replaces
        The report that this one repairs: same files, one more column.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # names its folder in the storage
    title = models.CharField(_("title"), max_length=120)
    run = models.ForeignKey("connectors.ImportRun", on_delete=models.CASCADE, related_name="+")
    replaces = models.ForeignKey("diagnosis.Report", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    actor = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, related_name="+")
    is_sample = models.BooleanField(default=False, editable=False)
    figures = models.JSONField(default=dict, blank=True, editable=False)
    items = models.PositiveIntegerField(_("items"), default=0)
    changes = models.PositiveIntegerField(_("changes"), default=0)
    people = models.PositiveIntegerField(_("people"), default=0)
    rows = models.PositiveIntegerField(default=0, editable=False)  # behind all the figures
    since = models.DateTimeField(null=True, blank=True, editable=False)
    until = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("report")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("workspace", "-created_at"), name="reports_of_a_workspace"),)
        constraints = (models.UniqueConstraint(fields=("workspace", "job"), name="one_report_a_job"),)

    def __str__(self) -> str:
        return self.title

    @property
    def folder(self) -> str:
        """Give the place of its files in the storage: no other workspace's report can name it."""
        return f"workspaces/{self.workspace_id}/reports/{self.code}"


class Wording(Scoped):
    """What the page of a report says in one language (`exchange.reports.contents.Contents`, as JSON)."""

    report = models.ForeignKey("diagnosis.Report", on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=5)
    schema = models.PositiveSmallIntegerField()
    contents = models.JSONField()

    class Meta:
        verbose_name = _("wording")
        constraints = (
            models.UniqueConstraint(fields=("workspace", "report", "language"), name="one_wording_a_language"),
        )

    def __str__(self) -> str:
        return f"{self.report} · {self.language}"
