"""A report written to a file that people take away."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.diagnosis.choices import Kind
from gouvernail.workspaces.models import Scoped


class Export(Scoped):
    """One file of one report in one language; `stamp` says of which notes and title it was made."""

    report = models.ForeignKey("diagnosis.Report", on_delete=models.CASCADE, related_name="exports")
    kind = models.CharField(_("format"), max_length=5, choices=Kind)
    language = models.CharField(_("language"), max_length=5)
    stamp = models.CharField(max_length=64, editable=False)
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=255, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("export")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "report", "kind", "language", "stamp"), name="one_export_a_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} · {self.kind}"
