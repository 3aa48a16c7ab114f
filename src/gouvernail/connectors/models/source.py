"""What was decided for files of one shape, remembered for the next ones."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.models import Scoped


class Source(Scoped):
    """A tool or a spreadsheet that exports come from, known by the headers of its tables.

    `decisions` is what people corrected, in the shape of `ImportRun.decisions`.
    """

    name = models.CharField(_("name"), max_length=120)
    fingerprint = models.CharField(max_length=64, editable=False)
    decisions = models.JSONField(_("decisions"), default=dict, blank=True)
    confirmed_by = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)

    class Meta:
        verbose_name = _("source")
        ordering = ("-confirmed_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("workspace", "fingerprint"), name="one_source_a_shape"),)

    def __str__(self) -> str:
        return self.name
