"""What a reviewer says of a finding, beside what the figures say."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gouvernail.diagnosis.choices import About
from gouvernail.exchange.wording import Words
from gouvernail.exchange.wording.parts import part_name
from gouvernail.workspaces.models import Scoped


class Annotation(Scoped):
    """A note on one part of a report; its author may change it and take it away."""

    report = models.ForeignKey("diagnosis.Report", on_delete=models.CASCADE, related_name="annotations")
    about = models.CharField(_("about"), max_length=10, choices=About)
    part = models.CharField(max_length=60, blank=True)  # id of the symptom, cause or indicator
    text = models.TextField(_("note"), max_length=4000)
    author = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("annotation")
        ordering = ("created_at", "pk")
        indexes = (models.Index(fields=("workspace", "report"), name="annotations_of_a_report"),)

    def __str__(self) -> str:
        words = Words("en" if (get_language() or "fr").startswith("en") else "fr")
        return f"{self.report.title} · {part_name(words, self.about, self.part)}"
