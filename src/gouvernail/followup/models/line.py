"""Since when something is expected of somebody, and what they said of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.followup.choices.words import Answer, Kind
from gouvernail.workspaces.models import Scoped

KEY = 120


class Line(Scoped):
    """One line of one person's week, as long as its cause lasts. Its words are never kept: they are said anew."""

    member = models.ForeignKey("workspaces.Member", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY)  # names the cause: the same as long as that lasts
    kind = models.CharField(max_length=12, choices=Kind)
    since = models.DateField(_("since"))
    due_on = models.DateField(_("expected by"))
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.NONE, blank=True)
    returns_on = models.DateField(_("back on"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("line")
        ordering = ("due_on", "pk")
        constraints = (models.UniqueConstraint(fields=("workspace", "member", "key"), name="one_line_a_cause"),)
        indexes = (models.Index(fields=("workspace", "member", "due_on"), name="lines_of_a_week"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"  # the trail keeps this: no name in it
