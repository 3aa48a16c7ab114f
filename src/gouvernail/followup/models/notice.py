"""What the product tells one person, in the language that they read that day."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.followup.choices.words import News
from gouvernail.followup.models.line import KEY
from gouvernail.workspaces.models import Scoped


class Notice(Scoped):
    """One notice; a cause is told once a kind and a day, whatever the number of workers."""

    member = models.ForeignKey("workspaces.Member", on_delete=models.CASCADE, related_name="+")
    cause = models.CharField(max_length=KEY)
    kind = models.CharField(max_length=10, choices=News)
    day = models.DateField()  # of the cause
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    language = models.CharField(max_length=5)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("workspace", "member", "cause", "kind", "day"), name="one_notice_a_cause"),
        )
        indexes = (models.Index(fields=("workspace", "member", "read_at"), name="notices_unread"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
